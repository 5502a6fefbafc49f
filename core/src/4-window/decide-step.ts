import { accept, invariant, refuse, unreachable } from '@holdpoint/std'
import { patches, type Step } from '../change/step.ts'
import { type Facts, holds, SYSTEM } from '../plant/actor.ts'
import { notYourRole, type Refusal, refusalOf } from '../plant/refusal.ts'
import { roleWords } from '../plant/role.ts'
import { backupRefusals, mayRetakeBackup } from './backup-gate.ts'
import type { DecidedRun, RunFacts } from './decide-run.ts'
import { boardRefusals } from './go-gate.ts'
import { brokenLimits, limitsThatCount } from './limit-gate.ts'
import {
  neededRollback,
  nextForwardStep,
  nextRollbackStep,
  openStep,
  type RunCommand,
  type RunView,
  statusOf,
} from './run.ts'
import { timeRefusals } from './turn-back.ts'

type Of<Kind extends RunCommand['kind']> = Extract<RunCommand, { kind: Kind }>
type StepCommand = Of<
  'start-step' | 'send-step' | 'report-step' | 'record-step' | 'settle-step' | 'give-one-way-go'
>

export function decideStep(view: RunView, command: StepCommand, facts: RunFacts): DecidedRun {
  switch (command.kind) {
    case 'start-step':
      return startStep(view, command, facts)
    case 'send-step':
      return sendStep(view, command, facts)
    case 'report-step':
      return reportStep(view, command, facts)
    case 'record-step':
      return recordStep(view, command, facts)
    case 'settle-step':
      return settleStep(view, command, facts)
    case 'give-one-way-go':
      return giveOneWayGo(view, command, facts)
    default:
      return unreachable(command)
  }
}

function stamp(facts: Facts): { readonly at: string; readonly personId: string } {
  return { at: facts.now, personId: facts.actor.personId }
}

function findStep(view: RunView, stepId: string): Step | null {
  const steps = view.plan === null ? [] : [...view.plan.steps, ...view.plan.rollback]
  return steps.find((step) => step.id === stepId) ?? null
}

function noSuchStep(stepId: string): Refusal {
  return refusalOf('no-such-step', `The plan has no step "${stepId}"`, 'Choose a step of the plan')
}

/** Every reason why this step may not act now; the same gate stands before intent and before send. */
export function stepRefusals(view: RunView, step: Step, facts: RunFacts): readonly Refusal[] {
  const { plan } = view
  invariant(plan !== null, 'a step was found in the plan')
  const isRollback = plan.rollback.some((one) => one.id === step.id)
  return isRollback ? rollbackStepRefusals(view, step) : forwardStepRefusals(view, step, facts)
}

function rollbackStepRefusals(view: RunView, step: Step): readonly Refusal[] {
  invariant(view.plan !== null, 'a step was found in the plan')
  const out: Refusal[] = []
  if (view.state !== 'rolling-back') {
    const what = 'The rollback is not released'
    out.push(refusalOf('rollback-not-released', what, 'The operator releases it', 'operator'))
  }
  // A restart that no touched step calls for would be an outage of its own.
  if (!neededRollback(view.plan, view.run).some((one) => one.id === step.id)) {
    const what = `Nothing that was touched calls for "${step.title}"`
    out.push(refusalOf('rollback-not-needed', what, 'Go on with the steps that are needed'))
  }
  const next = nextRollbackStep(view.plan, view.run)
  if (next !== null && next.id !== step.id) out.push(notInTurn(next))
  return out
}

function forwardStepRefusals(view: RunView, step: Step, facts: RunFacts): readonly Refusal[] {
  const { plan, run } = view
  invariant(plan !== null, 'a step was found in the plan')
  const out: Refusal[] = [...boardRefusals(view)]
  if (view.state === 'held') {
    const what = `Held: ${run.heldReason ?? 'no reason recorded'}`
    out.push(refusalOf('held', what, 'The operator resumes', 'operator'))
  } else if (view.state !== 'in-window') {
    const what = 'The operator has not released the plant to the work'
    out.push(refusalOf('not-released', what, 'The operator releases', 'operator'))
  }
  const next = nextForwardStep(plan, run)
  const inTurn = next?.id === step.id || mayRetakeBackup(view, step)
  if (next !== null && !inTurn) out.push(notInTurn(next))
  out.push(...timeRefusals({ plan, run, step }, facts.now))
  if (step.actsOnPlant) out.push(...brokenLimits(limitsThatCount(plan, facts.limits ?? [])))
  if (patches(step)) out.push(...backupRefusals(run, facts.controller, facts.now))
  if (step.reversibility !== 'reversible') out.push(...oneWayRefusals(view, step))
  return out
}

