import { accept, refuse } from '@holdpoint/std'
import type { Actor } from '../../plant/actor.ts'
import { type Refusal, refusalOf } from '../../plant/refusal.ts'
import { type CivilDay, isCivilDay } from './civil-day.ts'
import type { Clocks, Dated } from './clocks.ts'
import {
  type ClocksCommand,
  type ClocksFacts,
  type DecidedClocks,
  recordedNow,
} from './clocks-command.ts'

/** What the CIP Senior Manager may let somebody else do; the choice of rules stays theirs. */
export const delegableActs = ['extend-plan', 'answer-task'] as const

export type DelegableAct = (typeof delegableActs)[number]

export const delegableActWords: { readonly [act in DelegableAct]: string } = {
  'extend-plan': 'Extend or revise plans',
  'answer-task': 'Answer what is told',
}

/**
 * Acts of the CIP Senior Manager that somebody else may do from one day to another (CIP-003 R4: by name, for
 * specific actions, with its date). It is a record of its own and never a role.
 */
export type Delegation = {
  readonly id: string
  readonly personId: string
  readonly personName: string
  readonly acts: readonly DelegableAct[]
  readonly from: CivilDay
  /** The last day on which it holds. */
  readonly until: CivilDay
  readonly reason: string
  readonly given: Dated
  /** Ended before its day; what was done under it stands. */
  readonly ended: (Dated & { readonly reason: string }) | null
}

export type DelegationWish = Omit<Delegation, 'given' | 'ended'>

export type DelegationStanding = 'to-come' | 'holds' | 'lapsed' | 'ended'

export function delegationStanding(
  { from, until, ended }: Delegation,
  today: CivilDay,
): DelegationStanding {
  if (ended !== null) return 'ended'
  if (today < from) return 'to-come'
  return today <= until ? 'holds' : 'lapsed'
}

/** The delegation by which this person may do this today; null where there is none. */
export function delegationFor(
  { delegations }: Clocks,
  actor: Actor,
  kind: ClocksCommand['kind'],
  today: CivilDay,
): Delegation | null {
  const isIt = (one: Delegation) =>
    one.personId === actor.personId &&
    one.acts.some((act) => act === kind) &&
    delegationStanding(one, today) === 'holds'
  return delegations.find(isIt) ?? null
}

type Of<Kind extends ClocksCommand['kind']> = Extract<ClocksCommand, { kind: Kind }>

/** From today on at the earliest: nobody gives leave for what was done before. */
export function delegate(
  clocks: Clocks,
  { kind: _, ...wish }: Of<'delegate'>,
  facts: ClocksFacts,
): DecidedClocks {
  const refusals = wishRefusals(clocks, wish, facts)
  if (refusals.length > 0) return refuse(refusals)
  const body = { ...wish, on: facts.today, ...recordedNow(facts) }
  return accept([{ kind: 'authority-delegated', body }])
}

function wishRefusals(
  { delegations }: Clocks,
  { id, personId, acts, from, until }: DelegationWish,
  { today, actor }: ClocksFacts,
): readonly Refusal[] {
  const out: Refusal[] = []
  if (delegations.some((one) => one.id === id)) {
    out.push(refusalOf('delegation-exists', `There is a delegation "${id}"`, 'Give another id'))
  }
  if (personId === actor.personId) {
    out.push(refusalOf('to-oneself', 'Nobody delegates to themselves', 'Choose another person'))
  }
  if (acts.length === 0) {
    out.push(refusalOf('nothing-delegated', 'No act is named', 'Say which acts it is about'))
  }
  const wrong = [from, until].filter((day) => !isCivilDay(day))
  for (const day of wrong) {
    out.push(refusalOf('no-such-day', `"${day}" is not a day`, 'Write it as 2026-12-24'))
  }
  if (wrong.length > 0) return out
  if (from < today) {
    const what = `It would hold from ${from}; today is ${today}`
    out.push(refusalOf('day-in-the-past', what, 'Let it begin today or later'))
  }
  if (until < from) {
    const what = `Its last day, ${until}, is before its first, ${from}`
    out.push(refusalOf('days-the-wrong-way', what, 'Give a later last day'))
  }
  return out
}

export function endDelegation(
  { delegations }: Clocks,
  { id, reason }: Of<'end-delegation'>,
  facts: ClocksFacts,
): DecidedClocks {
  const found = delegations.find((one) => one.id === id)
  if (found === undefined) {
    const what = `There is no delegation "${id}"`
    return refuse([refusalOf('no-such-delegation', what, 'Choose one')])
  }
  const standing = delegationStanding(found, facts.today)
  if (standing === 'ended' || standing === 'lapsed') {
    const what = `The delegation to ${found.personName} holds no more`
    return refuse([refusalOf('delegation-over', what, 'Nothing is needed')])
  }
  const body = { id, reason, on: facts.today, ...recordedNow(facts) }
  return accept([{ kind: 'delegation-ended', body }])
}
