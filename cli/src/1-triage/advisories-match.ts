import type { RowNotCompared } from '@holdpoint/core'
import { matchAll } from '@holdpoint/csaf'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { BadInput, printJson } from '../terminal.ts'
import { readAdvisories } from './read-advisories.ts'
import { describeColumns, readAssets } from './read-assets.ts'
import { readMapping } from './read-mapping.ts'

type Options = {
  readonly advisories: readonly string[]
  readonly assets: string
  readonly preset?: string
  readonly sheet?: string
  readonly mapping?: string
  readonly passOver?: true
  readonly json?: true
}

/** `advisories match`: offline, without a server. */
export function addAdvisoryCommands(program: Command): void {
  const advisories = group(program, 'advisories', 'Security advisories (CSAF)')
  advisories
    .command('match')
    .description('Match an asset list with advisories; prints every verdict with its reasons')
    .requiredOption('--advisories <path...>', 'CSAF files or folders of them')
    .requiredOption('--assets <file>', 'CSV, .xlsx, JSON, CycloneDX, NetBox or Nmap XML')
    .option('--preset <id>', 'whose export it is, where that is not recognised')
    .option('--sheet <name>', 'of a workbook; by default its first sheet')
    .option('--mapping <file>', 'what each column means, as "assets import" takes it')
    .option('--pass-over', 'go on without the rows that cannot be compared, and name them')
    .option('--json', 'print one JSON value')
    .action(matchCommand)
}

async function matchCommand(options: Options): Promise<void> {
  const { preset, sheet, passOver, json } = options
  const mapping = options.mapping === undefined ? undefined : await readMapping(options.mapping)
  const { assets, notCompared, columns } = await readAssets(options.assets, {
    ...(preset === undefined ? {} : { preset }),
    ...(sheet === undefined ? {} : { sheet }),
    ...(mapping === undefined ? {} : { mapping }),
  })
  // Whoever reads the verdicts takes a missing asset for "not affected".
  if (notCompared.length > 0 && passOver !== true) throw incomplete(options.assets, notCompared)
  const { advisories, refused } = await readAdvisories(options.advisories)
  const result = matchAll(assets, advisories)
  if (json === true) {
    printJson({ ...result, refused, notCompared, ...(columns === null ? {} : { columns }) })
    return
  }
  if (columns !== null) console.log(`columns   ${describeColumns(columns)}`)
  const found = (verdict: string) => result.matches.filter((one) => one.verdict === verdict)
  for (const match of [...found('affected'), ...found('review')]) {
    console.log(`${match.verdict.padEnd(9)} ${match.assetId}  ${match.advisoryId}`)
    for (const reason of match.reasons) console.log(`          ${reason}`)
  }
  for (const row of notCompared) console.log(`not compared  ${lineOf(row)}`)
  for (const { file, why } of refused) console.log(`refused   ${file}: ${why}`)
  console.log(JSON.stringify({ ...result.stats, notCompared: notCompared.length }))
}

const NAMED_AT_MOST = 5

function incomplete(path: string, rows: readonly RowNotCompared[]): BadInput {
  const named = rows.slice(0, NAMED_AT_MOST).map(lineOf).join('; ')
  const more = rows.length > NAMED_AT_MOST ? `; and ${rows.length - NAMED_AT_MOST} more` : ''
  return new BadInput(`${path}: ${named}${more}. Complete them, or pass them over by --pass-over`)
}

function lineOf({ where, name, why }: RowNotCompared): string {
  return name === where ? `${where}: ${why}` : `${where}, ${name}: ${why}`
}
