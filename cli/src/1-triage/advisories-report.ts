import { type CorpusReport, type Counted, corpusReport } from '@holdpoint/csaf'
import type { Command } from 'commander'
import { group } from '../command-group.ts'
import { printJson } from '../terminal.ts'
import { readAdvisories } from './read-advisories.ts'
import { type ReadAssets, readAssets } from './read-assets.ts'

type Options = { readonly assets?: string; readonly json?: true }

const ROWS_SHOWN = 25

/** `advisories report`: what the matcher makes of a folder of advisories, without any server. */
export function addAdvisoryReport(program: Command): void {
  group(program, 'advisories', 'Security advisories (CSAF)')
    .command('report')
    .description('Say how the version texts of advisories were read, and what ends with a person')
    .argument('<path...>', 'CSAF files, or folders of them')
    .option('--assets <file>', 'an inventory, to name its vendors that no advisory knows')
    .option('--json', 'print one JSON value')
    .action(async (paths: readonly string[], options: Options) => {
      const { advisories, refused } = await readAdvisories(paths)
      const { assets } = await assetsOf(options)
      const report = corpusReport(advisories, assets)
      if (options.json === true) printJson({ ...report, refused })
      else sayReport(report)
      if (options.json !== true) {
        for (const { file, why } of refused) console.log(`refused  ${file}: ${why}`)
      }
    })
}

/** Vendors alone are read of it: a row without a product takes nothing away. */
async function assetsOf({ assets }: Options): Promise<Pick<ReadAssets, 'assets'>> {
  return assets === undefined ? { assets: [] } : readAssets(assets, {})
}

function sayReport(report: CorpusReport): void {
  const { parsed, alwaysReview, vendors } = report
  console.log(`${report.advisories} advisories, ${report.entries} product entries`)
  console.log(`${parsed.percent} % of version texts read to something an asset field decides`)
  console.log(`${alwaysReview.percent} % of entries always end with a person:`)
  sayRows(report.reviewReasons)
  console.log('Forms of version texts:')
  sayRows(report.forms)
  console.log(`Vendors: ${vendors.names} names of ${vendors.companies} companies`)
  for (const [one, other] of vendors.alike) console.log(`  perhaps one: ${one} / ${other}`)
  if (vendors.unmatched.length === 0) return
  console.log('Vendors of the inventory that no advisory names:')
  sayRows(vendors.unmatched)
}

function sayRows(rows: readonly Counted[]): void {
  for (const { name, count, percent } of rows.slice(0, ROWS_SHOWN)) {
    console.log(`  ${String(count).padStart(7)}  ${percent.toFixed(2).padStart(6)} %  ${name}`)
  }
  if (rows.length > ROWS_SHOWN) console.log(`  and ${rows.length - ROWS_SHOWN} more`)
}