function notInTurn(next: Step): Refusal {
  return refusalOf('not-in-turn', `"${next.title}" comes first`, 'Do the steps in their order')
}

/** A step that cannot be taken back needs a programmed spare and its own go by two people. */
function oneWayRefusals(view: RunView, step: Step): readonly Refusal[] {
  const out: Refusal[] = []
  if (view.plan?.spare !== 'programmed') {
    const what = 'No programmed spare is on site'
    out.push(refusalOf('no-spare', what, 'Programme a spare', 'maintenance-lead'))
  }
  for (const role of ['control-systems-engineer', 'operator'] as const) {
    const goes = view.run.oneWayGoes.filter((go) => go.stepId === step.id)
    if (goes.some((go) => go.role === role)) continue
    const what = `"${step.title}" cannot be taken back and needs its own go`
    const clearedBy = `The ${roleWords[role]} gives the go for this step`
    out.push(refusalOf('one-way-go-missing', what, clearedBy, role))
  }
  return out
}

function blockedByOpenStep(view: RunView): readonly Refusal[] {
  const open = openStep(view.run)
  if (open === null) return []
  const title = findStep(view, open.stepId)?.title ?? open.stepId
  if (open.status === 'unknown') {
    const what = `The outcome of "${title}" is unknown`
    return [refusalOf('outcome-unknown', what, 'Settle it by probe or by eye first')]
  }
  return [refusalOf('step-under-way', `"${title}" is under way`, 'Wait for its answer')]
}

function performerRefusals(step: Step, facts: Facts): readonly Refusal[] {
  const may = [step.performer, 'control-systems-engineer'] as const
  return holds(facts.actor, may) ? [] : [notYourRole([step.performer], `"${step.title}"`)]
}

/** Commits the intent; nothing is sent yet. */
function startStep(view: RunView, command: Of<'start-step'>, facts: RunFacts): DecidedRun {
  const step = findStep(view, command.stepId)
  if (step === null) return refuse([noSuchStep(command.stepId)])
  const out = [
    ...blockedByOpenStep(view),
    ...performerRefusals(step, facts),
    ...stepRefusals(view, step, facts),
  ]
  const status = statusOf(view.run, step.id)
  if (status === 'done' && !mayRetakeBackup(view, step)) {
    out.push(refusalOf('already-done', `"${step.title}" is done`, 'Go on with the next step'))
  }
  if (status === 'failed' && step.actsOnPlant) out.push(failedStep(view, step))
  // The controller acts at most once for an id: a used one would answer "done" and do nothing.
  if (view.run.usedEffectIds.includes(command.effectId)) {
    const what = `The effect "${command.effectId}" was used before`
    out.push(refusalOf('effect-used', what, 'Ask again with a new id'))
  }
  if (step.act.kind === 'by-hand') {
    const what = `"${step.title}" is done by hand`
    out.push(refusalOf('by-hand', what, 'Do it and record it', step.performer))
  }
  if (out.length > 0) return refuse(out)
  const body = {
    stepId: step.id,
    effectId: command.effectId,
    act: step.act.kind,
    ...stamp(facts),
  }
  return accept([{ kind: 'step-intended', body }])
}

/** An acting step is sent at most once: after a failure the way is the rollback, then the hand. */
function failedStep(view: RunView, step: Step): Refusal {
  const what = `"${step.title}" failed; an acting step is never sent twice`
  return failedRollback(view, step)
    ? refusalOf('step-failed', what, 'Finish it by hand and record it', step.performer)
    : refusalOf('step-failed', what, 'The operator releases the rollback', 'operator')
}

/** The runner asks again right before sending: what changed since the intent withdraws it. */
function sendStep(view: RunView, command: Of<'send-step'>, facts: RunFacts): DecidedRun {
  const step = findStep(view, command.stepId)
  if (step === null) return refuse([noSuchStep(command.stepId)])
  if (facts.actor.personId !== SYSTEM.personId) {
    return refuse([refusalOf('runner-only', 'Only the runner sends', 'Start the step instead')])
  }
  const record = view.run.steps[step.id]
  if (record?.status !== 'intended' || record.effectId !== command.effectId) {
    const what = `"${step.title}" has no intent waiting to be sent`
    return refuse([refusalOf('not-intended', what, 'Nothing is sent twice')])
  }
  const blocked = stepRefusals(view, step, facts)
  const first = blocked[0]
  if (first !== undefined) {
    const body = { stepId: step.id, effectId: command.effectId, why: first.what, ...stamp(facts) }
    return accept([{ kind: 'step-withdrawn', body }])
  }
  const body = { stepId: step.id, effectId: command.effectId, ...stamp(facts) }
  return accept([{ kind: 'step-sent', body }])
}

