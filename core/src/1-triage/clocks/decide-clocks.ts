import { accept, type Result, refuse } from '@holdpoint/std'
import { type Actor, holds, SYSTEM } from '../../plant/actor.ts'
import type { Instant } from '../../plant/instant.ts'
import { notYourRole, type Refusal, refusalOf } from '../../plant/refusal.ts'
import type { Role } from '../../plant/role.ts'
import { type CivilDay, isCivilDay } from './civil-day.ts'
import type { ClockPolicy } from './clock-rules.ts'
import {
  type ApplicablePatch,
  type Clocks,
  type ClocksEvent,
  noClocks,
  type PlanDue,
  type RecordedBy,
} from './clocks.ts'
import { dayOf } from './running-clocks.ts'

export type ClocksCommand =
  | { readonly kind: 'set-clock-policy'; readonly policy: ClockPolicy }
  | {
      readonly kind: 'add-source'
      readonly id: string
      readonly name: string
      readonly since: CivilDay
    }
  | {
      readonly kind: 'complete-evaluation'
      readonly sourceId: string
      readonly on: CivilDay
      readonly found: readonly ApplicablePatch[]
      readonly note: string
    }
  | {
      readonly kind: 'record-installed'
      readonly patchId: string
      readonly assetIds: readonly string[]
      readonly on: CivilDay
    }
  | {
      readonly kind: 'make-plan'
      readonly id: string
      readonly actions: string
      readonly due: PlanDue
      readonly covers: readonly ApplicablePatch[]
    }
  | { readonly kind: 'plan-event'; readonly id: string; readonly on: CivilDay }
  | {
      readonly kind: 'extend-plan'
      readonly id: string
      readonly due: PlanDue
      readonly reason: string
    }
  | { readonly kind: 'finish-plan'; readonly id: string; readonly on: CivilDay }
  | {
      readonly kind: 'complete-change'
      readonly assetId: string
      /** Null: recorded by hand, of a change that was made elsewhere. */
      readonly changeId: string | null
      readonly on: CivilDay
    }
  | { readonly kind: 'update-baseline'; readonly assetId: string; readonly on: CivilDay }
  | { readonly kind: 'record-monitoring'; readonly on: CivilDay }

/** `today` is the civil day at the site at `now`: core knows no time zone. */
export type ClocksFacts = {
  readonly now: Instant
  readonly today: CivilDay
  readonly actor: Actor
}

type Decided = Result<readonly ClocksEvent[], readonly Refusal[]>

/** Whose act each is; an extension is the CIP Senior Manager's or a delegate's, and nobody else's. */
const actsOf: { readonly [kind in ClocksCommand['kind']]: readonly [readonly Role[], string] } = {
  'set-clock-policy': [['cip-senior-manager'], 'Saying which clocks run'],
  'add-source': [['ot-cybersecurity-lead'], 'Adding a source of patches'],
  'complete-evaluation': [['ot-cybersecurity-lead'], 'Completing an evaluation'],
  'record-installed': [
    ['ot-cybersecurity-lead', 'control-systems-engineer'],
    'Recording what was installed',
  ],
  'make-plan': [['ot-cybersecurity-lead', 'control-systems-engineer'], 'Making a mitigation plan'],
  'plan-event': [
    ['ot-cybersecurity-lead', 'control-systems-engineer', 'operations-manager'],
    'Saying that the event of a plan came',
  ],
  'extend-plan': [['cip-senior-manager'], 'Extending a plan'],
  'finish-plan': [
    ['ot-cybersecurity-lead', 'control-systems-engineer'],
    'Finishing a mitigation plan',
  ],
  'complete-change': [['control-systems-engineer'], 'Completing the change of an asset'],
  'update-baseline': [['control-systems-engineer', 'ot-cybersecurity-lead'], 'Updating a baseline'],
  'record-monitoring': [
    ['ot-cybersecurity-lead', 'control-systems-engineer'],
    'Recording that baselines were monitored',
  ],
}

/** What follows from the closing of a change, without anybody recording it a second time. */
const followsByItself: ReadonlySet<ClocksCommand['kind']> = new Set([
  'complete-change',
  'record-installed',
])

