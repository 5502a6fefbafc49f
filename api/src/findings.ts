import type { ImpactAmongMany, ItemAmongMany, Refusal } from '@holdpoint/core'
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
const someFindings = z.array(findingKey).min(1).max(200)

export const triageMany = defineRoute({
  name: 'cases bulk',
  summary: 'Open a case for each of these findings; with a ruling, rule on each that is in review',
  method: 'POST',
  path: '/api/cases/bulk',
  params: none,
  query: none,
  body: z.object({
    findings: someFindings,
    ruling: z.object({ verdict: z.enum(['affected', 'not-affected']), reason: text }).optional(),
  }),
  response: answers<TriagedMany>(),
})

const yesNo = z.enum(['yes', 'no', 'unknown'])

const answerForMany = z.discriminatedUnion('question', [
  z.strictObject({
    question: z.literal('context'),
    said: z.strictObject({
      exploitation: z.enum(['none', 'public-poc', 'active', 'unknown']).optional(),
      exposure: z.enum(['small', 'controlled', 'open', 'unknown']).optional(),
      automatable: yesNo.optional(),
      serviceUsed: yesNo.optional(),
      inKev: yesNo.optional(),
      technicalImpact: z.enum(['partial', 'total', 'unknown']).optional(),
    }),
    evidence: text,
  }),
  z.strictObject({
    question: z.literal('placement'),
    said: z.strictObject({
      safetyImpact: z
        .enum(['negligible', 'marginal', 'critical', 'catastrophic', 'unknown'])
        .optional(),
      missionImpact: z
        .enum(['degraded', 'mef-support-crippled', 'mef-failure', 'mission-failure', 'unknown'])
        .optional(),
      nearSafetySystem: yesNo.optional(),
    }),
    evidence: text,
  }),
  z.strictObject({
    question: z.literal('controls'),
    claimed: z.array(text).max(50),
    evidence: text,
  }),
  z.strictObject({
    question: z.literal('impact'),
    answer: z.strictObject({
      ifItFails: text,
      lineStops: yesNo,
      toleratedFrom: text,
      toleratedMinutes: z.number().min(0).nullable(),
    }),
    evidence: z.string().max(4000).default(''),
  }),
  z.strictObject({
    question: z.literal('confirm-impact'),
    evidence: z.string().max(4000).default(''),
  }),
])

export const askMany = defineRoute({
  name: 'cases ask-bulk',
  summary:
    'What the records of these findings answer of the four questions, and what people must say; writes nothing',
  method: 'POST',
  path: '/api/cases/ask-bulk',
  params: none,
  query: none,
  body: z.object({ findings: someFindings }),
  response: answers<AskedOfMany>(),
})

export type AskedOfMany = {
  readonly items: readonly ItemAmongMany[]
  readonly impacts: readonly ImpactAmongMany[]
  /** Findings that are no longer there, by their advisory. */
  readonly gone: readonly string[]
}

export const answerMany = defineRoute({
  name: 'cases answer-bulk',
  summary:
    'Answer one question for many cases; what the records of one answer stands there, and a case that would be contradicted is refused by name',
  method: 'POST',
  path: '/api/cases/answer-bulk',
  params: none,
  query: none,
  body: z.object({ findings: someFindings, answer: answerForMany }),
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
