import { accept, type Result, refuse } from '@holdpoint/std'
import { type Refusal, refusalOf } from '../../plant/refusal.ts'
import { type CivilDay, isCivilDay } from './civil-day.ts'
import type {
  ApplicablePatch,
  Clocks,
  ClocksEvent,
  MitigationPlan,
  PlanDue,
  PlanExtension,
} from './clocks.ts'
import {
  type ClocksCommand,
  type ClocksFacts,
  type DecidedClocks,
  recordedNow,
} from './clocks-command.ts'
import { dayOf } from './running-clocks.ts'

export function missingDuties(
  clocks: Clocks,
  covers: readonly ApplicablePatch[],
): readonly Refusal[] {
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

export function makePlan(
  clocks: Clocks,
  command: Extract<ClocksCommand, { kind: 'make-plan' }>,
  facts: ClocksFacts,
): DecidedClocks {
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

export function dueRefusals(due: PlanDue, today: CivilDay): Refusal[] {
  if (due.kind === 'event') return []
  if (!isCivilDay(due.on)) {
    return [refusalOf('no-such-day', `"${due.on}" is not a day`, 'Write it as 2026-12-24')]
  }
  if (due.on >= today) return []
  return [refusalOf('day-in-the-past', `${due.on} has passed`, 'Give a day to come')]
}

/** The plan of this id, where it can still be acted on. */
export function openPlan(clocks: Clocks, id: string): Result<MitigationPlan, readonly Refusal[]> {
  const plan = clocks.plans.find((one) => one.id === id)
  if (plan === undefined) {
    return refuse([refusalOf('no-such-plan', `There is no plan "${id}"`, 'Make the plan first')])
  }
  if (plan.finished === null) return accept(plan)
  const what = `The plan was finished on ${plan.finished.on}`
  return refuse([refusalOf('plan-finished', what, 'Make a new plan')])
}

export function actOnPlan(
  clocks: Clocks,
  command: Extract<ClocksCommand, { kind: 'plan-event' | 'extend-plan' | 'finish-plan' }>,
  facts: ClocksFacts,
): DecidedClocks {
  const { actor, today } = facts
  const { id } = command
  const found = openPlan(clocks, id)
  if (!found.ok) return found
  const plan = found.value
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
  const { due, actions, reason } = command
  const approved = { approvedBy: actor.name, proposedBy: null }
  return accept([planExtended(plan, { due, actions, reason, ...approved }, today)])
}

/** The timeframe, the actions or both are changed; after the end of the timeframe that is late. */
export function planExtended(
  plan: MitigationPlan,
  change: Pick<PlanExtension, 'reason' | 'approvedBy' | 'proposedBy'> & {
    readonly due: PlanDue
    readonly actions: string | null
  },
  today: CivilDay,
): Extract<ClocksEvent, { kind: 'plan-extended' }> {
  const { due, actions, reason, approvedBy, proposedBy } = change
  const lapsed = dayOf(plan.due)
  const body = {
    id: plan.id,
    on: today,
    from: plan.due,
    to: due,
    actions: actions === null ? null : { from: plan.actions, to: actions },
    reason,
    approvedBy,
    proposedBy,
    late: lapsed !== null && today > lapsed,
  }
  return { kind: 'plan-extended', body }
}
