import type { Instant } from '../../plant/instant.ts'
import type { CivilDay } from './civil-day.ts'
import type { ClockPolicy } from './clock-rules.ts'

/** One look through everything that a source released since the last one; nothing found counts. */
export type Evaluation = {
  readonly on: CivilDay
  readonly found: readonly ApplicablePatch[]
  readonly note: string
  readonly byName: string
  readonly recordedAt: Instant
}

export type ApplicablePatch = { readonly patchId: string; readonly assetIds: readonly string[] }

export type PatchSource = {
  readonly id: string
  readonly name: string
  /** From when the first evaluation is counted: when the source came into use. */
  readonly since: CivilDay
  readonly evaluations: readonly Evaluation[]
}

/** One patch on one asset, from the evaluation that found it until it is installed or planned. */
export type PatchDuty = {
  readonly patchId: string
  readonly assetId: string
  readonly sourceId: string
  readonly startedOn: CivilDay
  readonly installedOn: CivilDay | null
  readonly plannedOn: CivilDay | null
  readonly planId: string | null
}

/** A day, or an event such as "next outage of two days or more" with the day once it came. */
export type PlanDue =
  | { readonly kind: 'day'; readonly on: CivilDay }
  | { readonly kind: 'event'; readonly words: string; readonly happenedOn: CivilDay | null }

export type MitigationPlan = {
  readonly id: string
  readonly actions: string
  readonly madeOn: CivilDay
  readonly due: PlanDue
  readonly finishedOn: CivilDay | null
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
  readonly completedOn: CivilDay
  readonly updatedOn: CivilDay | null
}

export type Clocks = {
  readonly policy: ClockPolicy
  readonly sources: readonly PatchSource[]
  readonly duties: readonly PatchDuty[]
  readonly plans: readonly MitigationPlan[]
  readonly baselines: readonly BaselineUpdate[]
  readonly monitored: readonly CivilDay[]
}

export const noClocks: Clocks = {
  policy: { jurisdictions: [], site: { evaluateWithinDays: null, decideWithinDays: null } },
  sources: [],
  duties: [],
  plans: [],
  baselines: [],
  monitored: [],
}

export type ClocksEvent =
  | { readonly kind: 'clock-policy-set'; readonly body: { readonly policy: ClockPolicy } }
  | {
      readonly kind: 'patch-source-added'
      readonly body: { readonly id: string; readonly name: string; readonly since: CivilDay }
    }
  | {
      readonly kind: 'source-evaluated'
      readonly body: Evaluation & { readonly sourceId: string }
    }
  | {
      readonly kind: 'patch-installed'
      readonly body: {
        readonly patchId: string
        readonly assetIds: readonly string[]
        readonly on: CivilDay
      }
    }
  | {
      readonly kind: 'mitigation-planned'
      readonly body: {
        readonly id: string
        readonly actions: string
        readonly due: PlanDue
        readonly on: CivilDay
        readonly covers: readonly ApplicablePatch[]
      }
    }
  | {
      readonly kind: 'plan-event-happened'
      readonly body: { readonly id: string; readonly on: CivilDay }
    }
  | { readonly kind: 'plan-extended'; readonly body: PlanExtension & { readonly id: string } }
  | {
      readonly kind: 'plan-finished'
      readonly body: { readonly id: string; readonly on: CivilDay }
    }
  | {
      readonly kind: 'asset-change-completed'
      readonly body: { readonly assetId: string; readonly on: CivilDay }
    }
  | {
      readonly kind: 'baseline-updated'
      readonly body: { readonly assetId: string; readonly on: CivilDay }
    }
  | { readonly kind: 'baseline-monitored'; readonly body: { readonly on: CivilDay } }

export function evolveClocks(state: Clocks | null, event: ClocksEvent): Clocks {
  const before = state ?? noClocks
  switch (event.kind) {
    case 'clock-policy-set':
      return { ...before, policy: event.body.policy }
    case 'patch-source-added':
      return { ...before, sources: [...before.sources, { ...event.body, evaluations: [] }] }
    case 'source-evaluated':
      return afterEvaluation(before, event.body)
    case 'patch-installed': {
      const { patchId, assetIds, on } = event.body
      return withDuties(before, [{ patchId, assetIds }], (duty) => ({ ...duty, installedOn: on }))
    }
    case 'mitigation-planned': {
      const { id, actions, due, on, covers } = event.body
      const plan = { id, actions, madeOn: on, due, finishedOn: null, extensions: [] }
      const planned = withDuties(before, covers, (duty) => ({
        ...duty,
        planId: id,
        plannedOn: duty.plannedOn ?? on,
      }))
      return { ...planned, plans: [...planned.plans, plan] }
    }
    case 'plan-event-happened': {
      const { id, on } = event.body
      return withPlan(before, id, (plan) =>
        plan.due.kind === 'event' ? { ...plan, due: { ...plan.due, happenedOn: on } } : plan,
      )
    }
    case 'plan-extended': {
      const { id, ...extension } = event.body
      return withPlan(before, id, (plan) => ({
        ...plan,
        due: extension.to,
        extensions: [...plan.extensions, extension],
      }))
    }
    case 'plan-finished': {
      const { id, on } = event.body
      return withPlan(before, id, (plan) => ({ ...plan, finishedOn: on }))
    }
    case 'asset-change-completed': {
      const { assetId, on } = event.body
      const open = { assetId, completedOn: on, updatedOn: null }
      return { ...before, baselines: [...before.baselines, open] }
    }
    case 'baseline-updated': {
      const { assetId, on } = event.body
      const baselines = before.baselines.map((one) =>
        one.assetId === assetId && one.updatedOn === null ? { ...one, updatedOn: on } : one,
      )
      return { ...before, baselines }
    }
    case 'baseline-monitored':
      return { ...before, monitored: [...before.monitored, event.body.on] }
  }
}

/** What is found a second time goes on from its first evaluation: no clock starts over. */
function afterEvaluation(
  before: Clocks,
  { sourceId, ...evaluation }: Evaluation & { readonly sourceId: string },
): Clocks {
  const sources = before.sources.map((source) =>
    source.id === sourceId
      ? { ...source, evaluations: [...source.evaluations, evaluation] }
      : source,
  )
  const known = new Set(before.duties.map(({ patchId, assetId }) => `${patchId}\n${assetId}`))
  const found = evaluation.found.flatMap(({ patchId, assetIds }) =>
    assetIds
      .filter((assetId) => !known.has(`${patchId}\n${assetId}`))
      .map((assetId) => ({
        patchId,
        assetId,
        sourceId,
        startedOn: evaluation.on,
        installedOn: null,
        plannedOn: null,
        planId: null,
      })),
  )
  return { ...before, sources, duties: [...before.duties, ...found] }
}

function withDuties(
  before: Clocks,
  covers: readonly ApplicablePatch[],
  change: (duty: PatchDuty) => PatchDuty,
): Clocks {
  const duties = before.duties.map((duty) =>
    duty.installedOn === null && covers.some((one) => isOf(duty, one)) ? change(duty) : duty,
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
