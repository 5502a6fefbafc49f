import { type ChangePlan, planRefusals } from '../change/plan.ts'
import type { Step } from '../change/step.ts'
import { addMinutes, type Instant, minutesBetween } from '../plant/instant.ts'
import { type Refusal, refusalOf } from '../plant/refusal.ts'
import { type Run, touchedSteps } from './run.ts'

/** How the turn-back time of one forward step is made up, in minutes before the window closes. */
export type TurnBack = {
  readonly latestStartAt: Instant
  readonly stepMinutes: number
  readonly rollbackMinutes: number
  readonly retestMinutes: number
  readonly returnToServiceMinutes: number
}

/**
 * The last moment at which this step may start: window close − its duration − rollback of all
 * touched so far including it − retest − return to service. Durations count at their most.
 */
export function turnBackTime(plan: ChangePlan, run: Run, step: Step): TurnBack {
  const touched = touchedSteps(plan, run).filter((other) => other.id !== step.id)
  const undo = new Set([...touched, step].flatMap((one) => one.undoneBy))
  const rollbackMinutes = plan.rollback
    .filter((one) => undo.has(one.id))
    .reduce((sum, one) => sum + one.minutes.most, 0)
  const retestMinutes = plan.functionalTests.reduce((sum, test) => sum + test.minutes, 0)
  const { returnToServiceMinutes } = plan
  const stepMinutes = step.minutes.most
  const before = stepMinutes + rollbackMinutes + retestMinutes + returnToServiceMinutes
  return {
    latestStartAt: addMinutes(plan.window.closesAt, -before),
    stepMinutes,
    rollbackMinutes,
    retestMinutes,
    returnToServiceMinutes,
  }
}

/** Forward steps only: make-safe and rollback are never refused for time. */
export function timeRefusals(
  given: { readonly plan: ChangePlan; readonly run: Run; readonly step: Step },
  now: Instant,
): readonly Refusal[] {
  const { plan, run, step } = given
  const out: Refusal[] = []
  if (planRefusals(plan).length > 0) {
    const what = 'The plan is not complete: its times do not add up to a turn-back time'
    return [refusalOf('plan-incomplete', what, 'Complete the plan', 'control-systems-engineer')]
  }
  if (minutesBetween(plan.window.opensAt, now) < 0) {
    const what = `The window opens at ${plan.window.opensAt}`
    out.push(refusalOf('window-not-open', what, 'Wait for the window', 'operator'))
  }
  const { latestStartAt } = turnBackTime(plan, run, step)
  if (minutesBetween(now, latestStartAt) < 0) {
    const what = `The turn-back time of "${step.title}" was ${latestStartAt}`
    const clearedBy = 'Operations choose: roll back, or a new revision with a longer window'
    out.push(refusalOf('past-turn-back', what, clearedBy, 'operator'))
  }
  return out
}
