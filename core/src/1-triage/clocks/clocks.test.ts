import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Act,
  after,
  ciso,
  covers,
  evaluated,
  policy,
  source,
  US,
} from '../../../../test/builders/clock-acts.ts'
import { engineer, lead } from '../../../../test/builders/people.ts'
import { SEED } from '../../../../test/builders/seed.ts'
import { type Actor, SYSTEM } from '../../plant/actor.ts'
import { addDays, type CivilDay, daysFrom } from './civil-day.ts'
import { nercClockRules, rulesFor } from './clock-rules.ts'
import { type Clocks, recordedLate } from './clocks.ts'
import type { ClocksCommand } from './clocks-command.ts'
import { decideClocks } from './decide-clocks.ts'
import { evolveClocks } from './evolve-clocks.ts'
import { runningClocks } from './running-clocks.ts'

const shown = (clocks: Clocks | null, today: CivilDay, kind: string) =>
  runningClocks(clocks ?? expect.fail('there are clocks'), today)
    .filter((one) => one.kind === kind)
    .map(({ standing, dueOn, severity, stoppedOn }) => [standing, dueOn, severity, stoppedOn])

describe('civil days', () => {
  test('know leap days and ends of years, and no clock change', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01')
    expect(addDays('2026-12-31', 35)).toBe('2027-02-04')
    // Clocks go forward on 29 March 2026 and back on 25 October in Europe.
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30')
    expect(daysFrom('2026-10-24', '2026-10-26')).toBe(2)
  })

  test(`add and count back, for every day of four centuries (seed ${SEED})`, () => {
    const start = fc.integer({ min: 0, max: 146_097 }).map((at) => addDays('1900-01-01', at))
    const property = fc.property(start, fc.integer({ min: -4000, max: 4000 }), (day, n) => {
      expect(daysFrom(day, addDays(day, n))).toBe(n)
    })
    fc.assert(property, { seed: SEED })
  })
})

describe('the rules', () => {
  test('each hold from their day to their day, without a gap for CIP-007', () => {
    const clause = (on: CivilDay) => rulesFor('K1', on, US).map((rule) => rule.clause)
    expect(clause('2028-06-30')).toEqual(['CIP-007-6 R2.2'])
    expect(clause('2028-07-01')).toEqual(['CIP-007-7.1 R2.2'])
    expect(rulesFor('K4', '2028-07-01', US)).toEqual([])
    expect(nercClockRules.every((rule) => rule.jurisdiction === 'US')).toBe(true)
  })

  test('of no jurisdiction hold nowhere; a site may ask more of itself', () => {
    const site = { evaluateWithinDays: 14, decideWithinDays: null }
    expect(rulesFor('K1', '2026-05-01', { jurisdictions: [], site })).toMatchObject([{ days: 14 }])
    expect(rulesFor('K2', '2026-05-01', { jurisdictions: [], site })).toEqual([])
  })
})

describe('K1, the evaluation of a source', () => {
  test('warns at day 28, alarms at 33, is in time on day 35 and late on 36', () => {
    const { clocks } = after(policy, source)
    const at = (day: number) => shown(clocks, addDays('2026-01-01', day), 'K1')[0]?.[0]
    expect([27, 28, 32, 33, 35, 36].map(at)).toEqual([
      'running',
      'warning',
      'warning',
      'alarm',
      'alarm',
      'overdue',
    ])
  })

  test('reaches the levels that the standard names', () => {
    const { clocks } = after(policy, source)
    const at = (day: number) => shown(clocks, addDays('2026-01-01', day), 'K1')[0]?.[2]
    expect([35, 36, 49, 50, 64, 65].map(at)).toEqual([
      null,
      'Lower',
      'Lower',
      'Moderate',
      'Moderate',
      'High',
    ])
  })

  test('is stopped by a nil result too, and begins anew; a late one stays late', () => {
    const { clocks } = after(policy, source, evaluated('2026-02-20', []))
    expect(shown(clocks, '2026-02-21', 'K1')).toEqual([
      ['running', '2026-03-27', null, null],
      ['late', '2026-02-05', 'Moderate', '2026-02-20'],
    ])
  })

  test('takes no evaluation of tomorrow, nor one before the last', () => {
    const early = after(policy, source, [lead, evaluated('2026-02-02')[1], '2026-02-01'])
    expect(early.refused).toEqual(['day-in-the-future'])
    const back = after(policy, source, evaluated('2026-02-01'), evaluated('2026-01-20'))
    expect(back.refused).toEqual(['before-the-last'])
  })
})

