import type { Actor } from '../plant/actor.ts'
import type { Instant } from '../plant/instant.ts'
import type { OperatingLimit } from '../plant/operating-limit.ts'
import type { Role } from '../plant/role.ts'
import { type AnswerItem, answersOf, type CaseAnswers } from './decide/case-answers.ts'
import type { CreditGiven } from './decide/verified-controls.ts'
import type { LimitWish } from './limits/decide-limit.ts'
import type { MeansJudgement } from './means/judge-means.ts'
import type { MeansRenewal, MeansTerm, MeansWish } from './means/means-term.ts'
import type {
  Exploitation,
  Exposure,
  MissionImpact,
  SafetyImpact,
  UrgencyDecision,
} from './urgency.ts'

/** The finding that a case is about: one asset, one product entry of one advisory. */
export type FindingRef = {
  readonly assetId: string
  readonly assetTag: string
  readonly advisoryId: string
  readonly advisoryVersion: string
  readonly productId: string
  readonly cves: readonly string[]
  readonly verdict: 'affected' | 'not-affected' | 'review'
  readonly confidence: string
  readonly rule: string
  readonly reasons: readonly string[]
}

/** A person says otherwise than the evidence did, and why. */
export type Contradiction = {
  readonly item: AnswerItem
  readonly evidenceSaid: string
  readonly reason: string
}

export type Answered<T> = T & {
  readonly evidence: string
  /** Where the answer is not what the evidence said; absent where it is. */
  readonly contradicts?: readonly Contradiction[]
  readonly by: readonly string[]
  readonly at: Instant
}

export type ContextAnswer = {
  readonly exploitation: Exploitation | 'unknown'
  readonly exposure: Exposure | 'unknown'
  readonly automatable: 'yes' | 'no' | 'unknown'
  readonly serviceUsed: 'yes' | 'no' | 'unknown'
  /** Filled in from the sources, unless a person says otherwise. */
  readonly inKev?: 'yes' | 'no' | 'unknown' | undefined
  readonly technicalImpact?: 'partial' | 'total' | 'unknown' | undefined
}

export type PlacementAnswer = {
  readonly safetyImpact: SafetyImpact | 'unknown'
  readonly missionImpact: MissionImpact | 'unknown'
  readonly nearSafetySystem: 'yes' | 'no' | 'unknown'
}

/** Controls are claims; only verified ones may earn credit, and none is verified here. */
export type ControlsAnswer = { readonly claimed: readonly string[] }

export type ImpactAnswer = {
  readonly ifItFails: string
  readonly lineStops: 'yes' | 'no' | 'unknown'
  readonly toleratedFrom: string
  readonly toleratedMinutes: number | null
}

export type Question = 'context' | 'placement' | 'controls' | 'impact'

export type Means = 'patch' | 'mitigate' | 'isolate' | 'replace' | 'accept'

/** Null: the configurations did not decide it. */
export type WayInSaid = { readonly exposure: Exposure | null; readonly because: string }

export type CaseDecision = {
  readonly urgency: UrgencyDecision
  /** What the tables were asked; with it the decision can be read again under any table. */
  readonly answers?: CaseAnswers
  /** The version of the site's policy that said which tables are asked. */
  readonly policyVersion?: number
  /** What the configurations said of the way in; absent in decisions of before they were asked. */
  readonly wayIn?: WayInSaid
  /** What verified controls took off; empty where none did. */
  readonly credits?: readonly CreditGiven[]
  readonly means: Means
  /** What stands in until the means are done; absent where nothing does. */
  readonly interim?: Means
  readonly meansReason: string
  /** What could be done and what the rules proposed, as it stood then. */
  readonly judged?: MeansJudgement
  /** Where the means repair nothing: until when they stand. */
  readonly term?: MeansTerm | null
  readonly personId: string
  readonly at: Instant
}

export type TriageCase = {
  readonly id: string
  readonly finding: FindingRef
  readonly state: 'open' | 'decided' | 'closed'
  readonly context: Answered<ContextAnswer> | null
  readonly placement: Answered<PlacementAnswer> | null
  readonly controls: Answered<ControlsAnswer> | null
  readonly impact: Answered<ImpactAnswer> | null
  readonly decision: CaseDecision | null
  /** A review verdict is ruled by a person before anything is decided. */
  readonly ruling: {
    readonly verdict: 'affected' | 'not-affected'
    readonly reason: string
    readonly personId: string
    readonly at: Instant
  } | null
  /** How far the process may go until this is done; those of before are on record. */
  readonly limits?: readonly OperatingLimit[]
  readonly closedBecause: string | null
  /** Why a decided case is open again; null where it is not. */
  readonly reopenedBecause?: string | null
}

/** Why an answer differs from what the evidence says. */
export type Objection = { readonly item: AnswerItem; readonly reason: string }

