import { expect, test } from 'vitest'
import { type Act, after, ciso, source, US } from '../../../../test/builders/clock-acts.ts'
import { lead } from '../../../../test/builders/people.ts'
import type { CivilDay } from './civil-day.ts'
import type { EnteredRule } from './clock-rules.ts'
import { runningClocks } from './running-clocks.ts'

const rule = (over: Partial<EnteredRule> = {}): EnteredRule => ({
  kind: 'K1',
  jurisdiction: 'Elsewhere',
  clause: 'Act 7, part 1',
  words: 'Sources are looked at every month',
  days: 30,
  effectiveFrom: '2026-01-01',
  effectiveTo: '2026-12-31',
  ...over,
})
const sets = (...rules: readonly EnteredRule[]): Act => [
  ciso,
  { kind: 'set-clock-policy', policy: { ...US, rules } },
  '2026-01-01',
]
const since = (on: CivilDay): Act => [lead, { ...source[1], since: on } as Act[1], on]
const next = rule({ clause: 'Act 8', days: 20, effectiveFrom: '2027-01-01', effectiveTo: null })
const due = (on: CivilDay) =>
  runningClocks(after(sets(rule(), next), since(on)).clocks ?? expect.fail('clocks'), on)
    .map((one) => [one.rule.jurisdiction, one.rule.clause, one.dueOn])
    .toSorted()

test('a rule of another jurisdiction holds beside the others, from its day to its day', () => {
  expect(due('2026-12-31')).toEqual([
    ['Elsewhere', 'Act 7, part 1', '2027-01-30'],
    ['US', 'CIP-007-6 R2.2', '2027-02-04'],
  ])
  expect(due('2027-01-01')).toEqual([
    ['Elsewhere', 'Act 8', '2027-01-21'],
    ['US', 'CIP-007-6 R2.2', '2027-02-05'],
  ])
})

test.each([
  ['jurisdiction-taken', [rule({ jurisdiction: 'US' })]],
  ['jurisdiction-taken', [rule({ jurisdiction: 'site' })]],
  ['no-such-day', [rule({ effectiveFrom: '2026-02-30' })]],
  ['never-in-force', [rule({ effectiveTo: '2025-12-31' })]],
  ['days-missing', [rule({ days: null })]],
  ['days-not-of-plan', [rule({ kind: 'K3' })]],
  ['rules-overlap', [rule(), rule({ effectiveFrom: '2026-12-31', effectiveTo: null })]],
] as const)('is refused as %s', (kind, rules) => {
  expect(after(sets(...rules)).refused).toEqual([kind])
})
