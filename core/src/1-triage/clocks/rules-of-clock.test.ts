import { expect, test } from 'vitest'
import {
  type Act,
  after,
  ciso,
  evaluated,
  policy,
  source,
  US,
} from '../../../../test/builders/clock-acts.ts'
import { lead } from '../../../../test/builders/people.ts'
import type { CivilDay } from './civil-day.ts'
import type { ClockPolicy } from './clock-rules.ts'
import { evolveClocks } from './evolve-clocks.ts'
import { runningClocks } from './running-clocks.ts'

const none = { jurisdictions: [], site: { evaluateWithinDays: null, decideWithinDays: null } }
const sets = (on: CivilDay, chosen: ClockPolicy): Act => [
  ciso,
  { kind: 'set-clock-policy', policy: chosen },
  on,
]
const own = (days: number) => ({ ...none, site: { ...none.site, evaluateWithinDays: days } })
const k1 = (acts: readonly Act[], today: CivilDay) =>
  runningClocks(after(...acts).clocks ?? expect.fail('clocks'), today)
    .filter(({ kind }) => kind === 'K1')
    .map(({ rule, startedOn, dueOn, standing }) => [rule.clause, startedOn, dueOn, standing])

test('a policy that chooses less takes no rule from a clock that it found running', () => {
  const less = [policy, source, sets('2026-02-10', none)]
  expect(k1(less, '2026-02-11')).toEqual([
    ['CIP-007-6 R2.2', '2026-01-01', '2026-02-05', 'overdue'],
  ])
  // The evaluation ends it late; the next clock starts under the policy of its day.
  expect(k1([...less, evaluated('2026-02-12', [])], '2026-06-01')).toEqual([
    ['CIP-007-6 R2.2', '2026-01-01', '2026-02-05', 'late'],
  ])
})

test('a policy that chooses more holds for what runs already', () => {
  const later: Act = [lead, source[1], '2026-01-01']
  expect(k1([sets('2026-01-01', none), later], '2026-02-06')).toEqual([])
  expect(k1([sets('2026-01-01', none), later, sets('2026-02-06', US)], '2026-02-06')).toEqual([
    ['CIP-007-6 R2.2', '2026-01-01', '2026-02-05', 'overdue'],
  ])
})

test('of two words of one rule the stricter holds for a clock that both found', () => {
  const due = (acts: readonly Act[]) => k1(acts, '2026-01-20').map((one) => one[2])
  const started: Act = [lead, source[1], '2026-01-02']
  const first = sets('2026-01-01', own(14))
  expect(due([first, started, sets('2026-01-10', own(30))])).toEqual(['2026-01-15'])
  expect(due([first, started, sets('2026-01-10', own(7))])).toEqual(['2026-01-08'])
})

test('a ledger that kept no day of its policies is read as before', () => {
  const { clocks } = after(policy, source)
  const old = { kind: 'clock-policy-set', body: { policy: none } } as const
  const now = evolveClocks(clocks, old)
  expect(runningClocks(now, '2026-02-11')).toEqual([])
  expect(now.policies.at(-1)?.set).toMatchObject({ recordedOn: null, byName: null })
})
