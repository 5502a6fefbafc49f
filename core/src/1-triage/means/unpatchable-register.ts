import { type CivilDay, daysFrom } from '../clocks/civil-day.ts'
import type { FindingRef, Means, TriageCase } from '../triage-case.ts'
import { type MeansTerm, type TermStanding, termStanding } from './means-term.ts'

/** A vulnerability that stays: by which means, until when, and why no patch. */
export type Unpatched = {
  readonly caseId: string
  readonly finding: FindingRef
  readonly means: Means
  readonly interim: Means | null
  readonly reason: string
  readonly term: MeansTerm
  readonly standing: TermStanding
  /** To the nearer of its days; negative when it has passed. */
  readonly daysLeft: number
}

/** Every case whose means repair nothing, the one that ends first at the top. */
export function unpatchableRegister(
  cases: readonly TriageCase[],
  today: CivilDay,
): readonly Unpatched[] {
  return cases
    .flatMap((one) => unpatched(one, today) ?? [])
    .toSorted((a, b) => a.daysLeft - b.daysLeft)
}

function unpatched(
  { id, finding, state, decision }: TriageCase,
  today: CivilDay,
): Unpatched | null {
  const term = decision?.term ?? null
  if (state === 'closed' || decision === null || term === null) return null
  const days = term.replaceBy === null ? [term.until] : [term.until, term.replaceBy]
  return {
    ...{ caseId: id, finding },
    ...{ means: decision.means, interim: decision.interim ?? null },
    ...{ reason: decision.meansReason, term },
    standing: state === 'open' ? 'open-again' : termStanding(term, today),
    daysLeft: Math.min(...days.map((day) => daysFrom(today, day))),
  }
}
