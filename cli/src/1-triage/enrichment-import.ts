import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { call, importEnrichment } from '@holdpoint/api'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { sendTo } from '../server-link.ts'
import { BadInput, printJson, readFileOrSay, sayRefused } from '../terminal.ts'

type Options = { readonly server?: string; readonly scoredOn?: string }

/** `enrichment import`: KEV, EPSS and CVE records, files or folders of them. */
export function addEnrichmentImport(program: Command): void {
  group(program, 'enrichment', 'What public sources say about vulnerabilities')
    .command('import')
    .description('Import a KEV catalogue, EPSS scores or CVE records; all files or none')
    .argument('<path...>', 'files, or folders of .json and .csv')
    .option('--scored-on <day>', 'the day of EPSS scores whose file does not say it')
    .option('--server <url>', 'default http://127.0.0.1:7410, or HOLDPOINT_SERVER')
    .option('--json', 'print one JSON value (the default for this command)')
    .action(importCommand)
}

async function importCommand(paths: readonly string[], options: Options): Promise<void> {
  const names = (await Promise.all(paths.map(filesOf))).flat()
  if (names.length === 0) throw new BadInput(`${paths.join(' ')}: no .json or .csv file there`)
  const files = await Promise.all(
    names.map(async (name) => ({
      fileName: basename(name),
      content: Buffer.from(await readFileOrSay(name)).toString('utf8'),
    })),
  )
  const { scoredOn } = options
  const body = { files, ...(scoredOn === undefined ? {} : { scoredOn }) }
  const answer = await call(sendTo(options.server), importEnrichment, {
    params: {},
    query: {},
    body,
  })
  if (!answer.ok) return sayRefused(answer.refusal)
  printJson(answer.value)
}

async function filesOf(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => null)
  if (found === null) throw new BadInput(`${path}: there is no such file or folder`)
  if (!found.isDirectory()) return [path]
  const names = await readdir(path, { recursive: true })
  return names
    .filter((name) => /\.(?:json|csv)$/i.test(name))
    .sort()
    .map((name) => join(path, name))
}
