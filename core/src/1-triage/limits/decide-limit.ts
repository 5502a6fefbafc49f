import { accept, type Result, refuse } from '@holdpoint/std'
import { type Facts, holds } from '../../plant/actor.ts'
import type { MeasuredLimit } from '../../plant/operating-limit.ts'
import { notYourRole, type Refusal, refusalOf } from '../../plant/refusal.ts'
import type { CaseEvent, TriageCase } from '../triage-case.ts'

type Decided = Result<readonly CaseEvent[], readonly Refusal[]>

export type LimitWish = {
  readonly id: string
  readonly words: string
  readonly measured: MeasuredLimit | null
  readonly reason: string
}

const engineer = ['control-systems-engineer'] as const

/** An engineer says how far the process may go until this is done. */
export function enterLimit(state: TriageCase, wish: LimitWish, facts: Facts): Decided {
  const out: Refusal[] = []
  if (!holds(facts.actor, engineer)) out.push(notYourRole(engineer, 'Entering a limit'))
  if (wish.words.trim() === '') out.push(empty('The limit is empty', 'Write it in words'))
  if (wish.reason.trim() === '') out.push(empty('The limit needs a reason', 'Write it'))
  if ((state.limits ?? []).some(({ id }) => id === wish.id)) {
    out.push(refusalOf('limit-exists', 'This limit is entered', 'Nothing is needed'))
  }
  if (wish.measured !== null) out.push(...boundRefusals(wish.measured))
  if (out.length > 0) return refuse(out)
  const { id, measured } = wish
  const said = { words: wish.words.trim(), reason: wish.reason.trim() }
  const { personId } = facts.actor
  const body = { id, measured, ...said, personId, enteredAt: facts.now }
  return accept([{ kind: 'limit-entered', body }])
}

function boundRefusals({ low, high }: MeasuredLimit): readonly Refusal[] {
  const given = [low, high].filter((one) => one !== null)
  if (given.length === 0) {
    return [empty('The limit has no number', 'Give the lowest or the highest value, or words only')]
  }
  if (!given.every(Number.isFinite) || (low !== null && high !== null && low > high)) {
    const what = `From ${low} to ${high} is no range`
    return [refusalOf('no-range', what, 'Give a lowest value that is not above the highest')]
  }
  return []
}

export function endLimit(
  state: TriageCase,
  { limitId, reason }: { readonly limitId: string; readonly reason: string },
  facts: Facts,
): Decided {
  const out: Refusal[] = []
  if (!holds(facts.actor, engineer)) out.push(notYourRole(engineer, 'Ending a limit'))
  if (reason.trim() === '') out.push(empty('Ending a limit needs a reason', 'Write it'))
  if (!(state.limits ?? []).some(({ id }) => id === limitId)) {
    out.push(refusalOf('no-such-limit', 'The case has no such limit', 'Choose one of the case'))
  }
  if (out.length > 0) return refuse(out)
  const body = { limitId, reason: reason.trim(), personId: facts.actor.personId, at: facts.now }
  return accept([{ kind: 'limit-ended', body }])
}

function empty(what: string, clearedBy: string): Refusal {
  return refusalOf('empty-text', what, clearedBy, 'control-systems-engineer')
}
