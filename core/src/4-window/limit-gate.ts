import type { ChangePlan } from '../change/plan.ts'
import {
  boundsInWords,
  type LimitNow,
  limitInWords,
  limitStanding,
} from '../plant/operating-limit.ts'
import { type Refusal, refusalOf } from '../plant/refusal.ts'

/**
 * The limits that count for this work: those the board signed, and those entered since. One that
 * nobody read stands as not read.
 */
export function limitsThatCount(
  plan: ChangePlan | null,
  now: readonly LimitNow[],
): readonly LimitNow[] {
  const known = new Set(now.map(({ limit }) => limit.id))
  const signed = plan?.operatingLimits ?? []
  const unread = signed.filter(({ id }) => !known.has(id))
  return [...now, ...unread.map((limit) => ({ limit, reading: null }))]
}

/** A limit that its signal says is broken stops every step forward; a rollback it never stops. */
export function brokenLimits(limits: readonly LimitNow[]): readonly Refusal[] {
  return limits
    .filter((one) => limitStanding(one) === 'broken')
    .map(({ limit, reading }) => {
      const bounds = limit.measured === null ? limit.words : boundsInWords(limit.measured)
      const what = `A limit is broken: ${bounds}, read ${reading?.value}`
      return refusalOf('limit-broken', what, 'Bring the process inside the limit', 'operator')
    })
}

/** What no signal shows, the operator on shift says is kept, one by one. */
export function unconfirmedLimits(
  limits: readonly LimitNow[],
  confirmed: readonly string[],
): readonly Refusal[] {
  return limits.filter(needsWord).flatMap((one) => {
    if (confirmed.includes(one.limit.id)) return []
    const why = limitStanding(one) === 'not-read' ? 'cannot be read' : 'is in words only'
    const what = `A limit ${why} and is not confirmed: ${limitInWords(one.limit)}`
    return [refusalOf('limit-not-confirmed', what, 'Look, and confirm that it is kept', 'operator')]
  })
}

export function needsWord(one: LimitNow): boolean {
  const standing = limitStanding(one)
  return standing === 'not-read' || standing === 'in-words'
}
