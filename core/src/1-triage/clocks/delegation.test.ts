import { describe, expect, test } from 'vitest'
import {
  type Act,
  after,
  ciso,
  evaluated,
  policy,
  source,
} from '../../../../test/builders/clock-acts.ts'
import { aPerson, engineer } from '../../../../test/builders/people.ts'
import type { CivilDay } from './civil-day.ts'
import type { ClocksCommand } from './clocks-command.ts'
import { decideClocks } from './decide-clocks.ts'
import { type DelegationWish, delegationStanding } from './delegation.ts'
import { runningClocks } from './running-clocks.ts'

const deputy = aPerson('dana', ['operations-manager'])
const wish: DelegationWish = {
  id: 'd-1',
  personId: deputy.personId,
  personName: 'Dana',
  acts: ['extend-plan'],
  from: '2026-02-01',
  until: '2026-02-28',
  reason: 'Ruth is away in February',
}
const gives = (change: Partial<DelegationWish> = {}, today: CivilDay = '2026-01-20'): Act => [
  ciso,
  { kind: 'delegate', ...wish, ...change },
  today,
]
const plan: Act = [
  engineer,
  {
    ...{ kind: 'make-plan', id: 'plan-1', actions: 'Close the port' },
    due: { kind: 'day', on: '2026-03-01' },
    covers: [{ patchId: 'SP-1', assetIds: ['PLC-1'] }],
  },
  '2026-01-12',
]
const extension: ClocksCommand = {
  ...{ kind: 'extend-plan', id: 'plan-1', actions: null, reason: 'The outage was moved' },
  due: { kind: 'day', on: '2026-04-01' },
}
const planned = [policy, source, evaluated('2026-01-10'), plan] as const

describe('a delegation of the CIP Senior Manager', () => {
  test('holds from its first day to its last, and for nobody and nothing else', () => {
    const tried = (today: CivilDay, by = deputy, command: ClocksCommand = extension) =>
      after(...planned, gives(), [by, command, today]).refused
    expect(tried('2026-01-31')).toEqual(['not-your-role'])
    expect(tried('2026-02-01')).toEqual([])
    expect(tried('2026-02-28')).toEqual([])
    expect(tried('2026-03-01')).toEqual(['not-your-role'])
    expect(tried('2026-02-10', engineer)).toEqual(['not-your-role'])
    const answer = { kind: 'answer-task', id: 'x', verdict: 'noted', reason: 'y' } as const
    expect(tried('2026-02-10', deputy, answer)).toEqual(['not-your-role'])
  })

  test('stands in every entry that was made under it', () => {
    const { clocks } = after(...planned, gives())
    const facts = { now: '2026-02-03T12:00:00.000Z', today: '2026-02-03' as CivilDay }
    const by = (actor: typeof deputy) => {
      const decided = decideClocks(clocks, extension, { ...facts, actor })
      return decided.ok ? decided.value.map(({ body }) => body) : []
    }
    expect(by(deputy)).toMatchObject([{ id: 'plan-1', delegation: 'd-1' }])
    expect(by(ciso)).toHaveLength(1)
    expect(by(ciso)[0]).not.toHaveProperty('delegation')
  })

  test('is nothing that its holder may pass on or end', () => {
    const on = (command: ClocksCommand) => after(gives(), [deputy, command, '2026-02-02']).refused
    expect(on({ kind: 'delegate', ...wish, id: 'd-2', personId: 'eve' })).toEqual(['not-your-role'])
    expect(on({ kind: 'end-delegation', id: 'd-1', reason: 'x' })).toEqual(['not-your-role'])
  })

  test('ends on the day on which it is ended; what was done under it stands', () => {
    const ends: Act = [ciso, { kind: 'end-delegation', id: 'd-1', reason: 'back' }, '2026-02-10']
    const acts = [...planned, gives(), [deputy, extension, '2026-02-05'] as Act, ends]
    const { clocks, refused } = after(...acts, [deputy, extension, '2026-02-10'])
    expect(refused).toEqual(['not-your-role'])
    expect(clocks?.plans[0]?.due).toEqual({ kind: 'day', on: '2026-04-01' })
    const [delegation] = clocks?.delegations ?? []
    expect(delegation && delegationStanding(delegation, '2026-02-10')).toBe('ended')
    expect(after(...acts, ends).refused).toEqual(['delegation-over'])
    const lapsed: Act = [ciso, { kind: 'end-delegation', id: 'd-1', reason: 'x' }, '2026-03-05']
    expect(after(gives(), lapsed).refused).toEqual(['delegation-over'])
  })

  test.each([
    [{ from: '2026-01-19' }, 'day-in-the-past'],
    [{ until: '2026-01-31' }, 'days-the-wrong-way'],
    [{ until: '2026-02-30' }, 'no-such-day'],
    [{ acts: [] }, 'nothing-delegated'],
    [{ personId: ciso.personId }, 'to-oneself'],
  ] as const)('is not given with %j', (change, kind) => {
    expect(after(gives(change as Partial<DelegationWish>)).refused).toEqual([kind])
  })

  test('is given once under one name', () => {
    expect(after(gives(), gives()).refused).toEqual(['delegation-exists'])
  })
})

test('monitoring that is late has a level of CIP-010-5, by how many days', () => {
  const monitored: Act = [engineer, { kind: 'record-monitoring', on: '2028-08-01' }, '2028-08-01']
  const { clocks } = after(policy, monitored)
  const days: readonly CivilDay[] = [
    '2028-09-05',
    '2028-09-06',
    '2028-10-10',
    '2028-11-14',
    '2028-12-19',
  ]
  const levels = days.map(
    (today) =>
      runningClocks(clocks ?? expect.fail('clocks'), today).find(({ kind }) => kind === 'K5')
        ?.severity,
  )
  expect(levels).toEqual([null, 'Lower', 'Moderate', 'High', 'Severe'])
})
