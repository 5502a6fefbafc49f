import type { Instant } from '../../plant/instant.ts'
import type { CivilDay } from './civil-day.ts'
import type { ClockPolicy } from './clock-rules.ts'

/** When it happened, and when somebody wrote that down; null where an older ledger kept neither. */
export type Dated = {
  readonly on: CivilDay
  readonly recordedOn: CivilDay | null
  readonly recordedAt: Instant | null
  readonly byName: string | null
}

/** What every act on the clocks keeps beside the day on which it happened. */
export type RecordedBy = Pick<Dated, 'recordedOn' | 'recordedAt' | 'byName'>

/** True where it was written down on a later day than it happened. */
export function recordedLate({ on, recordedOn }: Pick<Dated, 'on' | 'recordedOn'>): boolean {
  return recordedOn !== null && recordedOn > on
}

/** One look through everything that a source released since the last one; nothing found counts. */
export type Evaluation = Dated & {
  readonly found: readonly ApplicablePatch[]
  readonly note: string
}

export type ApplicablePatch = { readonly patchId: string; readonly assetIds: readonly string[] }

export type PatchSource = {
  readonly id: string
  readonly name: string
  /** From when the first evaluation is counted: when the source came into use. */
  readonly since: Dated
  readonly evaluations: readonly Evaluation[]
}

/** One patch on one asset, from the evaluation that found it until it is installed or planned. */
export type PatchDuty = {
  readonly patchId: string
  readonly assetId: string
  readonly sourceId: string
  readonly started: Dated
  readonly installed: Dated | null
  readonly planned: Dated | null
  readonly planId: string | null
}

/** A day, or an event such as "next outage of two days or more" with the day once it came. */
export type PlanDue =
  | { readonly kind: 'day'; readonly on: CivilDay }
  | { readonly kind: 'event'; readonly words: string; readonly happenedOn: CivilDay | null }

export type MitigationPlan = {
  readonly id: string
  readonly actions: string
  readonly made: Dated
  readonly due: PlanDue
  /** When the event came for which it waited; null where it waits, or for none. */
  readonly eventCame: Dated | null
  readonly finished: Dated | null
  readonly extensions: readonly PlanExtension[]
}

export type PlanExtension = {
  readonly on: CivilDay
  readonly from: PlanDue
  readonly to: PlanDue
  readonly reason: string
  readonly approvedBy: string
  /** Approved after the plan had lapsed: it stays late in the record. */
  readonly late: boolean
}

/** One asset whose change is complete and whose baseline is, or is not yet, brought up to date. */
export type BaselineUpdate = {
  readonly assetId: string
  /** The change that was closed; null where somebody recorded it by hand. */
  readonly changeId: string | null
  readonly completed: Dated
  readonly updated: Dated | null
}

export type Clocks = {
  readonly policy: ClockPolicy
  readonly sources: readonly PatchSource[]
  readonly duties: readonly PatchDuty[]
  readonly plans: readonly MitigationPlan[]
  readonly baselines: readonly BaselineUpdate[]
  readonly monitored: readonly Dated[]
}

export const noClocks: Clocks = {
  policy: { jurisdictions: [], site: { evaluateWithinDays: null, decideWithinDays: null } },
  sources: [],
  duties: [],
  plans: [],
  baselines: [],
  monitored: [],
}

/** Ledgers from before they were kept hold none of them. */
type Kept = Partial<RecordedBy>

export type ClocksEvent =
  | { readonly kind: 'clock-policy-set'; readonly body: { readonly policy: ClockPolicy } }
  | {
      readonly kind: 'patch-source-added'
      readonly body: {
        readonly id: string
        readonly name: string
        readonly since: CivilDay
      } & Kept
    }
  | {
      readonly kind: 'source-evaluated'
      readonly body: Omit<Evaluation, keyof RecordedBy> & { readonly sourceId: string } & Kept
    }
  | {
      readonly kind: 'patch-installed'
      readonly body: {
        readonly patchId: string
        readonly assetIds: readonly string[]
        readonly on: CivilDay
      } & Kept
    }
  | {
      readonly kind: 'mitigation-planned'
      readonly body: {
        readonly id: string
        readonly actions: string
        readonly due: PlanDue
        readonly on: CivilDay
        readonly covers: readonly ApplicablePatch[]
      } & Kept
    }
  | {
      readonly kind: 'plan-event-happened'
      readonly body: { readonly id: string; readonly on: CivilDay } & Kept
    }
  | { readonly kind: 'plan-extended'; readonly body: PlanExtension & { readonly id: string } }
  | {
      readonly kind: 'plan-finished'
      readonly body: { readonly id: string; readonly on: CivilDay } & Kept
    }
  | {
      readonly kind: 'asset-change-completed'
      readonly body: {
        readonly assetId: string
        readonly changeId?: string | null
        readonly on: CivilDay
      } & Kept
    }
  | {
      readonly kind: 'baseline-updated'
      readonly body: { readonly assetId: string; readonly on: CivilDay } & Kept
    }
  | { readonly kind: 'baseline-monitored'; readonly body: { readonly on: CivilDay } & Kept }