export function decideClocks(
  state: Clocks | null,
  command: ClocksCommand,
  facts: ClocksFacts,
): Decided {
  const clocks = state ?? noClocks
  const [roles, act] = actsOf[command.kind]
  const itself = facts.actor.personId === SYSTEM.personId && followsByItself.has(command.kind)
  const refusals = itself || holds(facts.actor, roles) ? [] : [notYourRole(roles, act)]
  refusals.push(...dayRefusals(command, facts.today))
  if (refusals.length > 0) return refuse(refusals)
  const kept = recordedNow(facts)
  switch (command.kind) {
    case 'set-clock-policy':
      return accept([{ kind: 'clock-policy-set', body: { policy: command.policy } }])
    case 'add-source':
      return addSource(clocks, command, facts)
    case 'complete-evaluation':
      return completeEvaluation(clocks, command, facts)
    case 'record-installed': {
      const { patchId, assetIds, on } = command
      const unknown = missingDuties(clocks, [{ patchId, assetIds }])
      if (unknown.length > 0) return refuse(unknown)
      return accept([{ kind: 'patch-installed', body: { patchId, assetIds, on, ...kept } }])
    }
    case 'make-plan':
      return makePlan(clocks, command, facts)
    case 'plan-event':
    case 'extend-plan':
    case 'finish-plan':
      return actOnPlan(clocks, command, facts)
    case 'complete-change': {
      const { assetId, changeId, on } = command
      const body = { assetId, changeId, on, ...kept }
      return accept([{ kind: 'asset-change-completed', body }])
    }
    case 'update-baseline':
      return updateBaseline(clocks, command, facts)
    case 'record-monitoring': {
      const last = clocks.monitored.at(-1)?.on
      if (last !== undefined && command.on < last) return refuse([before('monitoring', last)])
      return accept([{ kind: 'baseline-monitored', body: { on: command.on, ...kept } }])
    }
  }
}

function recordedNow({ now, today, actor }: ClocksFacts): RecordedBy {
  return { recordedAt: now, recordedOn: today, byName: actor.name }
}

/** What is recorded lies in the past or is today: a clock is not stopped by an intention. */
function dayRefusals(command: ClocksCommand, today: CivilDay): readonly Refusal[] {
  const day = 'on' in command ? command.on : 'since' in command ? command.since : null
  if (day === null) return []
  if (!isCivilDay(day)) {
    return [refusalOf('no-such-day', `"${day}" is not a day`, 'Write it as 2026-12-24')]
  }
  if (day <= today) return []
  const what = `${day} is still to come; today is ${today}`
  return [refusalOf('day-in-the-future', what, 'Record it when it has happened')]
}

function before(what: string, last: CivilDay): Refusal {
  return refusalOf('before-the-last', `The last ${what} was on ${last}`, 'Give a later day')
}

function addSource(
  clocks: Clocks,
  { id, name, since }: Extract<ClocksCommand, { kind: 'add-source' }>,
  facts: ClocksFacts,
): Decided {
  if (clocks.sources.some((source) => source.id === id)) {
    const what = `There is a source "${id}" already`
    return refuse([refusalOf('source-exists', what, 'Give another id')])
  }
  return accept([{ kind: 'patch-source-added', body: { id, name, since, ...recordedNow(facts) } }])
}

function completeEvaluation(
  clocks: Clocks,
  command: Extract<ClocksCommand, { kind: 'complete-evaluation' }>,
  facts: ClocksFacts,
): Decided {
  const { sourceId, on, found, note } = command
  const source = clocks.sources.find((one) => one.id === sourceId)
  if (source === undefined) {
    const what = `There is no source "${sourceId}"`
    return refuse([refusalOf('no-such-source', what, 'Add the source first')])
  }
  const last = source.evaluations.at(-1)?.on ?? source.since.on
  if (on < last) return refuse([before('evaluation', last)])
  const body = { sourceId, on, found, note, ...recordedNow(facts) }
  return accept([{ kind: 'source-evaluated', body }])
}

