import { accept, type Result, refuse } from '@holdpoint/std'
import type { Facts } from '../../plant/actor.ts'
import { type Refusal, refusalOf } from '../../plant/refusal.ts'
import type { CaseEvent, TriageCase, WayInSaid } from '../triage-case.ts'
import type { Exposure } from '../urgency.ts'
import type { CaseEvidence } from './case-evidence.ts'

const order: readonly Exposure[] = ['small', 'controlled', 'open']

/** What the evidence says of the way in; that it does not decide is said too. */
export function wayInSaid({ answers, lines }: CaseEvidence): WayInSaid {
  const found = answers.find(({ item }) => item === 'exposure')
  if (found !== undefined) return { exposure: found.value as Exposure, because: found.because }
  const why = lines.findLast(({ name }) => WHY_NOT.includes(name))?.words
  return { exposure: null, because: why ?? 'Nothing is recorded of the way in' }
}

const WHY_NOT = ['Why not known', 'Not counted']

/**
 * Opens a decided case again where the way in is worse than its decision knew: what is not known
 * counts as open. Where somebody had answered as badly themselves, nothing changes.
 */
export function reviewWayIn(
  state: TriageCase,
  facts: Facts & { readonly evidence?: CaseEvidence },
): Result<readonly CaseEvent[], readonly Refusal[]> {
  const { decision } = state
  const now = wayInSaid(facts.evidence ?? { lines: [], answers: [] })
  // A credit is reviewed by itself; here counts what the decision began with.
  const answered = decision?.credits?.[0]?.from ?? decision?.answers?.exposure ?? 'unknown'
  const known = answered === 'unknown' ? 'open' : answered
  const isWorse = rank(now.exposure) > order.indexOf(known)
  const isNew = decision?.wayIn?.exposure !== now.exposure
  // Decisions of before the configurations were asked rest on what people answered.
  const isCertain = decision?.wayIn !== undefined || now.exposure !== null
  if (state.state !== 'decided' || !isWorse || !isNew || !isCertain) {
    const what = 'The way in is as the decision knew it'
    return refuse([refusalOf('way-in-holds', what, 'Nothing is needed')])
  }
  const word = now.exposure ?? 'not known, which counts as open'
  const because = `The way in was ${known} and is ${word}: ${now.because}`
  return accept([{ kind: 'case-reopened', body: { because, at: facts.now } }])
}

function rank(exposure: Exposure | null): number {
  return order.indexOf(exposure ?? 'open')
}
