import type { Refusal } from '@holdpoint/core'
import { z } from 'zod'
import type { MatchRun } from './1-triage.ts'
import { answers, defineRoute } from './route.ts'
import { id, none, text } from './shapes.ts'

export type FindingRow = {
  readonly assetId: string
  readonly assetTag: string
  readonly assetFirmware: string | null
  readonly zone: string
  readonly level: number | null
  readonly advisoryId: string
  readonly advisoryTitle: string
  readonly productId: string
  readonly productName: string
  readonly cves: readonly string[]
  readonly verdict: 'affected' | 'not-affected' | 'review'
  readonly confidence: string
  readonly rule: string
  readonly reasons: readonly string[]
  readonly highestScore: number | null
  readonly caseId: string | null
  readonly caseState: string | null
}

const findingsWish = z.object({
  verdict: z.enum(['affected', 'not-affected', 'review']).optional(),
  /** Affected or for review. */
  open: z.enum(['true', 'false']).optional(),
  assetId: id.optional(),
  advisoryId: id.optional(),
  zone: text.optional(),
  /** A part of a tag, zone, vendor, product, order number, advisory or CVE. */
  text: text.optional(),
  offset: z.coerce.number().int().min(0).max(100_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(5_000).optional(),
})

export type FindingsWish = z.output<typeof findingsWish>

export type FindingsView = {
  readonly run: MatchRun | null
  readonly findings: readonly FindingRow[]
  /** How many there are of these verdicts; `findings` begins at `offset` of them. */
  readonly total: number
  readonly byVerdict: Readonly<Record<FindingRow['verdict'], number>>
  readonly offset: number
}

export const listFindings = defineRoute({
  name: 'findings list',
  summary: 'What the matching found, newest run, worst first; at most 5,000 at a time',
  method: 'GET',
  path: '/api/findings',
  params: none,
  query: findingsWish,
  body: none,
  response: answers<FindingsView>(),
})

export const likeFindings = defineRoute({
  name: 'findings like',
  summary:
    'The same finding of assets that the inventory describes in the same words, and what differs',
  method: 'GET',
  path: '/api/findings/like',
  params: none,
  query: z.object({ assetId: id, advisoryId: id, productId: id }),
  body: none,
  response: answers<LikeFindings>(),
})

export type LikeFindings = {
  readonly findings: readonly FindingRow[]
  /** What is recorded otherwise of these assets: it may make another answer right. */
  readonly differs: readonly {
    readonly what: string
    readonly values: readonly { readonly value: string; readonly assetTags: readonly string[] }[]
  }[]
}

const findingKey = z.object({ assetId: id, advisoryId: id, productId: id })

export const triageMany = defineRoute({
  name: 'cases bulk',
  summary: 'Open a case for each of these findings; with a ruling, rule on each that is in review',
  method: 'POST',
  path: '/api/cases/bulk',
  params: none,
  query: none,
  body: z.object({
    findings: z.array(findingKey).min(1).max(200),
    ruling: z.object({ verdict: z.enum(['affected', 'not-affected']), reason: text }).optional(),
  }),
  response: answers<TriagedMany>(),
})

export type TriagedMany = {
  /** Of the last entry that was made; null where nothing was taken. */
  readonly leaf: number | null
  readonly taken: readonly { readonly caseId: string; readonly assetTag: string }[]
  readonly refused: readonly {
    readonly assetId: string
    readonly advisoryId: string
    readonly productId: string
    readonly refusals: readonly Refusal[]
  }[]
}
