import { readFileSync } from 'node:fs'
import { type AssetFacts, matchAssetToAdvisory, type Verdict } from '@holdpoint/csaf'
import { describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'
import { readableAdvisories } from './advisories.ts'

/**
 * One asset and one product entry of an advisory. `judged` was written down from the
 * text alone, before the engine was asked; `verdict` is what the engine says today.
 */
interface JudgedRow {
  readonly advisory: string
  readonly productId: string
  readonly versionText: string
  readonly asset: Omit<AssetFacts, 'id'>
  readonly judged: Verdict
  readonly verdict: Verdict
}

const data = testData()
const file = new URL('judged-sample.json', import.meta.url)
const rows: readonly JudgedRow[] = JSON.parse(readFileSync(file, 'utf8'))

describe.skipIf(data === null)('the judged sample (needs the outside test data)', () => {
  test('the engine never clears or accuses against the judgement, and rarely asks in vain', () => {
    const advisories = readableAdvisories(data ?? '')
    const asked = rows.map((row) => {
      const advisory = advisories.get(row.advisory)
      if (advisory === undefined) throw new Error(row.advisory)
      const matches = matchAssetToAdvisory({ ...row.asset, id: 'A' }, advisory)
      const found = matches.find(({ productId }) => productId === row.productId)
      return { ...row, said: found?.verdict ?? ('not-affected' as const) }
    })
    const differs = asked.filter(({ judged, said }) => judged !== said)
    console.log(`score: judged sample ${asked.length - differs.length}/${asked.length}`)
    for (const { advisory, productId, judged, said } of differs) {
      console.log(`differs: ${advisory} ${productId}: judged ${judged}, the engine ${said}`)
    }
    expect(rows).toHaveLength(200)
    expect(differs.filter(({ said }) => said !== 'review')).toEqual([])
    expect(differs.length).toBeLessThanOrEqual(8)
    expect(asked.filter(({ verdict, said }) => verdict !== said)).toEqual([])
  })

  test('the rows hold every verdict often enough to mean something', () => {
    const count = (verdict: Verdict) => rows.filter(({ judged }) => judged === verdict).length
    expect(count('affected')).toBeGreaterThan(80)
    expect(count('not-affected')).toBeGreaterThan(60)
    expect(count('review')).toBeGreaterThan(10)
  })
})
