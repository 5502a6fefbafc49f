import { accept, refuse } from '@holdpoint/std'
import { type Refusal, refusalOf } from '../../plant/refusal.ts'
import type { Clocks, ClocksEvent } from './clocks.ts'
import {
  type ClocksCommand,
  type ClocksFacts,
  type DecidedClocks,
  recordedNow,
} from './clocks-command.ts'
import { dueRefusals, openPlan, planExtended } from './decide-plan.ts'
import { type ManagerTask, type TaskAbout, taskDue, vetoTaskId } from './manager-task.ts'

type Of<Kind extends ClocksCommand['kind']> = Extract<ClocksCommand, { kind: Kind }>

/** A veto is told once for each revision that it ended. */
export function tellVeto(
  clocks: Clocks,
  { veto, on }: Of<'tell-veto'>,
  facts: ClocksFacts,
): DecidedClocks {
  const id = vetoTaskId(veto)
  if (clocks.tasks.some((task) => task.id === id)) {
    const what = `The veto of revision ${veto.revision} is told already`
    return refuse([refusalOf('already-told', what, 'Nothing is needed')])
  }
  return accept([told(clocks, { id, about: { kind: 'veto', ...veto }, on }, facts)])
}

export function proposePlanChange(
  clocks: Clocks,
  { planId, due, actions, reason }: Of<'propose-plan-change'>,
  facts: ClocksFacts,
): DecidedClocks {
  const plan = openPlan(clocks, planId)
  if (!plan.ok) return plan
  const refusals = dueRefusals(due, facts.today)
  const before = clocks.tasks.filter(
    ({ about }) => about.kind === 'plan-change' && about.planId === planId,
  )
  if (before.some(({ answer }) => answer === null)) {
    const what = `A change of plan "${planId}" waits for the CIP senior manager already`
    const clearedBy = 'The CIP senior manager answers it'
    refusals.push(refusalOf('already-proposed', what, clearedBy, 'cip-senior-manager'))
  }
  if (refusals.length > 0) return refuse(refusals)
  const proposed = { planId, due, actions, reason, byName: facts.actor.name }
  const id = `plan-change ${planId} ${before.length + 1}`
  const about = { kind: 'plan-change', ...proposed } as const
  return accept([told(clocks, { id, about, on: facts.today }, facts)])
}

function told(
  clocks: Clocks,
  { id, about, on }: { readonly id: string; readonly about: TaskAbout; readonly on: string },
  facts: ClocksFacts,
): ClocksEvent {
  const dueOn = taskDue(clocks, about, on)
  return { kind: 'manager-told', body: { id, about, dueOn, on, ...recordedNow(facts) } }
}

/** An approval changes the plan in the same act; after the day on which it was due it is late. */
export function answerTask(
  clocks: Clocks,
  { id, verdict, reason }: Of<'answer-task'>,
  facts: ClocksFacts,
): DecidedClocks {
  const task = clocks.tasks.find((one) => one.id === id)
  if (task === undefined) {
    const what = `Nothing was told as "${id}"`
    return refuse([refusalOf('no-such-task', what, 'Choose one that is open')])
  }
  const { today } = facts
  const refusals = answerRefusals(task, verdict)
  if (refusals.length > 0) return refuse(refusals)
  const late = today > task.dueOn
  const body = { id, verdict, reason, late, on: today, ...recordedNow(facts) }
  const answered: ClocksEvent = { kind: 'manager-answered', body }
  const { about } = task
  if (about.kind === 'veto' || verdict === 'refused') return accept([answered])
  const plan = openPlan(clocks, about.planId)
  if (!plan.ok) return plan
  const faults = dueRefusals(about.due, today)
  if (faults.length > 0) return refuse(faults)
  const approved = { ...about, approvedBy: facts.actor.name, proposedBy: about.byName }
  return accept([answered, planExtended(plan.value, approved, today)])
}

function answerRefusals({ id, about, answer }: ManagerTask, verdict: string): Refusal[] {
  if (answer !== null) {
    const what = `"${id}" was answered on ${answer.on} by ${answer.byName ?? 'somebody'}`
    return [refusalOf('already-answered', what, 'Nothing is needed')]
  }
  if (about.kind === 'veto' && verdict !== 'noted') {
    const what = 'A veto of operations is final: nobody approves or refuses it'
    return [refusalOf('veto-is-final', what, 'Note it, and say what follows')]
  }
  if (about.kind === 'plan-change' && verdict === 'noted') {
    const what = 'A change of a plan holds only once it is approved'
    return [refusalOf('not-an-answer', what, 'Approve it or refuse it')]
  }
  return []
}
