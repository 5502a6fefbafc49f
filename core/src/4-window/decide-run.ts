import { accept, type Result, refuse, unreachable } from '@holdpoint/std'
import { moveRefusal } from '../change/transitions.ts'
import type { Facts } from '../plant/actor.ts'
import { minutesBetween } from '../plant/instant.ts'
import type { LimitNow } from '../plant/operating-limit.ts'
import { type Refusal, refusalOf } from '../plant/refusal.ts'
import type { ControllerNow } from './backup-gate.ts'
import { decideStep } from './decide-step.ts'
import { boardRefusals } from './go-gate.ts'
import { groupRefusals, type OutageNow } from './group-gate.ts'
import { brokenLimits, limitsThatCount, unconfirmedLimits } from './limit-gate.ts'
import {
  nextForwardStep,
  nextRollbackStep,
  openStep,
  type RunCommand,
  type RunEvent,
  type RunView,
  touchedSteps,
} from './run.ts'

/** `controller` is what the connector read for this very decision. */
export type RunFacts = Facts & {
  readonly controller: ControllerNow
  /** The limits of the case, as they were read for this very decision. */
  readonly limits?: readonly LimitNow[]
  /** What is left of redundancy groups while other changes are under way. */
  readonly outage?: OutageNow
}

export type DecidedRun = Result<readonly RunEvent[], readonly Refusal[]>

export function decideRun(view: RunView, command: RunCommand, facts: RunFacts): DecidedRun {
  switch (command.kind) {
    case 'release':
      return release(view, command, facts)
    case 'hold':
      return hold(view, command.reason, facts)
    case 'resume':
      return resume(view, command.processState, facts)
    case 'release-rollback':
      return releaseRollback(view, command.reason, facts)
    case 'accept-back':
      return acceptBack(view, command.processState, facts)
    case 'accept-rollback':
      return acceptRollback(view, command.processState, facts)
    case 'start-step':
    case 'send-step':
    case 'report-step':
    case 'record-step':
    case 'settle-step':
    case 'give-one-way-go':
      return decideStep(view, command, facts)
    default:
      return unreachable(command)
  }
}

function stamp(facts: Facts): { readonly at: string; readonly personId: string } {
  return { at: facts.now, personId: facts.actor.personId }
}

function required(text: string, words: string): Refusal[] {
  if (text.trim() !== '') return []
  return [refusalOf('empty-text', `${words} is empty`, `Write: ${words.toLowerCase()}`, 'operator')]
}

function moves(view: RunView, to: Parameters<typeof moveRefusal>[0]['to'], act: string, f: Facts) {
  const move = moveRefusal({ from: view.state, to, act }, f.actor)
  return move === null ? [] : [move]
}

/** The first hold point: released by the operator on shift, with process state and permit. */
function release(
  view: RunView,
  command: Extract<RunCommand, { kind: 'release' }>,
  facts: RunFacts,
): DecidedRun {
  const out = [
    ...moves(view, 'in-window', 'Releasing the plant to the work', facts),
    ...boardRefusals(view),
    ...required(command.processState, 'Process state'),
    ...required(command.permit, 'Permit number'),
  ]
  if (view.state === 'held') {
    out.push(refusalOf('held', 'The run is held', 'Resume it instead', 'operator'))
  }
  const window = view.plan?.window
  if (window !== undefined && minutesBetween(window.opensAt, facts.now) < 0) {
    const what = `The window opens at ${window.opensAt}`
    out.push(refusalOf('window-not-open', what, 'Wait for the window', 'operator'))
  }
  if (window !== undefined && minutesBetween(facts.now, window.closesAt) < 0) {
    const what = `The window closed at ${window.closesAt}`
    out.push(refusalOf('window-closed', what, 'Draft a new revision with another window'))
  }
  out.push(...groupRefusals(facts.outage))
  const limits = limitsThatCount(view.plan, facts.limits ?? [])
  out.push(...brokenLimits(limits))
  out.push(...unconfirmedLimits(limits, command.limitsConfirmed ?? []))
  if (out.length > 0) return refuse(out)
  const { personId, name } = facts.actor
  const processState = command.processState.trim()
  const permit = command.permit.trim()
  const seen = limits.length === 0 ? {} : { limits }
  const body = { personId, name, processState, permit, ...seen, at: facts.now }
  return accept([{ kind: 'released', body }])
}

