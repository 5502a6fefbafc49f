import { accept, type Result, refuse } from '@holdpoint/std'
import { type Facts, holds } from '../../plant/actor.ts'
import { notYourRole, type Refusal, refusalOf } from '../../plant/refusal.ts'
import { addYear } from '../clocks/civil-day.ts'
import type { CaseEvent, TriageCase } from '../triage-case.ts'
import { type MeansJudgement, nothingJudged } from './judge-means.ts'
import { lapsed, type MeansWish, renewalRefusals } from './means-term.ts'

type TermFacts = Facts & { readonly means?: MeansJudgement }
type Decided = Result<readonly CaseEvent[], readonly Refusal[]>
type Renewal = { readonly reason: string } & Pick<MeansWish, 'until' | 'replaceBy'>

/** Lets what repairs nothing stand for at most another year, once somebody has looked at it. */
export function renewMeans(state: TriageCase, command: Renewal, facts: TermFacts): Decided {
  const lead = ['ot-cybersecurity-lead'] as const
  const judged = judgedBy(facts)
  const out: Refusal[] = [...renewalRefusals(state, command, judged)]
  if (!holds(facts.actor, lead)) out.push(notYourRole(lead, 'Renewing the means'))
  if (command.reason.trim() === '') {
    out.push(refusalOf('empty-text', 'Renewing needs a reason: what was looked at', 'Write it'))
  }
  if (out.length > 0) return refuse(out)
  const body = {
    until: command.until ?? addYear(judged.today),
    replaceBy: command.replaceBy ?? state.decision?.term?.replaceBy ?? null,
    ...{ reason: command.reason.trim(), personId: facts.actor.personId },
    ...{ on: judged.today, at: facts.now },
  }
  return accept([{ kind: 'means-renewed', body }])
}

/** Opens a case again whose day has passed; the decision stays on record. */
export function reviewTerm(state: TriageCase, facts: TermFacts): Decided {
  const out = state.decision === null ? [] : lapsed(state.decision, judgedBy(facts).today)
  if (state.state !== 'decided' || out.length === 0) {
    const what = 'No day of the decision has passed'
    return refuse([refusalOf('term-stands', what, 'Nothing is needed')])
  }
  return accept([{ kind: 'case-reopened', body: { because: out.join('; '), at: facts.now } }])
}

function judgedBy({ means, now }: TermFacts): MeansJudgement {
  return means ?? nothingJudged(now.slice(0, 10))
}