describe('K2, install or plan', () => {
  const found = [policy, source, evaluated('2026-01-10')] as const

  test('runs for each asset from the end of the evaluation', () => {
    const installs: Act = [
      engineer,
      { kind: 'record-installed', patchId: 'SP-1', assetIds: ['PLC-1'], on: '2026-02-01' },
      '2026-02-01',
    ]
    expect(shown(after(...found, installs).clocks, '2026-02-15', 'K2')).toEqual([
      ['overdue', '2026-02-14', 'Lower', null],
      ['in-time', '2026-02-14', null, '2026-02-01'],
    ])
  })

  test('does not begin anew when the patch is found again', () => {
    const { clocks } = after(...found, evaluated('2026-02-10'))
    expect(shown(clocks, '2026-02-11', 'K2').map((one) => one[1])).toEqual([
      '2026-02-14',
      '2026-02-14',
    ])
  })

  test('is stopped by a dated plan that covers the asset, and K3 begins', () => {
    const due = { kind: 'day', on: '2026-06-30' } as const
    const plans: Act = [
      engineer,
      { kind: 'make-plan', id: 'MP-1', actions: 'Close port 102', due, covers },
      '2026-02-10',
    ]
    const { clocks } = after(...found, plans)
    expect(shown(clocks, '2026-02-11', 'K2').map((one) => one[0])).toEqual(['in-time', 'in-time'])
    expect(shown(clocks, '2026-02-11', 'K3')).toEqual([['running', '2026-06-30', null, null]])
  })
})

describe('K3, the plan', () => {
  const event = {
    kind: 'event',
    words: 'next outage of two days or more',
    happenedOn: null,
  } as const
  const planned = (due: typeof event | { kind: 'day'; on: CivilDay }): readonly Act[] => [
    policy,
    source,
    evaluated('2026-01-10'),
    [lead, { kind: 'make-plan', id: 'MP', actions: 'Close port 102', due, covers }, '2026-01-12'],
  ]
  const extend = (on: CivilDay, by: Actor = ciso): Act => [
    by,
    {
      kind: 'extend-plan',
      id: 'MP',
      due: { kind: 'day', on: '2027-01-31' },
      actions: null,
      reason: 'no outage',
    },
    on,
  ]

  test('waits for its event without a day, and is due on the day that it comes', () => {
    const waits = after(...planned(event))
    expect(shown(waits.clocks, '2026-09-01', 'K3')[0]).toEqual([
      'waits-for-event',
      null,
      null,
      null,
    ])
    const came: Act = [lead, { kind: 'plan-event', id: 'MP', on: '2026-09-10' }, '2026-09-10']
    const { clocks } = after(...planned(event), came)
    expect(shown(clocks, '2026-09-11', 'K3')[0]).toEqual(['overdue', '2026-09-10', 'Severe', null])
  })

  test('is extended by the CIP senior manager alone', () => {
    const due = { kind: 'day', on: '2026-06-30' } as const
    expect(after(...planned(due), extend('2026-06-01', lead)).refused).toEqual(['not-your-role'])
    const { clocks } = after(...planned(due), extend('2026-06-30'))
    expect(shown(clocks, '2026-07-01', 'K3')[0]?.slice(0, 2)).toEqual(['running', '2027-01-31'])
  })

  test('that is extended late stays late in the record', () => {
    const due = { kind: 'day', on: '2026-06-30' } as const
    const { clocks } = after(...planned(due), extend('2026-07-02'))
    expect(clocks?.plans[0]?.extensions[0]?.late).toBe(true)
    const k3 = shown(clocks, '2026-07-03', 'K3')
    expect(k3).toContainEqual(['late', '2026-06-30', 'Severe', '2026-07-02'])
    expect(k3).toContainEqual(['running', '2027-01-31', null, null])
  })

  test('covers only what an evaluation found', () => {
    const due = { kind: 'day', on: '2026-06-30' } as const
    const other = [{ patchId: 'SP-9', assetIds: ['PLC-1'] }]
    const plan: ClocksCommand = { kind: 'make-plan', id: 'X', actions: 'a', due, covers: other }
    expect(after(policy, source, [lead, plan, '2026-02-01']).refused).toEqual(['no-such-duty'])
  })
})

describe('K4 and K5', () => {
  test('a baseline is updated within 30 days of the end of the change, asset by asset', () => {
    const done = (assetId: string): Act => [
      engineer,
      { kind: 'complete-change', assetId, changeId: null, on: '2026-03-01' },
      '2026-03-01',
    ]
    const updates: Act = [
      engineer,
      { kind: 'update-baseline', assetId: 'PLC-1', on: '2026-03-31' },
      '2026-03-31',
    ]
    const { clocks } = after(policy, done('PLC-1'), done('PLC-2'), updates)
    expect(shown(clocks, '2026-04-01', 'K4').map((one) => one.slice(0, 2))).toEqual([
      ['overdue', '2026-03-31'],
      ['in-time', '2026-03-31'],
    ])
  })

  test('the closing of a change is heard from the system; no other act is', () => {
    const done = { kind: 'complete-change', assetId: 'PLC-1', changeId: 'c-1' } as const
    const closing: Act = [SYSTEM, { ...done, on: '2026-03-01' }, '2026-03-01']
    expect(after(policy, closing).clocks?.baselines).toMatchObject([
      { changeId: 'c-1', completed: { on: '2026-03-01' }, updated: null },
    ])
    const update: Act = [
      SYSTEM,
      { kind: 'update-baseline', assetId: 'PLC-1', on: '2026-03-02' },
      '2026-03-02',
    ]
    expect(after(policy, closing, update).refused).toEqual(['not-your-role'])
  })

  test('monitoring runs from one look to the next', () => {
    const looked = (on: CivilDay): Act => [lead, { kind: 'record-monitoring', on }, on]
    const { clocks } = after(policy, looked('2026-03-01'), looked('2026-04-05'))
    expect(shown(clocks, '2026-04-06', 'K5').map((one) => one[0])).toEqual(['running', 'in-time'])
  })
})

