import { describe, expect, test } from 'vitest'
import {
  type Act,
  after,
  ciso,
  evaluated,
  source,
  US,
} from '../../../../test/builders/clock-acts.ts'
import { engineer, lead } from '../../../../test/builders/people.ts'
import { addDays, type CivilDay, daysFrom } from './civil-day.ts'
import type { ClockKind, ClockPolicy } from './clock-rules.ts'
import { runningClocks } from './running-clocks.ts'

const covers = [{ patchId: 'SP-1', assetIds: ['PLC-1'] }]
const nobody = { jurisdictions: [], site: { evaluateWithinDays: null, decideWithinDays: null } }

/** A clock of this kind that starts on this day. */
function begins(kind: ClockKind, on: CivilDay): readonly Act[] {
  const since: Act = [lead, { ...source[1], kind: 'add-source', since: on } as Act[1], on]
  switch (kind) {
    case 'K1':
      return [since]
    case 'K2':
      return [since, evaluated(on, covers)]
    case 'K3': {
      const due = { kind: 'day', on: addDays(on, 35) } as const
      const plan = { kind: 'make-plan', id: 'MP', actions: 'a', due, covers } as const
      return [since, evaluated(on, covers), [lead, plan, on]]
    }
    case 'K4': {
      const change = { kind: 'complete-change', assetId: 'PLC-1', changeId: null, on } as const
      return [[engineer, change, on]]
    }
    case 'K5':
      return [[lead, { kind: 'record-monitoring', on }, on]]
  }
}

function of(kind: ClockKind, on: CivilDay, policy: ClockPolicy = US) {
  const set: Act = [ciso, { kind: 'set-clock-policy', policy }, on]
  const { clocks } = after(set, ...begins(kind, on))
  return runningClocks(clocks ?? expect.fail('clocks'), on)
    .filter((one) => one.kind === kind && one.stoppedOn === null)
    .map(({ rule, dueOn }) => [rule.clause, dueOn])
}

describe('the last day of a clock', () => {
  test.each([
    // Clocks go forward on 8 March 2026 in America and on 29 March in Europe, and back in autumn.
    ['K1', '2026-03-01', '2026-04-05'],
    ['K2', '2026-10-20', '2026-11-24'],
    ['K4', '2026-03-15', '2026-04-14'],
    ['K5', '2026-10-25', '2026-11-29'],
    // Over 29 February, over the end of a February without one, and on the leap day itself.
    ['K1', '2028-01-26', '2028-03-01'],
    ['K1', '2027-01-26', '2027-03-02'],
    ['K4', '2028-01-30', '2028-02-29'],
    ['K2', '2028-02-29', '2028-04-04'],
    // 2100 has no 29 February.
    ['K1', '2100-02-01', '2100-03-08'],
    // Over the end of a year.
    ['K1', '2026-12-31', '2027-02-04'],
    ['K4', '2027-12-02', '2028-01-01'],
    ['K5', '2027-11-27', '2028-01-01'],
  ] as const)('of %s from %s is %s', (kind, on, due) => {
    const [[clause, dueOn] = []] = of(kind, on)
    expect(clause).toBeDefined()
    expect(dueOn).toBe(due)
  })

  test('is in time whatever the day of the week, and late on the day after', () => {
    for (let at = 0; at < 7; at += 1) {
      const on = addDays('2026-05-04', at)
      const { clocks } = after(
        [ciso, { kind: 'set-clock-policy', policy: US }, on],
        ...begins('K1', on),
      )
      const standing = (days: number) =>
        runningClocks(clocks ?? expect.fail('clocks'), addDays(on, days))[0]?.standing
      expect([standing(35), standing(36)]).toEqual(['alarm', 'overdue'])
    }
  })
})

describe('the rule of a clock', () => {
  test.each([
    ['K1', 'CIP-007-6 R2.2', 'CIP-007-7.1 R2.2'],
    ['K2', 'CIP-007-6 R2.3', 'CIP-007-7.1 R2.3'],
    ['K3', 'CIP-007-6 R2.4', 'CIP-007-7.1 R2.4'],
    ['K5', 'CIP-010-4 R2.1', 'CIP-010-5 R2.1'],
  ] as const)('%s is the one in force when it started: %s, then %s', (kind, before, since) => {
    expect(of(kind, '2028-06-30')).toEqual([[before, '2028-08-04']])
    expect(of(kind, '2028-07-01')).toEqual([[since, '2028-08-05']])
  })

  test('K4 runs on from before the day on which its rule ends, and starts none after', () => {
    expect(of('K4', '2028-06-30')).toEqual([['CIP-010-4 R1.3', '2028-07-30']])
    expect(of('K4', '2028-07-01')).toEqual([])
  })

  test('is none before the first day of a standard', () => {
    expect(of('K1', '2016-06-30')).toEqual([])
    expect(of('K1', '2016-07-01')).toEqual([['CIP-007-6 R2.2', '2016-08-05']])
    expect(of('K4', '2022-09-30')).toEqual([])
    expect(of('K4', '2022-10-01')).toEqual([['CIP-010-4 R1.3', '2022-10-31']])
  })

  test('is that of the jurisdictions chosen, and the own one of the site beside it', () => {
    for (const kind of ['K1', 'K2', 'K4', 'K5'] as const) {
      expect(of(kind, '2026-05-01', nobody)).toEqual([])
      expect(of(kind, '2026-05-01', { ...nobody, jurisdictions: ['elsewhere'] })).toEqual([])
    }
    expect(of('K3', '2026-05-01', nobody)).toEqual([['policy of the site', '2026-06-05']])
    const own = { evaluateWithinDays: 14, decideWithinDays: 7 }
    expect(of('K1', '2027-12-25', { ...US, site: own })).toEqual([
      ['policy of the site', '2028-01-08'],
      ['CIP-007-6 R2.2', '2028-01-29'],
    ])
    expect(of('K2', '2028-02-25', { jurisdictions: [], site: own })).toEqual([
      ['policy of the site', '2028-03-03'],
    ])
  })
})

test('days beyond what four digits write are the first and the last of them', () => {
  expect(addDays('9999-12-31', 1)).toBe('9999-12-31')
  expect(addDays('9999-12-30', 1)).toBe('9999-12-31')
  expect(addDays('0001-01-02', -3660)).toBe('0001-01-01')
  expect(daysFrom('2026-12-31', '2028-03-01')).toBe(426)
})
