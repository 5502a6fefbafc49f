import { createHash } from 'node:crypto'
import type { Asset } from '@holdpoint/core'
import {
  type Database,
  openDatabase,
  openSiteStore,
  PostgresFindingReader,
  PostgresFindingStore,
} from '@holdpoint/postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomFrom } from '../../bench/lib/generated-assets.mjs'
import { aDocument, bytesOf } from '../../engines/csaf/test-support/a-document.ts'
import { matchAssets, parsedAdvisory, runMatching } from '../../server/src/act/match-plant.ts'
import type { Platform, StoredAdvisory } from '../../server/src/platform.ts'
import { anAsset } from '../builders/a-wish.ts'
import { lead } from '../builders/people.ts'
import { SEED } from '../builders/seed.ts'
import { InMemoryEventStore } from './event-store-in-memory.ts'
import { withPostgres } from './with-postgres.ts'

const { url, folder } = withPostgres()
let database: Database

beforeAll(async () => {
  database = openDatabase({ url: url() })
  const opened = await openSiteStore({ database, site: 'works', dataFolder: folder() })
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
})
afterAll(() => database.close())

const STEPS = 60
const VERSIONS = ['< 2.0', '< 3.1', '1.0', 'vers:all/*', 'some'] as const
const PRODUCTS = ['Pump Controller', 'Valve Controller', 'Panel'] as const

/** The real finding store, over advisories and assets that this test keeps. */
class Works {
  readonly advisories = new Map<string, StoredAdvisory>()
  readonly assets = new Map<string, Asset>()
  readonly findings = new PostgresFindingStore(database, 'works')
  readonly reader = new PostgresFindingReader(database, 'works')
  exchanged = 0
  private readonly store = new InMemoryEventStore()
  private ids = 0

  get platform(): Platform {
    const { advisories, store, findings } = this
    const platform = {
      store,
      site: { timeZone: 'UTC' },
      now: () => '2026-11-23T12:00:00.000Z',
      newId: () => `id-${++this.ids}`,
      log: (line: string) => {
        throw new Error(line)
      },
      advisories: {
        heads: async () => [...advisories.values()],
        read: async (ids: readonly string[]) => ids.flatMap((id) => advisories.get(id) ?? []),
      },
      findings: {
        runId: () => findings.runId(),
        matchedAdvisories: () => findings.matchedAdvisories(),
        replaceAll: (...given: Parameters<typeof findings.replaceAll>) =>
          findings.replaceAll(...given),
        exchange: async (wish: Parameters<typeof findings.exchange>[0]) => {
          const done = await findings.exchange(wish)
          if (done !== null) this.exchanged += 1
          return done
        },
      },
    }
    return platform as unknown as Platform
  }

  async keeps(asset: Asset): Promise<void> {
    this.assets.set(asset.id, asset)
    this.ids += 1
    const done = await this.store.append({
      ...{ commandId: `asset-${this.ids}`, by: 'lead', at: '2026-11-23T12:00:00.000Z' },
      ...{ rules: 'test', effects: [], effectMoves: [] },
      writes: [
        {
          stream: `asset/${this.ids}`,
          expectedVersion: 0,
          events: [{ kind: 'asset-said', body: {} }],
        },
      ],
      readModels: [{ kind: 'asset', id: asset.id, body: asset as never }],
    })
    expect(done.ok).toBe(true)
  }

  publishes(advisoryId: string, document: unknown): void {
    const bytes = bytesOf(document)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    this.advisories.set(advisoryId, { advisoryId, sha256, version: '1', bytes } as StoredAdvisory)
  }

  /** What is shown, and what everything compared with everything comes to. */
  async shownAndMeant() {
    const { findings } = await this.reader.window({
      verdicts: ['affected', 'review', 'not-affected'],
      ...{ assetIds: null, advisoryIds: null, text: null, offset: 0, limit: 100_000 },
      named: { assetIds: [], advisoryIds: [] },
    })
    const advisories = [...this.advisories.values()].map(parsedAdvisory)
    return {
      shown: findings.map(wordsOf).sort(),
      meant: matchAssets([...this.assets.values()], advisories)
        .map(wordsOf)
        .sort(),
    }
  }
}

function wordsOf(finding: ReturnType<typeof matchAssets>[number]): string {
  const { assetId, advisoryId, productId, verdict, reasons, cves } = finding
  return JSON.stringify([assetId, advisoryId, productId, verdict, reasons, cves])
}

test(`findings of changed advisories alone are those of everything (seed ${SEED})`, async () => {
  const works = new Works()
  const random = randomFrom(SEED)
  const below = (count: number) => Math.floor(random() * count)
  const one = <T>(from: readonly T[]) => from[below(from.length)] as T
  const asset = (id: string) =>
    anAsset({
      ...{ id, tag: id, vendor: 'Example', product: one(PRODUCTS), orderNumber: null },
      ...{ series: null, firmware: one(['1.0', '2.5', '3.1', null]), serial: null },
    })
  const document = () => {
    const products = PRODUCTS.slice(0, 1 + below(3)).map((product, at) => {
      return { id: `P${at}`, product, version: one(VERSIONS) }
    })
    return aDocument({ products })
  }
  for (let at = 0; at < 12; at++) await works.keeps(asset(`A-${at}`))
  let exchangedBefore = 0
  for (let step = 0; step < STEPS; step++) {
    const kind = below(10)
    const ids = [...works.advisories.keys()]
    if (kind === 0) await works.keeps(asset(`A-${below(14)}`))
    else if (kind === 1 && ids.length > 0) works.advisories.delete(one(ids))
    else if (kind < 5 && ids.length > 0) works.publishes(one(ids), document())
    else works.publishes(`EX-${step}`, document())
    const run = await runMatching(works.platform, lead)
    const { shown, meant } = await works.shownAndMeant()
    expect(shown, `after step ${step}`).toEqual(meant)
    expect(run.pairs).toBe(meant.length)
    const affected = meant.filter((words) => words.includes('"affected"')).length
    expect(run.affected).toBe(affected)
    expect(run.affected + run.review + run.notAffected).toBe(run.pairs)
    if (kind === 0) expect(works.exchanged).toBe(exchangedBefore)
    exchangedBefore = works.exchanged
  }
  expect(works.exchanged).toBeGreaterThan(STEPS / 2)
})

test('where another run came between, nothing is exchanged and everything is matched', async () => {
  const works = new Works()
  await works.keeps(anAsset({ id: 'B-1', tag: 'B-1', vendor: 'Example', product: 'Panel' }))
  works.publishes('EX-1', aDocument({ products: [{ id: 'P', product: 'Panel', version: '1' }] }))
  await runMatching(works.platform, lead)
  const wish = {
    ...{ runId: 'late', after: 'not-the-last', matched: [], gone: ['EX-1'], runs: [] },
    show: () => ({ productName: '', highestScore: null }),
  }
  expect(await works.findings.exchange(wish)).toBeNull()
  const { shown, meant } = await works.shownAndMeant()
  expect(shown).toEqual(meant)
})
