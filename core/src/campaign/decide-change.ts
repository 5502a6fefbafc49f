import { accept, type Result, refuse } from '@holdpoint/std'
import type { BoardCommand } from '../2-board/board.ts'
import { decideBoard } from '../2-board/decide-board.ts'
import { isSignable } from '../2-board/signature.ts'
import { decideRun, type RunFacts } from '../4-window/decide-run.ts'
import { openStep, plantTouched, type RunCommand } from '../4-window/run.ts'
import { decideValidation } from '../5-validation/decide-validation.ts'
import type { ValidationCommand } from '../5-validation/validation.ts'
import type { ChangePlan } from '../change/plan.ts'
import { moveRefusal } from '../change/transitions.ts'
import { holds } from '../plant/actor.ts'
import { notYourRole, type Refusal, refusalOf } from '../plant/refusal.ts'
import type { Change, ChangeEvent, ChosenUpdate } from './change.ts'
import { plannedUpdateRefusals, type UpdateToday } from './planned-update.ts'

export type OwnCommand =
  | {
      readonly kind: 'open-change'
      readonly id: string
      readonly caseId: string
      readonly title: string
      readonly update?: ChosenUpdate
    }
  | { readonly kind: 'write-plan'; readonly plan: ChangePlan }
  | { readonly kind: 'revise'; readonly reason: string }

export type ChangeCommand = OwnCommand | BoardCommand | RunCommand | ValidationCommand

/** What the site knows at the moment of the act; without `update`, the plan's own word counts. */
export type ChangeFacts = RunFacts & { readonly update?: UpdateToday }

export type DecidedChange = Result<readonly ChangeEvent[], readonly Refusal[]>

/** The only place where anything about a change is decided. Pure and total. */
export function decideChange(
  change: Change | null,
  command: ChangeCommand,
  facts: ChangeFacts,
): DecidedChange {
  if (command.kind === 'open-change') return openChange(change, command, facts)
  if (change === null) {
    return refuse([refusalOf('no-such-change', 'There is no such change', 'Open a change')])
  }
  const unqualified = plannedUpdateRefusals(change, command, facts.update)
  const decided = decideStages(change, command, facts)
  if (unqualified.length === 0) return decided
  return refuse([...unqualified, ...(decided.ok ? [] : decided.refusal)])
}

function decideStages(
  change: Change,
  command: Exclude<ChangeCommand, { kind: 'open-change' }>,
  facts: RunFacts,
): DecidedChange {
  switch (command.kind) {
    case 'write-plan':
      return writePlan(change, command.plan, facts)
    case 'revise':
      return revise(change, command.reason, facts)
    case 'fill-form':
    case 'submit-to-board':
    case 'sign':
    case 'decide':
    case 'veto':
      return decideBoard(change, command, facts)
    case 'record-test':
    case 'sign-deviation':
    case 'verify-firmware':
    case 'rematch':
    case 'record-lesson':
    case 'close':
      return decideValidation(change, command, facts)
    default:
      return decideRun(change, command, facts)
  }
}

function openChange(
  change: Change | null,
  command: Extract<OwnCommand, { kind: 'open-change' }>,
  facts: RunFacts,
): DecidedChange {
  const out: Refusal[] = []
  const engineer = ['control-systems-engineer'] as const
  if (!holds(facts.actor, engineer)) out.push(notYourRole(engineer, 'Opening a change'))
  if (change !== null) {
    out.push(refusalOf('already-open', 'This change exists already', 'Go on with it'))
  }
  if (out.length > 0) return refuse(out)
  const { id, caseId, title, update } = command
  const chosen = update === undefined ? {} : { update }
  const body = { id, caseId, title, ...chosen, authorId: facts.actor.personId, at: facts.now }
  return accept([{ kind: 'change-opened', body }])
}

function writePlan(change: Change, plan: ChangePlan, facts: RunFacts): DecidedChange {
  const out: Refusal[] = []
  const engineer = ['control-systems-engineer'] as const
  if (!holds(facts.actor, engineer)) out.push(notYourRole(engineer, 'Writing the plan'))
  if (change.state !== 'drafted' && change.state !== 'before-board') {
    const what = 'The board has already decided on this plan'
    out.push(refusalOf('plan-closed', what, 'Draft a new revision'))
  }
  if (!isSignable(plan)) {
    const what = 'The plan holds half a character, or a number that is none'
    out.push(refusalOf('not-signable', what, 'Write it again', 'control-systems-engineer'))
  }
  if (out.length > 0) return refuse(out)
  const body = { plan, personId: facts.actor.personId, at: facts.now }
  return accept([{ kind: 'plan-written', body }])
}

/** A new revision: nothing signed before counts for it. Not while the plant is half changed. */
function revise(change: Change, reason: string, facts: RunFacts): DecidedChange {
  const act = 'Drafting a new revision'
  const move = moveRefusal({ from: change.state, to: 'drafted', act }, facts.actor)
  const out: Refusal[] = move === null ? [] : [move]
  if (plantTouched(change)) {
    const what = 'The plant was touched and is not rolled back'
    out.push(refusalOf('plant-touched', what, 'The operator releases the rollback', 'operator'))
  }
  if (openStep(change.run) !== null) {
    out.push(refusalOf('step-under-way', 'A step waits for its outcome', 'Settle it first'))
  }
  if (reason.trim() === '') {
    out.push(refusalOf('reason-missing', 'A new revision needs a reason', 'Write the reason'))
  }
  if (out.length > 0) return refuse(out)
  const body = {
    revision: change.revision + 1,
    authorId: facts.actor.personId,
    reason: reason.trim(),
    at: facts.now,
  }
  return accept([{ kind: 'revised', body }])
}