/** What came back is recorded in every state: a veto or a hold never loses an answer. */
function reportStep(view: RunView, command: Of<'report-step'>, facts: RunFacts): DecidedRun {
  const record = view.run.steps[command.stepId]
  const sent = record?.status === 'sent' && record.effectId === command.effectId
  if (facts.actor.personId !== SYSTEM.personId || !sent) {
    const what = `No answer is awaited for "${command.stepId}"`
    return refuse([refusalOf('not-sent', what, 'Nothing is needed')])
  }
  const { stepId, effectId, outcome, detail } = command
  const takes = findStep(view, stepId)?.act.kind === 'take-backup'
  const backup = takes && outcome === 'done' ? command.backup : null
  const body = { stepId, effectId, outcome, detail, backup, ...stamp(facts) }
  return accept([{ kind: 'step-reported', body }])
}

/** A step done by hand: what a person did and saw, under the same gates. */
function recordStep(view: RunView, command: Of<'record-step'>, facts: RunFacts): DecidedRun {
  const step = findStep(view, command.stepId)
  if (step === null) return refuse([noSuchStep(command.stepId)])
  const out = [
    ...blockedByOpenStep(view),
    ...performerRefusals(step, facts),
    ...stepRefusals(view, step, facts),
  ]
  if (step.act.kind !== 'by-hand' && !failedRollback(view, step)) {
    const what = `"${step.title}" is not done by hand`
    out.push(refusalOf('not-by-hand', what, 'Start the step'))
  }
  if (statusOf(view.run, step.id) === 'done') {
    out.push(refusalOf('already-done', `"${step.title}" is done`, 'Go on with the next step'))
  }
  if (command.detail.trim() === '') {
    out.push(refusalOf('empty-text', 'What was done is empty', 'Write what you did and saw'))
  }
  if (out.length > 0) return refuse(out)
  const { stepId, outcome } = command
  const body = { stepId, outcome, detail: command.detail.trim(), ...stamp(facts) }
  return accept([{ kind: 'step-recorded', body }])
}

/** A rollback step that failed is not sent again; people finish it by hand and record it. */
function failedRollback(view: RunView, step: Step): boolean {
  const isRollback = view.plan?.rollback.some((one) => one.id === step.id) ?? false
  return isRollback && statusOf(view.run, step.id) === 'failed'
}

/** An unknown outcome is settled by what a probe read or a person saw, never by sending again. */
function settleStep(view: RunView, command: Of<'settle-step'>, facts: RunFacts): DecidedRun {
  const out: Refusal[] = []
  const settlers = ['control-systems-engineer', 'operator'] as const
  if (facts.actor.personId !== SYSTEM.personId && !holds(facts.actor, settlers)) {
    out.push(notYourRole(settlers, 'Settling an unknown outcome'))
  }
  if (statusOf(view.run, command.stepId) !== 'unknown') {
    const what = `The outcome of "${command.stepId}" is not unknown`
    out.push(refusalOf('not-unknown', what, 'Nothing is needed'))
  }
  if (command.basis.trim() === '') {
    out.push(refusalOf('empty-text', 'The basis is empty', 'Write what was read or seen'))
  }
  if (out.length > 0) return refuse(out)
  const { stepId, outcome } = command
  const body = { stepId, outcome, basis: command.basis.trim(), ...stamp(facts) }
  return accept([{ kind: 'step-settled', body }])
}

function giveOneWayGo(view: RunView, command: Of<'give-one-way-go'>, facts: RunFacts): DecidedRun {
  const step = findStep(view, command.stepId)
  if (step === null) return refuse([noSuchStep(command.stepId)])
  const out: Refusal[] = []
  const { role } = command
  if (!holds(facts.actor, [role])) out.push(notYourRole([role], 'The go for a one-way step'))
  if (view.state !== 'in-window') {
    const what = 'The plant is not released to the work'
    out.push(refusalOf('not-released', what, 'The operator releases', 'operator'))
  }
  if (step.reversibility === 'reversible') {
    const what = `"${step.title}" can be taken back`
    out.push(refusalOf('not-one-way', what, 'Nothing is needed'))
  }
  const goes = view.run.oneWayGoes.filter((go) => go.stepId === step.id)
  if (goes.some((go) => go.personId === facts.actor.personId || go.role === role)) {
    const what = 'This go is given; the other one is for another person'
    out.push(refusalOf('already-given', what, 'The other role gives its go'))
  }
  if (out.length > 0) return refuse(out)
  const body = { stepId: step.id, role, personId: facts.actor.personId, at: facts.now }
  return accept([{ kind: 'one-way-go-given', body }])
}
