import { accept, type Result, refuse, unreachable } from '@holdpoint/std'
import { planRefusals } from '../change/plan.ts'
import { moveRefusal } from '../change/transitions.ts'
import { type Facts, holds } from '../plant/actor.ts'
import { isPlainDate } from '../plant/instant.ts'
import { notYourRole, type Refusal, refusalOf } from '../plant/refusal.ts'
import { boardRoles, operationsRoles, roleWords } from '../plant/role.ts'
import {
  type BoardCommand,
  type BoardDecision,
  type BoardEvent,
  type BoardView,
  signedRoles,
} from './board.ts'
import { formFields, formRefusals } from './form.ts'
import {
  dossierDigest,
  freshlyReauthenticated,
  isSignable,
  signatureMeanings,
} from './signature.ts'

type Decided = Result<readonly BoardEvent[], readonly Refusal[]>
type Sign = Extract<BoardCommand, { kind: 'sign' }>
type VetoCommand = Extract<BoardCommand, { kind: 'veto' }>

export function decideBoard(view: BoardView, command: BoardCommand, facts: Facts): Decided {
  switch (command.kind) {
    case 'fill-form':
      return fillForm(view, command, facts)
    case 'submit-to-board':
      return submit(view, facts)
    case 'sign':
      return sign(view, command, facts)
    case 'decide':
      return recordDecision(view, command.decision, facts)
    case 'veto':
      return veto(view, command, facts)
    default:
      return unreachable(command)
  }
}

function fillForm(
  view: BoardView,
  command: Extract<BoardCommand, { kind: 'fill-form' }>,
  facts: Facts,
): Decided {
  const { words, owner } = formFields[command.field]
  const out: Refusal[] = []
  if (!holds(facts.actor, [owner])) out.push(notYourRole([owner], `Filling "${words}"`))
  if (view.state !== 'drafted' && view.state !== 'before-board') {
    out.push(formClosed())
  }
  if (command.text.trim() === '') {
    out.push(refusalOf('empty-text', `"${words}" is empty`, 'Write the answer', owner))
  }
  if (!isSignable(command.text)) {
    out.push(
      refusalOf('not-signable', `"${words}" holds half a character`, 'Write it again', owner),
    )
  }
  if (command.text.length > 4000) {
    out.push(refusalOf('text-too-long', `"${words}" is over 4,000 characters`, 'Shorten it', owner))
  }
  if (out.length > 0) return refuse(out)
  const body = { field: command.field, text: command.text.trim(), at: facts.now }
  return accept([{ kind: 'form-filled', body }])
}

function formClosed(): Refusal {
  const clearedBy = 'Draft a new revision'
  return refusalOf('form-closed', 'The board has already decided on this revision', clearedBy)
}

function submit(view: BoardView, facts: Facts): Decided {
  const act = 'Bringing the change before the board'
  const move = moveRefusal({ from: view.state, to: 'before-board', act }, facts.actor)
  const out: Refusal[] = move === null ? [] : [move]
  if (view.plan === null) {
    out.push(refusalOf('no-plan', 'There is no plan yet', 'Draft the plan'))
    return refuse(out)
  }
  out.push(...planRefusals(view.plan))
  if (out.length > 0) return refuse(out)
  const digest = dossierDigest(view.plan, view.board.form)
  return accept([{ kind: 'submitted-to-board', body: { digest } }])
}

function sign(view: BoardView, command: Sign, facts: Facts): Decided {
  const { actor, now } = facts
  const out: Refusal[] = []
  if (view.state !== 'before-board') {
    out.push(refusalOf('not-before-board', 'The change is not before the board', 'Submit it'))
  }
  if (!holds(actor, [command.role])) {
    out.push(notYourRole([command.role], `Signing as ${roleWords[command.role]}`))
  }
  if (view.authorIds.includes(actor.personId)) {
    const what = 'You drafted this change; nobody signs for their own change'
    out.push(refusalOf('own-change', what, 'Another person in that role signs', command.role))
  }
  if (view.board.signatures.some((signature) => signature.personId === actor.personId)) {
    const what = 'You have already signed this revision'
    out.push(refusalOf('one-person-one-signature', what, 'Another person signs this role'))
  }
  if (signedRoles(view).includes(command.role)) {
    const what = `The ${roleWords[command.role]} has already signed`
    out.push(refusalOf('already-signed', what, 'Nothing is missing here'))
  }
  out.push(...formRefusals(view.board.form))
  if (view.plan === null) return refuse([...out, refusalOf('no-plan', 'No plan', 'Draft the plan')])
  out.push(...planRefusals(view.plan))
  const digest = dossierDigest(view.plan, view.board.form)
  if (command.digest !== digest) {
    const what = 'The plan changed since you read it'
    out.push(refusalOf('digest-mismatch', what, 'Read the plan again and sign that'))
  }
  if (!freshlyReauthenticated(actor.reauthenticatedAt, now)) {
    const what = 'A signature needs your password again'
    out.push(refusalOf('not-reauthenticated', what, 'Give your password with the signature'))
  }
  if (out.length > 0) return refuse(out)
  const meaning = signatureMeanings[command.role]
  const { personId, name } = actor
  const { role } = command
  const { revision } = view
  const body = { role, personId, name, meaning, at: now, revision, digest }
  return accept([{ kind: 'signed', body }])
}

