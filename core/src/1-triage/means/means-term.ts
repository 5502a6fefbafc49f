import { type Refusal, refusalOf } from '../../plant/refusal.ts'
import { addYear, type CivilDay, daysFrom, isCivilDay } from '../clocks/civil-day.ts'
import type { Means, TriageCase } from '../triage-case.ts'
import type { MeansJudgement, MeansStanding } from './judge-means.ts'
import type { Unpatchable } from './why-unpatchable.ts'

/** Renewals are due within this many days before the day on which the means end. */
export const RENEWAL_WARNING_DAYS = 30

/** How long a decision that repairs nothing stands, and who let it stand longer. */
export type MeansTerm = {
  /** The last day on which it stands; never more than a year on. */
  readonly until: CivilDay
  /** The day by which the asset is replaced; null where that is not the means. */
  readonly replaceBy: CivilDay | null
  /** Why no patch was to be had; empty where a person decided against one. */
  readonly unpatchable: readonly Unpatchable[]
  readonly renewals: readonly MeansRenewal[]
}

/** One look at what stands in for a patch: it stands on, for at most a year. */
export type MeansRenewal = {
  readonly until: CivilDay
  readonly replaceBy: CivilDay | null
  readonly reason: string
  readonly personId: string
  readonly on: CivilDay
}

export type MeansWish = {
  readonly means: Means
  /** What stands in until the means are done. */
  readonly interim?: Means | undefined
  /** The last day on which it stands; without a day a year, where the means allow that. */
  readonly until?: CivilDay | undefined
  readonly replaceBy?: CivilDay | undefined
}

/** Every reason why these means cannot be decided, at once; what vendors refuse is said once. */
export function meansRefusals(
  wish: MeansWish,
  judged: MeansJudgement,
  patchRefused: boolean,
): readonly Refusal[] {
  const out: Refusal[] = []
  const wanted = wish.interim === undefined ? [wish.means] : [wish.means, wish.interim]
  for (const means of wanted) {
    const found = judged.standings.find((one) => one.means === means)
    if (found?.standing !== 'not-possible' || (means === 'patch' && patchRefused)) continue
    out.push(notPossible(found))
  }
  if (wish.interim === wish.means) {
    const what = `${capital(wish.means)} cannot stand in for itself`
    out.push(refusalOf('same-means', what, 'Choose other means until then, or none'))
  }
  if (wanted.includes('accept') && wish.until === undefined) {
    const what = 'What is accepted is accepted until a day'
    out.push(refusalOf('no-expiry', what, 'Give the last day, within a year'))
  }
  if (wanted.includes('replace') && wish.replaceBy === undefined) {
    const what = 'What is to be replaced is replaced by a day'
    out.push(refusalOf('no-replacement-day', what, 'Give the day by which it is replaced'))
  }
  return [...out, ...dayRefusals(wish, judged.today)]
}

/** A day that is none, that has passed, or that lies further on than a year. */
export function dayRefusals(
  { until, replaceBy }: Pick<MeansWish, 'until' | 'replaceBy'>,
  today: CivilDay,
): readonly Refusal[] {
  const out: Refusal[] = []
  for (const day of [until, replaceBy]) {
    if (day === undefined || (isCivilDay(day) && day > today)) continue
    const what = `"${day}" is not a day after today, ${today}`
    out.push(refusalOf('not-a-later-day', what, 'Give a day such as 2027-05-31'))
  }
  if (until !== undefined && isCivilDay(until) && until > addYear(today)) {
    const what = `What repairs nothing is looked at within a year; ${until} is later`
    out.push(refusalOf('longer-than-a-year', what, `Give a day up to ${addYear(today)}`))
  }
  return out
}

function notPossible({ means, because }: MeansStanding): Refusal {
  const what = `${capital(means)} is not possible here: ${because.join('; ')}`
  return refusalOf('means-not-possible', what, 'Choose other means, or correct what is recorded')
}

/** The term of a decision; null where a patch ends it and nothing else was accepted. */
export function termOf(wish: MeansWish, judged: MeansJudgement): MeansTerm | null {
  const lasting = wish.means !== 'patch' || wish.interim === 'accept'
  if (!lasting) return null
  return {
    until: wish.until ?? addYear(judged.today),
    replaceBy: wish.replaceBy ?? null,
    unpatchable: judged.unpatchable,
    renewals: [],
  }
}

/** Every reason why the means of a decided case cannot be renewed. */
export function renewalRefusals(
  { state, decision }: Pick<TriageCase, 'state' | 'decision'>,
  wish: Pick<MeansWish, 'until' | 'replaceBy'>,
  judged: MeansJudgement,
): readonly Refusal[] {
  const term = decision?.term ?? null
  if (state !== 'decided' || decision === null || term === null) {
    const what = 'Nothing is decided here that ends on a day'
    return [refusalOf('nothing-to-renew', what, 'Decide the case')]
  }
  const out: Refusal[] = [...dayRefusals(wish, judged.today)]
  const patch = judged.standings.find((one) => one.means === 'patch')
  if (term.unpatchable.length > 0 && patch?.standing === 'possible') {
    const what = `It can be patched now: ${patch.because.join('; ')}`
    out.push(refusalOf('patch-possible', what, 'Decide the case again'))
  }
  const own = judged.standings.find((one) => one.means === decision.means)
  if (own?.standing === 'not-possible') out.push(notPossible(own))
  for (const control of judged.expiredControls) {
    out.push(refusalOf('control-expired', `A control of the case: ${control}`, 'Prove it again'))
  }
  return out
}

/** Why the decision no longer stands; empty while it does. */
export function lapsed(
  decision: Pick<NonNullable<TriageCase['decision']>, 'means' | 'term'>,
  today: CivilDay,
): readonly string[] {
  const { term = null, means } = decision
  if (term === null) return []
  const out: string[] = []
  if (today > term.until) {
    out.push(`To ${means} was decided until ${term.until}, and nobody renewed it`)
  }
  if (term.replaceBy !== null && today > term.replaceBy) {
    out.push(`It was to be replaced by ${term.replaceBy}`)
  }
  return out
}

export type TermStanding = 'stands' | 'due' | 'lapsed' | 'open-again'

/** Whether a term stands, is to be renewed soon, or has run out. */
export function termStanding(term: MeansTerm, today: CivilDay): TermStanding {
  const ends = term.replaceBy === null ? [term.until] : [term.until, term.replaceBy]
  const left = Math.min(...ends.map((day) => daysFrom(today, day)))
  if (left < 0) return 'lapsed'
  return left <= RENEWAL_WARNING_DAYS ? 'due' : 'stands'
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
