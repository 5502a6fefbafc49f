import { describe, expect, test } from 'vitest'
import {
  type Act,
  after,
  ciso,
  evaluated,
  policy,
  source,
} from '../../../../test/builders/clock-acts.ts'
import { lead, operator } from '../../../../test/builders/people.ts'
import { SYSTEM } from '../../plant/actor.ts'
import {
  type AlarmThreshold,
  shippedThresholds,
  thresholdDay,
  thresholdInWords,
} from './alarm-table.ts'
import { clockAlarms } from './alarms.ts'
import { addDays, type CivilDay } from './civil-day.ts'

const day = (n: number) => addDays('2026-01-01', n)
const of = (acts: readonly Act[], today: CivilDay) =>
  clockAlarms(after(...acts).clocks ?? expect.fail('clocks'), today)
const said = (acts: readonly Act[], today: CivilDay) =>
  of(acts, today).map(({ threshold, state, raisedOn, clearedOn }) => [
    thresholdInWords(threshold),
    state,
    raisedOn,
    clearedOn,
  ])
const sees = (today: CivilDay, id: string): Act => [
  lead,
  { kind: 'acknowledge-alarm', id, note: 'evaluating now' },
  today,
]
const begun = [policy, source] as const

describe('the thresholds of a clock', () => {
  test('are days: a share rounded up, over leap days and the end of a year', () => {
    const at = (threshold: AlarmThreshold['at'], startedOn: CivilDay, days: number) =>
      thresholdDay(
        { of: 'K1', at: threshold, level: 'alarm' },
        { startedOn, dueOn: addDays(startedOn, days) },
      )
    expect(at({ kind: 'share', percent: 80 }, '2026-01-01', 35)).toBe('2026-01-29')
    expect(at({ kind: 'share', percent: 50 }, '2028-02-12', 35)).toBe('2028-03-01')
    expect(at({ kind: 'share', percent: 100 }, '2026-12-01', 35)).toBe('2027-01-05')
    expect(at({ kind: 'days-before', days: 2 }, '2028-01-27', 35)).toBe('2028-02-29')
    expect(at({ kind: 'days-before', days: -1 }, '2026-11-26', 35)).toBe('2027-01-01')
  })

  test('raise one alarm after the other, and only the furthest stands', () => {
    expect(said(begun, day(17))).toEqual([])
    expect(said(begun, day(18))).toEqual([['50 % of the time', 'raised', day(18), null]])
    expect(said(begun, day(28))).toEqual([
      ['80 % of the time', 'raised', day(28), null],
      ['50 % of the time', 'cleared', day(18), day(28)],
    ])
    expect(said(begun, day(36)).slice(0, 2)).toEqual([
      ['1 day after', 'raised', day(36), null],
      ['50 % of the time', 'cleared', day(18), day(28)],
    ])
  })

  test('that were all passed when the clock was written down raise one, on that day', () => {
    const late: Act = [lead, source[1], day(40)]
    expect(said([policy, late], day(41))).toEqual([['1 day after', 'raised', day(40), null]])
  })
})

describe('an alarm', () => {
  const id = of(begun, day(28))[0]?.id ?? expect.fail('an alarm')

  test('is acknowledged by whoever acts, with a note, once; the clock runs on', () => {
    const acts = [...begun, sees(day(29), id)]
    expect(of(acts, day(30))[0]).toMatchObject({
      state: 'acknowledged',
      acknowledged: { note: 'evaluating now', on: day(29), byName: lead.name },
    })
    expect(said(acts, day(33))[0]).toEqual(['2 days before', 'raised', day(33), null])
    expect(after(...acts, sees(day(29), id)).refused).toEqual(['already-acknowledged'])
    expect(after(...begun, sees(day(20), id)).refused).toEqual(['no-such-alarm'])
    const byOperator: Act = [operator, sees(day(29), id)[1], day(29)]
    expect(after(...begun, byOperator).refused).toEqual(['not-your-role'])
  })

  test('is cleared by what is done alone, on the day on which that is known', () => {
    const evaluation: Act = [lead, evaluated(day(27), [])[1], day(30)]
    const ofFirst = (acts: readonly Act[]) => of(acts, day(31)).find((one) => one.id === id)
    expect(ofFirst([...begun, evaluation])).toMatchObject({
      state: 'cleared',
      acknowledged: null,
      raisedOn: day(28),
      clearedOn: day(30),
      clearedBy: 'stopped',
    })
    const seenLater = [...begun, evaluation, sees(day(31), id)]
    expect(ofFirst(seenLater)).toMatchObject({
      state: 'cleared',
      acknowledged: { on: day(31) },
    })
  })

  test('is not raised where the work was done on that very day', () => {
    const first = of([...begun, evaluated(day(28), [])], day(29)).filter(({ watchedId }) =>
      watchedId.startsWith('K1 siemens 0'),
    )
    expect(first.map(({ threshold }) => thresholdInWords(threshold))).toEqual(['50 % of the time'])
  })

  test('watches what waits for the CIP senior manager too', () => {
    const told = { changeId: 'c', revision: 1, title: 'PLC-1', assetId: null, byName: 'Priya' }
    const veto = { ...told, ground: 'safety', reason: 'short' } as const
    const tells: Act = [SYSTEM, { kind: 'tell-veto', veto, on: day(0) }, day(0)]
    expect(of([policy, tells], day(8))[0]).toMatchObject({
      threshold: { of: 'task', level: 'alarm' },
      state: 'raised',
      dueOn: day(7),
      owner: 'cip-senior-manager',
    })
  })
})

describe('a table of thresholds', () => {
  const table = (today: CivilDay, thresholds: readonly AlarmThreshold[], by = ciso): Act => [
    by,
    { kind: 'set-alarm-table', thresholds },
    today,
  ]
  const sparse = shippedThresholds.filter(({ at }) => at.kind === 'days-before')

  test('holds from its day on, and takes back nothing that was raised before', () => {
    const acts = [...begun, table(day(20), sparse)]
    expect(said(acts, day(21))).toEqual([['50 % of the time', 'raised', day(18), null]])
    expect(said(acts, day(30))).toEqual([['50 % of the time', 'raised', day(18), null]])
    expect(said(acts, day(33))[0]).toEqual(['2 days before', 'raised', day(33), null])
    const early = [...begun, table(day(10), sparse)]
    expect(said(early, day(30))).toEqual([])
  })

  test('watches every clock and says nothing twice; the CIP senior manager sets it', () => {
    const noPlans = sparse.filter((one) => one.of !== 'K3')
    expect(after(policy, table(day(1), noPlans)).refused).toEqual(['nothing-watched'])
    expect(after(policy, table(day(1), [...sparse, ...sparse.slice(0, 1)])).refused).toEqual([
      'threshold-twice',
    ])
    expect(after(policy, table(day(1), sparse, lead)).refused).toEqual(['not-your-role'])
  })
})
