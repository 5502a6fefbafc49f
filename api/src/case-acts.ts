import { answerItemNames } from '@holdpoint/core'
import { z } from 'zod'
import type { CaseActed } from './1-triage.ts'
import { answers, defineRoute } from './route.ts'
import { byId, id, none, text } from './shapes.ts'

const caseAct = <Body extends z.ZodType>(name: string, summary: string, act: string, body: Body) =>
  defineRoute({
    name: `cases ${name}`,
    summary,
    method: 'POST',
    path: `/api/cases/:id/${act}`,
    params: byId,
    query: none,
    body,
    response: answers<CaseActed>(),
  })

const means = z.enum(['patch', 'mitigate', 'isolate', 'replace', 'accept'])
/** A civil day of the site, such as 2027-05-31. */
const day = z.iso.date()

const yesNo = z.enum(['yes', 'no', 'unknown'])

/** Why an answer is otherwise than the evidence; needed for each that is. */
const objections = z
  .array(z.strictObject({ item: z.enum(answerItemNames), reason: text }))
  .max(20)
  .default([])

export const ruleOnMatch = caseAct(
  'rule',
  'Rule on a match that is in review',
  'rule-on-match',
  z.object({ verdict: z.enum(['affected', 'not-affected']), reason: text }),
)

export const answerContext = caseAct(
  'context',
  'Question 1: exploitation, exposure, automatable, service used; otherwise than the evidence with a reason',
  'answer-context',
  z.object({
    exploitation: z.enum(['none', 'public-poc', 'active', 'unknown']),
    exposure: z.enum(['small', 'controlled', 'open', 'unknown']),
    automatable: yesNo,
    serviceUsed: yesNo,
    inKev: yesNo.optional(),
    technicalImpact: z.enum(['partial', 'total', 'unknown']).optional(),
    evidence: text,
    objections,
  }),
)

export const answerPlacement = caseAct(
  'placement',
  'Question 2: safety and mission impact, nearness to a safety system',
  'answer-placement',
  z.object({
    safetyImpact: z.enum(['negligible', 'marginal', 'critical', 'catastrophic', 'unknown']),
    missionImpact: z.enum([
      'degraded',
      'mef-support-crippled',
      'mef-failure',
      'mission-failure',
      'unknown',
    ]),
    nearSafetySystem: yesNo,
    evidence: text,
    objections,
  }),
)

export const answerControls = caseAct(
  'controls',
  'Question 3: the compensating controls that are claimed',
  'answer-controls',
  z.object({ claimed: z.array(text).max(50), evidence: text }),
)

export const answerImpact = caseAct(
  'impact',
  'Question 4, engineer and operations together: what happens if it fails',
  'answer-impact',
  z.object({
    ifItFails: text,
    lineStops: yesNo,
    toleratedFrom: text,
    toleratedMinutes: z.number().min(0).nullable(),
    evidence: z.string().max(4000).default(''),
  }),
)

export const decideCaseRoute = caseAct(
  'decide',
  'Decide urgency (by table) and means (with a reason)',
  'decide',
  z.object({
    means,
    interim: means.optional(),
    until: day.optional(),
    replaceBy: day.optional(),
    reason: text,
  }),
)

export const renewMeans = caseAct(
  'renew',
  'Let means that repair nothing stand for at most another year, after a look at them',
  'renew',
  z.object({ until: day.optional(), replaceBy: day.optional(), reason: text }),
)

export const enterLimit = caseAct(
  'limit-enter',
  'Say how far the process may go until this is done: in words, and where a signal tells in numbers',
  'limits',
  z.object({
    words: text,
    measured: z
      .object({
        assetId: id,
        signal: text,
        unit: z.string().max(100),
        low: z.number().nullable(),
        high: z.number().nullable(),
      })
      .nullable()
      .default(null),
    reason: text,
  }),
)

export const endLimit = caseAct(
  'limit-end',
  'End a limit of a case, with a reason; what a board signed stays in its plan',
  'end-limit',
  z.object({ limitId: id, reason: text }),
)

export const reviewTerm = caseAct(
  'review-term',
  'Open a decided case again whose day has passed',
  'review-term',
  z.strictObject({}),
)

export const reviewCredits = caseAct(
  'review-credits',
  'Open a decided case again where a control that it rests on is no longer proved',
  'review-credits',
  z.strictObject({}),
)
