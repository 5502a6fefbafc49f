import { type Advisory, describeAdvisoryRefusal, matchAll, readAdvisory } from '@holdpoint/csaf'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { BadInput, printJson, readFileOrSay } from '../terminal.ts'
import { jsonFilesOf } from './json-files.ts'
import { readAssets } from './read-assets.ts'

/** `advisories match`: offline, without a server. */
export function addAdvisoryCommands(program: Command): void {
  const advisories = group(program, 'advisories', 'Security advisories (CSAF)')
  advisories
    .command('match')
    .description('Match an asset list with advisories; prints every verdict with its reasons')
    .requiredOption('--advisories <path...>', 'CSAF files or folders of them')
    .requiredOption('--assets <file>', 'JSON array of assets, or a CSV with a header row')
    .option('--json', 'print one JSON value')
    .action(async (options: { advisories: string[]; assets: string; json?: true }) => {
      await matchCommand(options)
    })
}

async function matchCommand(options: {
  readonly advisories: readonly string[]
  readonly assets: string
  readonly json?: true
}): Promise<void> {
  const assets = await readAssets(options.assets)
  const advisories: Advisory[] = []
  const refused: { readonly file: string; readonly why: string }[] = []
  for (const file of await jsonFilesOf(options.advisories)) {
    const read = readAdvisory(await readFileOrSay(file))
    if (read.ok) advisories.push(read.value)
    else refused.push({ file, why: describeAdvisoryRefusal(read.refusal) })
  }
  if (advisories.length === 0) {
    const why = refused[0] === undefined ? 'no .json file there' : refused[0].why
    throw new BadInput(`${options.advisories.join(' ')}: ${why}`)
  }
  const result = matchAll(assets, advisories)
  if (options.json === true) {
    printJson({ ...result, refused })
    return
  }
  const found = (verdict: string) => result.matches.filter((one) => one.verdict === verdict)
  for (const match of [...found('affected'), ...found('review')]) {
    console.log(`${match.verdict.padEnd(9)} ${match.assetId}  ${match.advisoryId}`)
    for (const reason of match.reasons) console.log(`          ${reason}`)
  }
  for (const { file, why } of refused) console.log(`refused   ${file}: ${why}`)
  console.log(JSON.stringify(result.stats))
}