const landsIn = { go: 'scheduled', 'no-go': 'no-go', deferral: 'deferred' } as const

/** Where a decision takes the change. */
export function stateAfterDecision(decision: BoardDecision): 'scheduled' | 'no-go' | 'deferred' {
  return landsIn[decision.kind]
}

function recordDecision(view: BoardView, decision: BoardDecision, facts: Facts): Decided {
  const to = stateAfterDecision(decision)
  const act = `Recording the decision ${decision.kind}`
  const move = moveRefusal({ from: view.state, to, act }, facts.actor)
  const out: Refusal[] = move === null ? [] : [move]
  switch (decision.kind) {
    case 'go':
      out.push(...goRefusals(view, decision.digest))
      break
    case 'no-go':
      if (decision.reason.trim() === '') out.push(reasonMissing('A no-go'))
      break
    case 'deferral':
      out.push(...deferralRefusals(decision, facts))
      break
    default:
      return unreachable(decision)
  }
  return out.length > 0 ? refuse(out) : accept([{ kind: 'board-decided', body: { decision } }])
}

function goRefusals(view: BoardView, digest: string): Refusal[] {
  // A plan may be edited before the board: what was complete when submitted may not be now.
  const plan = view.plan === null ? [] : planRefusals(view.plan)
  const out: Refusal[] = [...plan, ...formRefusals(view.board.form)]
  const signed = signedRoles(view)
  for (const role of boardRoles.filter((wanted) => !signed.includes(wanted))) {
    const what = `The ${roleWords[role]} has not signed this plan`
    out.push(refusalOf('signature-missing', what, `The ${roleWords[role]} signs`, role))
  }
  if (view.plan !== null && digest !== dossierDigest(view.plan, view.board.form)) {
    const what = 'The go is for another version of the plan'
    out.push(refusalOf('digest-mismatch', what, 'Read the plan again'))
  }
  return out
}

type Deferral = Extract<BoardDecision, { kind: 'deferral' }>

function deferralRefusals(decision: Deferral, facts: Facts): Refusal[] {
  const out: Refusal[] = []
  const today = facts.now.slice(0, 10)
  const need = (ok: boolean, what: string, clearedBy: string) => {
    if (!ok) out.push(refusalOf('deferral-incomplete', what, clearedBy, 'ot-cybersecurity-lead'))
  }
  const named = decision.controls.some((control) => control.trim() !== '')
  need(named, 'A deferral needs a compensating control', 'Add a control')
  need(decision.mitigationPlan.trim() !== '', 'The mitigation plan is empty', 'Write the plan')
  need(isPlainDate(decision.dueOn), 'The mitigation plan has no date', 'Give it a date')
  need(isPlainDate(decision.reviewOn), 'The review has no date', 'Give the review a date')
  need(decision.dueOn >= today, 'The mitigation plan is due in the past', 'Choose a later date')
  need(decision.reviewOn >= today, 'The review date lies in the past', 'Choose a later date')
  if (decision.reason.trim() === '') out.push(reasonMissing('A deferral'))
  return out
}

function reasonMissing(what: string): Refusal {
  return refusalOf('reason-missing', `${what} needs a reason`, 'Write the reason')
}

/** Operations may veto on grounds of safety or production at any time until the change is closed. */
function veto(view: BoardView, command: VetoCommand, facts: Facts): Decided {
  const { actor, now } = facts
  const out: Refusal[] = []
  if (!holds(actor, operationsRoles)) out.push(notYourRole(operationsRoles, 'A veto'))
  if (view.state === 'closed') {
    out.push(refusalOf('already-closed', 'The change is closed', 'Open a new change'))
  }
  if (view.board.veto !== null) {
    out.push(refusalOf('already-vetoed', 'This revision is already vetoed', 'Nothing is needed'))
  }
  if (command.reason.trim() === '') out.push(reasonMissing('A veto'))
  if (out.length > 0) return refuse(out)
  const body = {
    personId: actor.personId,
    name: actor.name,
    ground: command.ground,
    reason: command.reason.trim(),
    at: now,
    revision: view.revision,
  }
  return accept([{ kind: 'vetoed', body }])
}