function missingDuties(clocks: Clocks, covers: readonly ApplicablePatch[]): readonly Refusal[] {
  return covers.flatMap(({ patchId, assetIds }) =>
    assetIds
      .filter(
        (assetId) =>
          !clocks.duties.some((duty) => duty.patchId === patchId && duty.assetId === assetId),
      )
      .map((assetId) => {
        const what = `No evaluation found ${patchId} applicable to ${assetId}`
        return refusalOf('no-such-duty', what, 'Complete the evaluation of its source first')
      }),
  )
}

function makePlan(
  clocks: Clocks,
  command: Extract<ClocksCommand, { kind: 'make-plan' }>,
  facts: ClocksFacts,
): Decided {
  const { today } = facts
  const { id, actions, due, covers } = command
  const refusals = [...missingDuties(clocks, covers), ...dueRefusals(due, today)]
  if (clocks.plans.some((plan) => plan.id === id)) {
    refusals.push(refusalOf('plan-exists', `There is a plan "${id}" already`, 'Extend that one'))
  }
  if (covers.every((one) => one.assetIds.length === 0)) {
    refusals.push(
      refusalOf('plan-covers-nothing', 'The plan covers no patch', 'Name what it covers'),
    )
  }
  if (refusals.length > 0) return refuse(refusals)
  const body = { id, actions, due, on: today, covers, ...recordedNow(facts) }
  return accept([{ kind: 'mitigation-planned', body }])
}

function dueRefusals(due: PlanDue, today: CivilDay): Refusal[] {
  if (due.kind === 'event') return []
  if (!isCivilDay(due.on)) {
    return [refusalOf('no-such-day', `"${due.on}" is not a day`, 'Write it as 2026-12-24')]
  }
  if (due.on >= today) return []
  return [refusalOf('day-in-the-past', `${due.on} has passed`, 'Give a day to come')]
}

function actOnPlan(
  clocks: Clocks,
  command: Extract<ClocksCommand, { kind: 'plan-event' | 'extend-plan' | 'finish-plan' }>,
  facts: ClocksFacts,
): Decided {
  const { actor, today } = facts
  const { id } = command
  const plan = clocks.plans.find((one) => one.id === id)
  if (plan === undefined) {
    return refuse([refusalOf('no-such-plan', `There is no plan "${id}"`, 'Make the plan first')])
  }
  if (plan.finished !== null) {
    const what = `The plan was finished on ${plan.finished.on}`
    return refuse([refusalOf('plan-finished', what, 'Make a new plan')])
  }
  if (command.kind === 'finish-plan') {
    return accept([{ kind: 'plan-finished', body: { id, on: command.on, ...recordedNow(facts) } }])
  }
  if (command.kind === 'plan-event') {
    if (plan.due.kind === 'event' && plan.due.happenedOn === null) {
      const body = { id, on: command.on, ...recordedNow(facts) }
      return accept([{ kind: 'plan-event-happened', body }])
    }
    return refuse([refusalOf('no-event-awaited', 'The plan waits for no event', 'Finish it')])
  }
  const faults = dueRefusals(command.due, today)
  if (faults.length > 0) return refuse(faults)
  const lapsed = dayOf(plan.due)
  const body = {
    id,
    on: today,
    from: plan.due,
    to: command.due,
    reason: command.reason,
    approvedBy: actor.name,
    late: lapsed !== null && today > lapsed,
  }
  return accept([{ kind: 'plan-extended', body }])
}

function updateBaseline(
  clocks: Clocks,
  { assetId, on }: Extract<ClocksCommand, { kind: 'update-baseline' }>,
  facts: ClocksFacts,
): Decided {
  const open = clocks.baselines.filter((one) => one.assetId === assetId && one.updated === null)
  if (open.length === 0) {
    const what = `No change of ${assetId} waits for its baseline`
    return refuse([refusalOf('no-open-baseline', what, 'Complete the change first')])
  }
  const last =
    open
      .map((one) => one.completed.on)
      .sort()
      .at(-1) ?? on
  if (on < last) return refuse([before('change', last)])
  return accept([{ kind: 'baseline-updated', body: { assetId, on, ...recordedNow(facts) } }])
}
