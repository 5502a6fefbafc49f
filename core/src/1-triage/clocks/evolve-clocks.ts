import type { CivilDay } from './civil-day.ts'
import {
  type ApplicablePatch,
  type Clocks,
  type ClocksEvent,
  type Dated,
  type KeptIfNew,
  type MitigationPlan,
  noClocks,
  type PatchDuty,
} from './clocks.ts'
import type { Delegation } from './delegation.ts'

export function evolveClocks(state: Clocks | null, event: ClocksEvent): Clocks {
  const before = state ?? noClocks
  switch (event.kind) {
    case 'clock-policy-set':
      return withPolicy(before, event.body)
    case 'patch-source-added':
      return addedSource(before, event.body)
    case 'releases-heard': {
      const { sourceId, releases } = event.body
      const heard = datedOf(event.body)
      const now = new Set(releases.map(({ patchId }) => patchId))
      const others = before.heard.filter(
        (one) => one.sourceId !== sourceId || !now.has(one.patchId),
      )
      const added = releases.map((release) => ({ ...release, sourceId, heard }))
      return { ...before, heard: [...others, ...added] }
    }
    case 'source-evaluated':
      return afterEvaluation(before, event.body)
    case 'patch-installed': {
      const { patchId, assetIds } = event.body
      const installed = datedOf(event.body)
      return withDuties(before, [{ patchId, assetIds }], (duty) => ({ ...duty, installed }))
    }
    case 'manager-told': {
      const { id, about, dueOn } = event.body
      const task = { id, about, dueOn, told: datedOf(event.body), answer: null }
      return { ...before, tasks: [...before.tasks, task] }
    }
    case 'manager-answered': {
      const { id, verdict, reason, late } = event.body
      const answer = { verdict, reason, late, ...datedOf(event.body) }
      const tasks = before.tasks.map((task) => (task.id === id ? { ...task, answer } : task))
      return { ...before, tasks }
    }
    case 'mitigation-planned':
    case 'plan-event-happened':
    case 'plan-extended':
    case 'plan-finished':
      return evolvePlans(before, event)
    case 'alarm-table-set': {
      const table = { set: datedOf(event.body), thresholds: event.body.thresholds }
      return { ...before, alarmTables: [...before.alarmTables, table] }
    }
    case 'alarm-acknowledged': {
      const { id, note } = event.body
      const seen = { id, note, ...datedOf(event.body) }
      return { ...before, acknowledged: [...before.acknowledged, seen] }
    }
    case 'authority-delegated':
    case 'delegation-ended':
      return { ...before, delegations: delegationsAfter(before, event) }
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

type DelegationEvent = Extract<ClocksEvent, { kind: 'authority-delegated' | 'delegation-ended' }>

function delegationsAfter({ delegations }: Clocks, event: DelegationEvent): readonly Delegation[] {
  if (event.kind === 'delegation-ended') {
    const ended = { reason: event.body.reason, ...datedOf(event.body) }
    return delegations.map((one) => (one.id === event.body.id ? { ...one, ended } : one))
  }
  const { id, personId, personName, acts, from, until, reason } = event.body
  const wish = { id, personId, personName, acts, from, until, reason }
  return [...delegations, { ...wish, given: datedOf(event.body), ended: null }]
}

type PlanEvent = Extract<
  ClocksEvent,
  { kind: 'mitigation-planned' | 'plan-event-happened' | 'plan-extended' | 'plan-finished' }
>

function evolvePlans(before: Clocks, event: PlanEvent): Clocks {
  switch (event.kind) {
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
      const { id, ...said } = event.body
      const extension = { actions: null, proposedBy: null, ...said }
      return withPlan(before, id, (plan) => ({
        ...plan,
        actions: extension.actions?.to ?? plan.actions,
        due: extension.to,
        eventCame: null,
        extensions: [...plan.extensions, extension],
      }))
    }
    case 'plan-finished': {
      const finished = datedOf(event.body)
      return withPlan(before, event.body.id, (plan) => ({ ...plan, finished }))
    }
  }
}

function datedOf(body: { readonly on: CivilDay } & KeptIfNew): Dated {
  const { on, recordedOn = null, recordedAt = null, byName = null } = body
  return { on, recordedOn, recordedAt, byName }
}

/** Of an older ledger the day is not known: what it was set upon keeps no rule of the one before. */
function withPolicy(
  before: Clocks,
  body: Extract<ClocksEvent, { kind: 'clock-policy-set' }>['body'],
): Clocks {
  const { policy, on = '0001-01-01' } = body
  const set = datedOf({ ...body, on })
  return { ...before, policy, policies: [...before.policies, { policy, set }] }
}

function addedSource(
  before: Clocks,
  body: { readonly id: string; readonly name: string; readonly since: CivilDay } & KeptIfNew,
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
