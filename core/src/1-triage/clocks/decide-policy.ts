import { accept, refuse } from '@holdpoint/std'
import { type Refusal, refusalOf } from '../../plant/refusal.ts'
import { isCivilDay } from './civil-day.ts'
import { type EnteredRule, nercClockRules } from './clock-rules.ts'
import {
  type ClocksCommand,
  type ClocksFacts,
  type DecidedClocks,
  recordedNow,
} from './clocks-command.ts'

/** The rules that are entered have real days and do not contradict one another. */
export function setClockPolicy(
  { policy }: Extract<ClocksCommand, { kind: 'set-clock-policy' }>,
  facts: ClocksFacts,
): DecidedClocks {
  const rules = policy.rules ?? []
  const refusals = rules.flatMap((rule, at) => [
    ...ruleRefusals(rule),
    ...rules.slice(0, at).flatMap((before) => overlapRefusals(before, rule)),
  ])
  if (refusals.length > 0) return refuse(refusals)
  const body = { policy, on: facts.today, ...recordedNow(facts) }
  return accept([{ kind: 'clock-policy-set', body }])
}

const reserved = new Set(['site', ...nercClockRules.map(({ jurisdiction }) => jurisdiction)])

function ruleRefusals(rule: EnteredRule): readonly Refusal[] {
  const { kind, jurisdiction, clause, days, effectiveFrom, effectiveTo } = rule
  const out: Refusal[] = []
  if (reserved.has(jurisdiction)) {
    const what = `"${jurisdiction}" is a jurisdiction that Holdpoint has itself`
    out.push(refusalOf('jurisdiction-taken', what, 'Choose it, or give another name'))
  }
  const notDays = [effectiveFrom, effectiveTo].filter((day) => day !== null && !isCivilDay(day))
  for (const day of notDays) {
    out.push(refusalOf('no-such-day', `${clause}: "${day}" is not a day`, 'Write it as 2026-12-24'))
  }
  if (effectiveTo !== null && effectiveTo < effectiveFrom) {
    const what = `${clause} ends on ${effectiveTo}, before it begins on ${effectiveFrom}`
    out.push(refusalOf('never-in-force', what, 'Correct one of the days'))
  }
  if (kind === 'K3' && days !== null) {
    const what = `${clause}: a plan brings its own day, and the rule cannot`
    out.push(refusalOf('days-not-of-plan', what, 'Leave the days of K3 out'))
  }
  if (kind !== 'K3' && days === null) {
    const what = `${clause} gives no days for ${kind}`
    out.push(refusalOf('days-missing', what, 'Say how many calendar days'))
  }
  return out
}

function overlapRefusals(a: EnteredRule, b: EnteredRule): readonly Refusal[] {
  if (a.kind !== b.kind || a.jurisdiction !== b.jurisdiction) return []
  const ends = (rule: EnteredRule) => rule.effectiveTo ?? '9999-12-31'
  if (a.effectiveFrom > ends(b) || b.effectiveFrom > ends(a)) return []
  const what = `${a.clause} and ${b.clause} are in force for ${a.kind} on the same days`
  return [refusalOf('rules-overlap', what, 'End the one before the other begins')]
}
