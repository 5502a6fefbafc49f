import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { randomFrom } from '../../../../bench/lib/generated-assets.mjs'
import { SEED } from '../../../../test/builders/seed.ts'
import { withPostgres } from '../../../../test/contracts/with-postgres.ts'
import { type Database, openDatabase } from '../database.ts'
import { openSiteStore } from '../open-site-store.ts'
import { PostgresFindingReader } from './finding-reader.ts'
import type { EntryShown, FindingRecord, FindingRun, ShowEntry } from './finding-record.ts'
import { PostgresFindingStore } from './finding-store.ts'

const { url, folder } = withPostgres()
let database: Database
let sites = 0

beforeAll(async () => {
  database = openDatabase({ url: url() })
  const opened = await openSiteStore({ database, site: 'works', dataFolder: folder() })
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
})
afterAll(() => database.close())

function aSite(): string {
  sites += 1
  return `site-${sites}`
}

describe('findings', () => {
  const aFinding = (assetId: string, wanted: Partial<FindingRecord> = {}): FindingRecord => ({
    assetId,
    advisoryId: 'siemens:SSA-1',
    productId: 'CSAFPID-0001',
    verdict: 'affected',
    confidence: 'order-number',
    rule: 'match@1',
    reasons: ['order number and version'],
    cves: ['CVE-2026-0001'],
    productName: 'CPU 315-2',
    highestScore: 9.8,
    ...wanted,
  })

  const runs = async function* (
    findings: readonly FindingRecord[],
    assetIds: readonly string[] | null = null,
  ): AsyncGenerator<FindingRun> {
    for (const { assetId, productName, highestScore, ...finding } of findings) {
      shown.set(`${finding.advisoryId} ${finding.productId}`, { productName, highestScore })
      yield { assetIds: assetIds ?? [assetId], findings: [finding] }
    }
  }
  const shown = new Map<string, EntryShown>()
  const show: ShowEntry = ({ advisoryId, productId }) => {
    const known = shown.get(`${advisoryId} ${productId}`)
    if (known === undefined) throw new Error(`nothing is known of ${productId}`)
    return known
  }
  const all = async (site: string) =>
    (
      await new PostgresFindingReader(database, site).window({
        verdicts: ['affected', 'review', 'not-affected'],
        ...{ assetIds: null, advisoryIds: null, text: null, offset: 0, limit: 100_000 },
        named: { assetIds: [], advisoryIds: [] },
      })
    ).findings

  test('of a run replace those of the run before, what is affected first', async () => {
    const site = aSite()
    const store = new PostgresFindingStore(database, site)
    expect(await store.runId()).toBeNull()
    await store.replaceAll('run-1', runs([aFinding('A'), aFinding('B')]), show)
    const second = [aFinding('C', { productId: 'P-2', verdict: 'review', cves: [] }), aFinding('D')]
    expect(await store.replaceAll('run-2', runs(second), show)).toBe(2)
    expect(await all(site)).toEqual([second[1], second[0]])
    expect(await store.runId()).toBe('run-2')
    const left = await database.pool.query('select count(*) as n from finding_member')
    expect(left.rows[0].n).toBe(2)
  })

  test('of a run that fails leave those of the run before', async () => {
    const site = aSite()
    const store = new PostgresFindingStore(database, site)
    await store.replaceAll('run-1', runs([aFinding('A')]), show)
    const bad = aFinding('B', { verdict: 'perhaps' as 'review' })
    await expect(store.replaceAll('run-2', runs([aFinding('C'), bad]), show)).rejects.toThrow()
    expect(await all(site)).toEqual([aFinding('A')])
    expect(await store.runId()).toBe('run-1')
  })

  test("keep a feed's text that a database cannot hold, with the character replaced", async () => {
    const site = aSite()
    const store = new PostgresFindingStore(database, site)
    const odd = {
      reasons: ['a\u0000b', '\\u0000', 'tab\there\nand \\N'],
      productName: 'half \ud800, tab\t, \\N',
      cves: ['CVE-"1"', 'back\\slash', '{a,b}'],
      rule: '\\.',
    }
    await store.replaceAll('run-1', runs([aFinding('A', odd)]), show)
    expect(await all(site)).toEqual([
      aFinding('A', {
        ...odd,
        reasons: ['a\ufffdb', '\\u0000', 'tab\there\nand \\N'],
        productName: 'half \ufffd, tab\t, \\N',
      }),
    ])
  })

  test('by the hundred thousand go in, each counted for every asset of its run', async () => {
    const site = aSite()
    const store = new PostgresFindingStore(database, site)
    const ids = Array.from({ length: 60_000 }, (_, n) => `asset-${n}`)
    const two = [aFinding(''), aFinding('', { productId: 'P-2', verdict: 'review' })]
    expect(await store.replaceAll('run-1', runs(two, ids), show)).toBe(120_000)
    const reader = new PostgresFindingReader(database, site)
    const shown = await reader.openFindings(3)
    expect(shown.byVerdict).toEqual({ affected: 60_000, review: 60_000, 'not-affected': 0 })
    expect(shown.findings.map(({ assetId }) => assetId)).toEqual(['asset-0', 'asset-1', 'asset-10'])
  })

  test('are alike for assets that are described in the same words', async () => {
    const site = aSite()
    const store = new PostgresFindingStore(database, site)
    const both = async function* () {
      yield* runs([aFinding('')], ['B', 'A'])
      yield* runs([aFinding('C')])
    }
    await store.replaceAll('run', both(), show)
    const reader = new PostgresFindingReader(database, site)
    const key = { advisoryId: 'siemens:SSA-1', productId: 'CSAFPID-0001' }
    expect(await reader.like({ ...key, assetId: 'A' })).toEqual(['A', 'B'])
    expect(await reader.like({ ...key, assetId: 'C' })).toEqual(['C'])
    expect(await reader.like({ ...key, assetId: 'D' })).toEqual([])
  })

  test('are shown by part, found by any of their words, the worst first', async () => {
    const site = aSite()
    const store = new PostgresFindingStore(database, site)
    const low = { productId: 'P-2', productName: '100% Pump', highestScore: 4 }
    const none = { productId: 'P-3', cves: ['CVE-2026-0007'], highestScore: null }
    await store.replaceAll(
      'run',
      runs([aFinding('A', low), aFinding('A', none), aFinding('B')]),
      show,
    )
    const reader = new PostgresFindingReader(database, site)
    const seen = async (wanted: Partial<Parameters<typeof reader.window>[0]>) => {
      const { findings } = await reader.window({
        verdicts: ['affected', 'review'],
        ...{ assetIds: ['B', 'A'], advisoryIds: null, text: null, offset: 0, limit: 10 },
        named: { assetIds: [], advisoryIds: [] },
        ...wanted,
      })
      return findings.map(({ assetId, productId }) => `${assetId} ${productId}`)
    }
    expect(await seen({})).toEqual(['A P-3', 'B CSAFPID-0001', 'A P-2'])
    expect(await seen({ offset: 1, limit: 1 })).toEqual(['B CSAFPID-0001'])
    expect(await seen({ assetIds: ['B'] })).toEqual(['B CSAFPID-0001'])
    for (const assetIds of [['A', 'B'], null]) {
      expect(await seen({ assetIds })).toEqual(['A P-3', 'B CSAFPID-0001', 'A P-2'])
      for (const offset of [0, 1, 2, 3]) {
        const rest = ['A P-3', 'B CSAFPID-0001', 'A P-2'].slice(offset)
        expect(await seen({ assetIds, offset })).toEqual(rest)
        expect(await seen({ assetIds, offset, limit: 1 })).toEqual(rest.slice(0, 1))
      }
    }
    expect(await seen({ text: '0% pu' })).toEqual(['A P-2'])
    expect(await seen({ text: '%' })).toEqual(['A P-2'])
    expect(await seen({ text: '-0007' })).toEqual(['A P-3'])
    const named = { assetIds: ['B'], advisoryIds: [] }
    expect(await seen({ text: 'turbine hall', named })).toEqual(['B CSAFPID-0001'])
    expect(await reader.cves()).toEqual(['CVE-2026-0001', 'CVE-2026-0007'])
    expect(await reader.countsByAsset()).toContainEqual({ id: 'A', affected: 2, review: 0 })
    const found = { assetId: 'A', advisoryId: 'siemens:SSA-1', productId: 'P-2' }
    expect(await store.find(found)).toEqual(aFinding('A', low))
    expect(await store.find({ ...found, assetId: 'B' })).toBeNull()
  })

  test('are the same part of a long list, whether it is put in order whole or by its classes', async () => {
    const site = aSite()
    const random = randomFrom(SEED)
    const below = (count: number) => Math.floor(random() * count)
    const verdicts = ['affected', 'review', 'not-affected'] as const
    const findings = Array.from({ length: 300 }, (_, at) =>
      aFinding(`A-${below(40)}`, {
        productId: `P-${at}`,
        verdict: verdicts[below(3)] ?? 'review',
        highestScore: below(5) === 0 ? null : below(4) + 5,
      }),
    )
    await new PostgresFindingStore(database, site).replaceAll('run', runs(findings), show)
    const reader = new PostgresFindingReader(database, site)
    const assetIds = [...new Set(findings.map(({ assetId }) => assetId))]
    for (let round = 0; round < 30; round++) {
      const wanted = {
        verdicts: verdicts.slice(0, 1 + below(3)),
        advisoryIds: below(2) === 0 ? null : ['siemens:SSA-1'],
        ...{ text: null, offset: below(320), limit: 1 + below(50) },
        named: { assetIds: [], advisoryIds: [] },
      }
      const whole = await reader.window({ ...wanted, assetIds })
      expect(await reader.window({ ...wanted, assetIds: null })).toEqual(whole)
    }
  })
})
