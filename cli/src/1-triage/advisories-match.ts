import { matchAll } from '@holdpoint/csaf'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { printJson } from '../terminal.ts'
import { readAdvisories } from './read-advisories.ts'
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
  const { advisories, refused } = await readAdvisories(options.advisories)
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