export function evolveClocks(state: Clocks | null, event: ClocksEvent): Clocks {
  const before = state ?? noClocks
  switch (event.kind) {
    case 'clock-policy-set':
      return { ...before, policy: event.body.policy }
    case 'patch-source-added':
      return addedSource(before, event.body)
    case 'source-evaluated':
      return afterEvaluation(before, event.body)
    case 'patch-installed': {
      const { patchId, assetIds } = event.body
      const installed = datedOf(event.body)
      return withDuties(before, [{ patchId, assetIds }], (duty) => ({ ...duty, installed }))
    }
    case 'mitigation-planned': {
      const { id, actions, due, covers } = event.body
      const made = datedOf(event.body)
      const open = { eventCame: null, finished: null, extensions: [] }
      const plan = { id, actions, made, due, ...open }
      const covered = withDuties(before, covers, (duty) => ({
        ...duty,
        planId: id,
        planned: duty.planned ?? made,
      }))
      return { ...covered, plans: [...covered.plans, plan] }
    }
    case 'plan-event-happened': {
      const { id, on } = event.body
      return withPlan(before, id, (plan) =>
        plan.due.kind === 'event'
          ? { ...plan, due: { ...plan.due, happenedOn: on }, eventCame: datedOf(event.body) }
          : plan,
      )
    }
    case 'plan-extended': {
      const { id, ...extension } = event.body
      return withPlan(before, id, (plan) => ({
        ...plan,
        due: extension.to,
        eventCame: null,
        extensions: [...plan.extensions, extension],
      }))
    }
    case 'plan-finished': {
      const finished = datedOf(event.body)
      return withPlan(before, event.body.id, (plan) => ({ ...plan, finished }))
    }
    case 'asset-change-completed': {
      const { assetId, changeId = null } = event.body
      const open = { assetId, changeId, completed: datedOf(event.body), updated: null }
      return { ...before, baselines: [...before.baselines, open] }
    }
    case 'baseline-updated': {
      const { assetId } = event.body
      const updated = datedOf(event.body)
      const baselines = before.baselines.map((one) =>
        one.assetId === assetId && one.updated === null ? { ...one, updated } : one,
      )
      return { ...before, baselines }
    }
    case 'baseline-monitored':
      return { ...before, monitored: [...before.monitored, datedOf(event.body)] }
  }
}

function datedOf({ on, ...kept }: { readonly on: CivilDay } & Kept): Dated {
  const { recordedOn = null, recordedAt = null, byName = null } = kept
  return { on, recordedOn, recordedAt, byName }
}

function addedSource(
  before: Clocks,
  body: { readonly id: string; readonly name: string; readonly since: CivilDay } & Kept,
): Clocks {
  const { id, name, since: on } = body
  const source = { id, name, since: datedOf({ ...body, on }), evaluations: [] }
  return { ...before, sources: [...before.sources, source] }
}

/** What is found a second time goes on from its first evaluation: no clock starts over. */
function afterEvaluation(
  before: Clocks,
  body: Extract<ClocksEvent, { kind: 'source-evaluated' }>['body'],
): Clocks {
  const { sourceId } = body
  const started = datedOf(body)
  const evaluation = { ...started, found: body.found, note: body.note }
  const sources = before.sources.map((source) =>
    source.id === sourceId
      ? { ...source, evaluations: [...source.evaluations, evaluation] }
      : source,
  )
  const known = new Set(before.duties.map(({ patchId, assetId }) => `${patchId}\n${assetId}`))
  const open = { started, installed: null, planned: null, planId: null }
  const found = evaluation.found.flatMap(({ patchId, assetIds }) =>
    assetIds
      .filter((assetId) => !known.has(`${patchId}\n${assetId}`))
      .map((assetId) => ({ patchId, assetId, sourceId, ...open })),
  )
  return { ...before, sources, duties: [...before.duties, ...found] }
}

function withDuties(
  before: Clocks,
  covers: readonly ApplicablePatch[],
  change: (duty: PatchDuty) => PatchDuty,
): Clocks {
  const duties = before.duties.map((duty) =>
    duty.installed === null && covers.some((one) => isOf(duty, one)) ? change(duty) : duty,
  )
  return { ...before, duties }
}

function isOf(duty: PatchDuty, { patchId, assetIds }: ApplicablePatch): boolean {
  return duty.patchId === patchId && assetIds.includes(duty.assetId)
}

function withPlan(
  before: Clocks,
  id: string,
  change: (plan: MitigationPlan) => MitigationPlan,
): Clocks {
  return { ...before, plans: before.plans.map((plan) => (plan.id === id ? change(plan) : plan)) }
}