/** HOLD: nothing further is sent; an uninterruptible step under way is finished, never cut. */
function hold(view: RunView, reason: string, facts: Facts): DecidedRun {
  const out = [...moves(view, 'held', 'HOLD', facts), ...required(reason, 'Reason')]
  if (out.length > 0) return refuse(out)
  return accept([{ kind: 'held', body: { reason: reason.trim(), ...stamp(facts) } }])
}

function resume(view: RunView, processState: string, facts: RunFacts): DecidedRun {
  const out = [
    ...moves(view, 'in-window', 'Resuming', facts),
    ...boardRefusals(view),
    ...brokenLimits(limitsThatCount(view.plan, facts.limits ?? [])),
    ...required(processState, 'Process state'),
  ]
  if (view.state !== 'held') {
    out.push(refusalOf('not-held', 'The run is not held', 'Nothing is needed'))
  }
  if (out.length > 0) return refuse(out)
  return accept([{ kind: 'resumed', body: { processState: processState.trim(), ...stamp(facts) } }])
}

/** Never refused for time, for a veto or for a missing signature: only operations releases it. */
function releaseRollback(view: RunView, reason: string, facts: Facts): DecidedRun {
  const out = [
    ...moves(view, 'rolling-back', 'Releasing the rollback', facts),
    ...required(reason, 'Reason'),
  ]
  if (view.state === 'rolling-back') {
    out.push(refusalOf('already-released', 'The rollback is released', 'Go on with its steps'))
  }
  if (view.plan === null || touchedSteps(view.plan, view.run).length === 0) {
    const what = 'Nothing on the plant was touched; there is nothing to roll back'
    out.push(refusalOf('nothing-touched', what, 'Draft a new revision, or close'))
  }
  const open = openStep(view.run)
  if (open?.status === 'sent') out.push(stepUnderWay(view, open.stepId))
  if (out.length > 0) return refuse(out)
  const events: RunEvent[] = []
  if (open?.status === 'intended') {
    const effectId = view.run.steps[open.stepId]?.effectId ?? ''
    const why = 'the rollback was released before it was sent'
    const body = { stepId: open.stepId, effectId, why, ...stamp(facts) }
    events.push({ kind: 'step-withdrawn', body })
  }
  events.push({ kind: 'rollback-released', body: { reason: reason.trim(), ...stamp(facts) } })
  return accept(events)
}

function stepUnderWay(view: RunView, stepId: string): Refusal {
  const title = view.plan?.steps.find((step) => step.id === stepId)?.title ?? stepId
  const clearedBy = 'Wait for its answer; if none comes its outcome becomes unknown'
  return refusalOf('step-under-way', `"${title}" is under way and is never cut`, clearedBy)
}

/** The second hold point: the operator takes the unit back; the functional tests follow. */
function acceptBack(view: RunView, processState: string, facts: Facts): DecidedRun {
  const out = [
    ...moves(view, 'validating', 'Accepting the unit back', facts),
    ...required(processState, 'Process state'),
  ]
  if (view.plan !== null) {
    const next = nextForwardStep(view.plan, view.run)
    if (next !== null) {
      const what = `"${next.title}" is not done`
      out.push(refusalOf('steps-missing', what, 'Finish the steps, or roll back'))
    }
  }
  if (out.length > 0) return refuse(out)
  const body = { processState: processState.trim(), ...stamp(facts) }
  return accept([{ kind: 'accepted-back', body }])
}

function acceptRollback(view: RunView, processState: string, facts: Facts): DecidedRun {
  const out = [
    ...moves(view, 'rolled-back', 'Accepting the unit back after the rollback', facts),
    ...required(processState, 'Process state'),
  ]
  if (view.plan !== null) {
    const next = nextRollbackStep(view.plan, view.run)
    if (next !== null) {
      const what = `Rollback step "${next.title}" is not done`
      out.push(refusalOf('steps-missing', what, 'Finish the rollback'))
    }
  }
  if (out.length > 0) return refuse(out)
  const body = { processState: processState.trim(), ...stamp(facts) }
  return accept([{ kind: 'rollback-accepted', body }])
}
