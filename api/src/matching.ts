import type { RemediationStatus } from '@holdpoint/core'
import { z } from 'zod'
import type { MatchRun } from './1-triage.ts'
import type { FindingRow } from './findings.ts'
import { answers, defineRoute } from './route.ts'
import { id, none } from './shapes.ts'

/** A run that a person asked for. It is kept by itself and leaves the findings as they are. */
export type HandRun = Omit<MatchRun, 'inputs'> & {
  readonly by: string
  readonly advisoryIds: readonly string[] | null
  readonly assetIds: readonly string[] | null
}

export const matchByHand = defineRoute({
  name: 'matching run',
  summary: 'Match these advisories with these assets now; leave one list out for all of that kind',
  method: 'POST',
  path: '/api/matching/runs',
  params: none,
  query: none,
  body: z.object({
    advisoryIds: z.array(id).min(1).max(5000).optional(),
    assetIds: z.array(id).min(1).max(5000).optional(),
  }),
  response: answers<{
    readonly leaf: number
    readonly run: HandRun
    readonly findings: readonly FindingRow[]
  }>(),
})

export const listMatchRuns = defineRoute({
  name: 'matching list',
  summary: 'The newest automatic run, and the runs by hand, apart',
  method: 'GET',
  path: '/api/matching/runs',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly automatic: MatchRun | null; readonly byHand: readonly HandRun[] }>(),
})

export const readMatching = defineRoute({
  name: 'matching newest',
  summary:
    'What the findings that are shown were made of, when, and whether anything changed since',
  method: 'GET',
  path: '/api/matching/newest',
  params: none,
  query: none,
  body: none,
  response: answers<MatchingNow>(),
})

export type MatchingNow = {
  /** Null where nothing was ever matched. */
  readonly run: MatchRun | null
  /** Assets or advisories changed since, and that is not in the findings yet. */
  readonly isBehind: boolean
}

export type MatchedProduct = {
  readonly vendor: string
  readonly product: string
  readonly assetIds: readonly string[]
  readonly advisories: readonly string[]
}

export const listMatchedProducts = defineRoute({
  name: 'matching products',
  summary: 'For each product of the inventory, the advisories that are matched with it',
  method: 'GET',
  path: '/api/matching/products',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly products: readonly MatchedProduct[] }>(),
})

export const listMatchedAssets = defineRoute({
  name: 'matching assets',
  summary: 'For each asset, or for one, the advisories that are matched with it',
  method: 'GET',
  path: '/api/matching/assets',
  params: none,
  query: z.object({ asset: id.optional() }),
  body: none,
  response: answers<{
    readonly assets: readonly {
      readonly assetId: string
      readonly assetTag: string
      readonly advisories: readonly string[]
    }[]
  }>(),
})

export const readMatchStatistics = defineRoute({
  name: 'matching statistics',
  summary: 'How many assets match at all, and how many carry each mark',
  method: 'GET',
  path: '/api/matching/statistics',
  params: none,
  query: none,
  body: none,
  response: answers<{
    readonly asOf: string | null
    readonly assets: number
    readonly matched: number
    readonly unmarked: number
    readonly marked: Readonly<Record<RemediationStatus, number>>
  }>(),
})