describe('what is recorded later than it happened', () => {
  const installs: Act = [
    engineer,
    { kind: 'record-installed', patchId: 'SP-1', assetIds: ['PLC-1'], on: '2026-02-01' },
    '2026-02-20',
  ]

  test('keeps the day of both, and counts by the day on which it happened', () => {
    const { clocks } = after(policy, source, evaluated('2026-01-10'), installs)
    const k2 = runningClocks(clocks ?? expect.fail('there are clocks'), '2026-02-21').find(
      (one) => one.subject.includes('PLC-1') && one.kind === 'K2',
    )
    expect(k2).toMatchObject({
      standing: 'in-time',
      stoppedOn: '2026-02-01',
      stopRecordedOn: '2026-02-20',
      startedOn: '2026-01-10',
      startRecordedOn: '2026-01-10',
    })
    const installed = clocks?.duties[0]?.installed ?? expect.fail('it is installed')
    expect(recordedLate(installed)).toBe(true)
    expect(installed.recordedAt).toBe('2026-02-20T12:00:00.000Z')
  })

  test('is not known of a ledger that did not keep it, and then not said', () => {
    const old = [
      { kind: 'patch-source-added', body: { id: 's', name: 'S', since: '2026-01-01' } },
      { kind: 'asset-change-completed', body: { assetId: 'PLC-1', on: '2026-01-02' } },
      { kind: 'baseline-updated', body: { assetId: 'PLC-1', on: '2026-01-03' } },
    ] as const
    const clocks = old.reduce(evolveClocks, after(policy).clocks ?? expect.fail('a policy'))
    expect(clocks.sources[0]?.since).toMatchObject({ on: '2026-01-01', recordedOn: null })
    expect(clocks.baselines[0]).toMatchObject({ changeId: null, updated: { on: '2026-01-03' } })
    expect(recordedLate({ on: '2026-01-01', recordedOn: null })).toBe(false)
  })
})

test(`no act ever moves the start of a clock or makes a late one in time (seed ${SEED})`, () => {
  const day = fc.integer({ min: 0, max: 200 }).map((at) => addDays('2026-01-01', at))
  const command = fc.oneof(
    day.map((on): ClocksCommand => evaluated(on)[1]),
    day.map(
      (on): ClocksCommand => ({
        kind: 'record-installed',
        patchId: 'SP-1',
        assetIds: ['PLC-1'],
        on,
      }),
    ),
    day.map(
      (on): ClocksCommand => ({
        kind: 'make-plan',
        id: `MP ${on}`,
        actions: 'a',
        due: { kind: 'day', on: addDays(on, 20) },
        covers,
      }),
    ),
    day.map(
      (on): ClocksCommand => ({
        kind: 'extend-plan',
        id: `MP ${on}`,
        due: { kind: 'day', on: addDays(on, 90) },
        actions: null,
        reason: 'b',
      }),
    ),
  )
  const both = { ...lead, roles: [...lead.roles, ...ciso.roles] }
  const property = fc.property(
    fc.array(fc.tuple(command, fc.nat(9)), { maxLength: 25 }),
    (acts) => {
      const begin = after(policy, source)
      let clocks = begin.clocks ?? expect.fail('there are clocks')
      let today = '2026-01-01'
      for (const [act, days] of acts) {
        today = addDays(today, days)
        const late = runningClocks(clocks, today).filter(
          (one) => one.standing === 'late' || one.standing === 'overdue',
        )
        // Recorded on the day itself: who records afterwards what was in time says so truly.
        const onTheDay = 'on' in act ? { ...act, on: today } : act
        const decided = decideClocks(clocks, onTheDay, {
          now: `${today}T01:00:00.000Z`,
          today,
          actor: both,
        })
        if (!decided.ok) continue
        for (const event of decided.value) clocks = evolveClocks(clocks, event)
        const now = runningClocks(clocks, today)
        for (const one of late) {
          const same = now.filter(
            (other) =>
              other.kind === one.kind && other.dueOn === one.dueOn && other.standing !== 'in-time',
          )
          expect(same.length).toBeGreaterThan(0)
        }
      }
    },
  )
  fc.assert(property, { seed: SEED })
})
