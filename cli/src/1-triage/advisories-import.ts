import { randomUUID } from 'node:crypto'
import { type ImportProgress, importInParts } from '@holdpoint/api'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { sendTo } from '../server-link.ts'
import { BadInput, exitWith, printJson, sayRefused } from '../terminal.ts'
import { advisorySources } from './advisory-sources.ts'

type Options = { readonly server?: string; readonly source?: string }

/** `advisories import`: any number of files, in parts, with progress; Ctrl-C ends it. */
export function addAdvisoryImport(program: Command): void {
  group(program, 'advisories', 'Security advisories (CSAF)')
    .command('import')
    .description('Import CSAF documents; a bad one is refused by name and the rest goes on')
    .argument(
      '<path...>',
      'files, archives (zip, tar, tar.gz), folders of them, or https addresses',
    )
    .option('--source <name>', 'the source in the register that it is handed over from')
    .option('--server <url>', 'default http://127.0.0.1:7410, or HOLDPOINT_SERVER')
    .option('--json', 'print one JSON value (the default for this command)')
    .action(importCommand)
}

async function importCommand(paths: readonly string[], options: Options): Promise<void> {
  const { sources, documents } = await advisorySources(paths)
  if (documents === 0) throw new BadInput(`${paths.join(' ')}: no .json file or archive there`)
  let cancelled = false
  const onInterrupt = () => {
    cancelled = true
    console.error('holdpoint: ending after the part under way')
  }
  process.once('SIGINT', onInterrupt)
  const answer = await importInParts(sendTo(options.server), {
    id: randomUUID(),
    sources,
    ...(options.source === undefined ? {} : { source: options.source }),
    tell: sayProgress,
    cancelled: () => cancelled,
  })
  process.off('SIGINT', onInterrupt)
  if (!answer.ok) return sayRefused(answer.refusal)
  const { state, result, why } = answer.value
  printJson({ state, ...result, ...(why === null ? {} : { why }) })
  exitWith(state === 'done')
}

let said = ''

/** On standard error, so that standard output stays one JSON value. */
function sayProgress({ phase, done, total }: ImportProgress): void {
  const line = `${phase} ${done}/${total}`
  if (line === said) return
  said = line
  console.error(line)
}
