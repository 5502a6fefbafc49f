import type { TriageCase } from '../triage-case.ts'
import type { UrgencyFacts } from '../urgency.ts'

/** Everything that a table may ask of a case; `unknown` is an answer, and never a calm one. */
export type CaseAnswers = UrgencyFacts & {
  readonly serviceUsed: 'yes' | 'no' | 'unknown'
  readonly nearSafetySystem: 'yes' | 'no' | 'unknown'
  readonly inKev: 'yes' | 'no' | 'unknown'
  readonly technicalImpact: 'partial' | 'total' | 'unknown'
}

/** The name of one thing that a table may ask. */
export type AnswerItem = keyof CaseAnswers

type ItemRule = {
  readonly question: 'context' | 'placement'
  readonly words: string
  /** The calmest first. */
  readonly values: readonly string[]
}

/** What can be answered, where, and in which words; the calmest value first. */
export const answerItems: { readonly [Item in AnswerItem]: ItemRule } = {
  exploitation: {
    question: 'context',
    words: 'Exploitation',
    values: ['none', 'public-poc', 'active'],
  },
  inKev: { question: 'context', words: 'In KEV', values: ['no', 'yes'] },
  exposure: { question: 'context', words: 'Exposure', values: ['small', 'controlled', 'open'] },
  automatable: { question: 'context', words: 'Automatable', values: ['no', 'yes'] },
  technicalImpact: {
    question: 'context',
    words: 'Technical impact',
    values: ['partial', 'total'],
  },
  serviceUsed: { question: 'context', words: 'Service in use', values: ['no', 'yes'] },
  safetyImpact: {
    question: 'placement',
    words: 'Safety impact',
    values: ['negligible', 'marginal', 'critical', 'catastrophic'],
  },
  missionImpact: {
    question: 'placement',
    words: 'Mission impact',
    values: ['degraded', 'mef-support-crippled', 'mef-failure', 'mission-failure'],
  },
  nearSafetySystem: {
    question: 'placement',
    words: 'Near a safety system',
    values: ['no', 'yes'],
  },
}

export const answerItemNames = Object.keys(answerItems) as readonly AnswerItem[]

export const nothingAnswered: CaseAnswers = {
  exploitation: 'unknown',
  inKev: 'unknown',
  exposure: 'unknown',
  automatable: 'unknown',
  technicalImpact: 'unknown',
  serviceUsed: 'unknown',
  safetyImpact: 'unknown',
  missionImpact: 'unknown',
  nearSafetySystem: 'unknown',
}

/** What a case has answered so far; what it has not is unknown. */
export function answersOf({
  context,
  placement,
}: Pick<TriageCase, 'context' | 'placement'>): CaseAnswers {
  const none = nothingAnswered
  return {
    exploitation: context?.exploitation ?? none.exploitation,
    inKev: context?.inKev ?? none.inKev,
    exposure: context?.exposure ?? none.exposure,
    automatable: context?.automatable ?? none.automatable,
    technicalImpact: context?.technicalImpact ?? none.technicalImpact,
    serviceUsed: context?.serviceUsed ?? none.serviceUsed,
    safetyImpact: placement?.safetyImpact ?? none.safetyImpact,
    missionImpact: placement?.missionImpact ?? none.missionImpact,
    nearSafetySystem: placement?.nearSafetySystem ?? none.nearSafetySystem,
  }
}