export type CaseCommand =
  | { readonly kind: 'open-case'; readonly id: string; readonly finding: FindingRef }
  | {
      readonly kind: 'rule-on-match'
      readonly verdict: 'affected' | 'not-affected'
      readonly reason: string
    }
  | {
      readonly kind: 'answer-context'
      readonly answer: ContextAnswer
      readonly evidence: string
      readonly objections?: readonly Objection[]
    }
  | {
      readonly kind: 'answer-placement'
      readonly answer: PlacementAnswer
      readonly evidence: string
      readonly objections?: readonly Objection[]
    }
  | { readonly kind: 'answer-controls'; readonly answer: ControlsAnswer; readonly evidence: string }
  | { readonly kind: 'answer-impact'; readonly answer: ImpactAnswer; readonly evidence: string }
  | ({ readonly kind: 'decide-case'; readonly reason: string } & MeansWish)
  | ({ readonly kind: 'renew-means'; readonly reason: string } & Pick<
      MeansWish,
      'until' | 'replaceBy'
    >)
  | { readonly kind: 'review-term' }
  | ({ readonly kind: 'enter-limit' } & LimitWish)
  | { readonly kind: 'end-limit'; readonly limitId: string; readonly reason: string }
  | { readonly kind: 'close-case'; readonly because: string }
  | { readonly kind: 'review-credits' }
  | { readonly kind: 'review-exposure' }

export type CaseEvent =
  | {
      readonly kind: 'case-opened'
      readonly body: { readonly id: string; readonly finding: FindingRef; readonly at: Instant }
    }
  | {
      readonly kind: 'match-ruled'
      readonly body: {
        readonly verdict: 'affected' | 'not-affected'
        readonly reason: string
        readonly personId: string
        readonly at: Instant
      }
    }
  | { readonly kind: 'context-answered'; readonly body: Answered<ContextAnswer> }
  | { readonly kind: 'placement-answered'; readonly body: Answered<PlacementAnswer> }
  | { readonly kind: 'controls-answered'; readonly body: Answered<ControlsAnswer> }
  | { readonly kind: 'impact-answered'; readonly body: Answered<ImpactAnswer> }
  | { readonly kind: 'case-decided'; readonly body: CaseDecision }
  | { readonly kind: 'means-renewed'; readonly body: MeansRenewal & { readonly at: Instant } }
  | { readonly kind: 'limit-entered'; readonly body: OperatingLimit }
  | {
      readonly kind: 'limit-ended'
      readonly body: {
        readonly limitId: string
        readonly reason: string
        readonly personId: string
        readonly at: Instant
      }
    }
  | {
      readonly kind: 'case-reopened'
      readonly body: { readonly because: string; readonly at: Instant }
    }
  | {
      readonly kind: 'case-closed'
      readonly body: { readonly because: string; readonly personId: string; readonly at: Instant }
    }

export function evolveCase(state: TriageCase | null, event: CaseEvent): TriageCase {
  if (state === null) {
    if (event.kind !== 'case-opened') throw new Error(`a stream cannot begin with ${event.kind}`)
    return openedCase(event.body)
  }
  switch (event.kind) {
    case 'case-opened':
      return state
    case 'match-ruled':
      return { ...state, ruling: event.body }
    case 'context-answered':
      return { ...state, context: event.body }
    case 'placement-answered':
      return { ...state, placement: event.body }
    case 'controls-answered':
      return { ...state, controls: event.body }
    case 'impact-answered': {
      // Engineer and operator answer together: the second confirms what the first wrote.
      const same = state.impact !== null && sameImpact(state.impact, event.body)
      const by = same
        ? [...new Set([...(state.impact?.by ?? []), ...event.body.by])]
        : event.body.by
      return { ...state, impact: { ...event.body, by } }
    }
    case 'case-decided':
      return {
        ...state,
        state: 'decided',
        // Decisions of before answers were kept with them: they were made on what stood then.
        decision: { answers: answersOf(state), ...event.body },
        reopenedBecause: null,
      }
    case 'means-renewed':
      return { ...state, decision: renewed(state.decision, event.body) }
    case 'limit-entered':
      return { ...state, limits: [...(state.limits ?? []), event.body] }
    case 'limit-ended': {
      const limits = (state.limits ?? []).filter(({ id }) => id !== event.body.limitId)
      return { ...state, limits }
    }
    case 'case-reopened':
      return { ...state, state: 'open', reopenedBecause: event.body.because }
    case 'case-closed':
      return { ...state, state: 'closed', closedBecause: event.body.because }
  }
}

function openedCase(body: { readonly id: string; readonly finding: FindingRef }): TriageCase {
  const none = { context: null, placement: null, controls: null, impact: null }
  const open = { decision: null, ruling: null, closedBecause: null }
  return { id: body.id, finding: body.finding, state: 'open', ...none, ...open }
}

function renewed(
  decision: CaseDecision | null,
  { at: _, ...renewal }: MeansRenewal & { readonly at: Instant },
): CaseDecision | null {
  const term = decision?.term ?? null
  if (decision === null || term === null) return decision
  const { until, replaceBy } = renewal
  return { ...decision, term: { ...term, until, replaceBy, renewals: [...term.renewals, renewal] } }
}

function sameImpact(a: ImpactAnswer, b: ImpactAnswer): boolean {
  return (
    a.ifItFails === b.ifItFails &&
    a.lineStops === b.lineStops &&
    a.toleratedFrom === b.toleratedFrom &&
    a.toleratedMinutes === b.toleratedMinutes
  )
}

export function answeredBy(actor: Actor): string {
  return `${actor.name} (${actor.roles.join(', ')})`
}

/** Whether one of them answered in this role; a name that reads like a role answers for nobody. */
export function answeredAs(by: readonly string[], role: Role): boolean {
  return by.some((words) =>
    words
      .slice(words.lastIndexOf('(') + 1, -1)
      .split(', ')
      .includes(role),
  )
}
