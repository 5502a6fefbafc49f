import { describe, expect, test } from 'vitest'
import {
  type Act,
  after,
  ciso,
  covers,
  evaluated,
  policy,
  source,
} from '../../../../test/builders/clock-acts.ts'
import { lead, manager } from '../../../../test/builders/people.ts'
import { SYSTEM } from '../../plant/actor.ts'
import type { CivilDay } from './civil-day.ts'
import { runningClocks } from './running-clocks.ts'

const found = [policy, source, evaluated('2026-01-10')] as const
const veto = {
  changeId: 'c-1',
  revision: 1,
  title: 'PLC-1 to 2.0',
  assetId: 'PLC-1',
  ground: 'safety',
  reason: 'One operator short',
  byName: 'Priya',
} as const
const told = (on: CivilDay, recorded = on): Act => [
  SYSTEM,
  { kind: 'tell-veto', veto, on },
  recorded,
]
const answer = (
  on: CivilDay,
  verdict: 'noted' | 'approved' | 'refused',
  id = 'veto c-1 1',
): Act => [ciso, { kind: 'answer-task', id, verdict, reason: 'Planned for the outage' }, on]
const june = { kind: 'day', on: '2026-06-30' } as const
const plan: Act = [
  lead,
  { kind: 'make-plan', id: 'MP', actions: 'Close port 102', due: june, covers },
  '2026-01-12',
]
const proposes = (on: CivilDay, actions: string | null = null): Act => [
  manager,
  {
    kind: 'propose-plan-change',
    planId: 'MP',
    due: { kind: 'day', on: '2026-12-31' },
    actions,
    reason: 'No outage before the winter',
  },
  on,
]
const ID = 'plan-change MP 1'

describe('a veto, told to the CIP senior manager', () => {
  test('is due within a week, or on the day on which a clock of its asset ends', () => {
    const dueOn = (...acts: readonly Act[]) => after(...acts).clocks?.tasks[0]?.dueOn
    expect(dueOn(policy, told('2026-12-28'))).toBe('2027-01-04')
    // K2 of PLC-1 ends on 14 February; on the 20th it is over, and the week counts.
    expect(dueOn(...found, told('2026-02-12'))).toBe('2026-02-14')
    expect(dueOn(...found, told('2026-02-14'))).toBe('2026-02-14')
    expect(dueOn(...found, told('2026-02-20'))).toBe('2026-02-27')
    expect(dueOn(...found, plan, told('2026-06-28'))).toBe('2026-06-30')
  })

  test('pauses no clock and ends none', () => {
    const k2 = (...acts: readonly Act[]) =>
      runningClocks(after(...acts).clocks ?? expect.fail('clocks'), '2026-02-15').filter(
        ({ kind }) => kind === 'K2',
      )
    const vetoed = [...found, told('2026-02-12'), answer('2026-02-13', 'noted')]
    expect(k2(...vetoed)).toEqual(k2(...found))
    expect(k2(...vetoed)[0]?.standing).toBe('overdue')
  })

  test('is noted, by that role alone, and neither approved nor refused', () => {
    expect(after(...found, told('2026-02-12'), answer('2026-02-13', 'approved')).refused).toEqual([
      'veto-is-final',
    ])
    const byLead: Act = [lead, answer('2026-02-13', 'noted')[1], '2026-02-13']
    expect(after(...found, told('2026-02-12'), byLead).refused).toEqual(['not-your-role'])
    const { clocks } = after(...found, told('2026-02-12'), answer('2026-02-13', 'noted'))
    expect(clocks?.tasks[0]?.answer).toMatchObject({ verdict: 'noted', late: false })
  })

  test('is told by the system alone, once, and stays late when it is answered late', () => {
    const byHand: Act = [ciso, told('2026-02-12')[1], '2026-02-12']
    expect(after(...found, byHand).refused).toEqual(['not-your-role'])
    expect(after(...found, told('2026-02-12'), told('2026-02-12')).refused).toEqual([
      'already-told',
    ])
    const late = after(...found, told('2026-02-12', '2026-02-13'), answer('2026-02-15', 'noted'))
    expect(late.clocks?.tasks[0]).toMatchObject({
      told: { on: '2026-02-12', recordedOn: '2026-02-13' },
      answer: { late: true, on: '2026-02-15' },
    })
    expect(
      after(
        ...found,
        told('2026-02-12'),
        answer('2026-02-13', 'noted'),
        answer('2026-02-14', 'noted'),
      ).refused,
    ).toEqual(['already-answered'])
  })
})

describe('a change of a plan, proposed to the CIP senior manager', () => {
  const planned = [...found, plan] as const

  test('changes nothing until it is approved; then it holds, with who proposed it', () => {
    const waits = after(...planned, proposes('2026-06-01', 'Replace it'))
    expect(waits.clocks?.plans[0]).toMatchObject({ due: june, actions: 'Close port 102' })
    expect(waits.clocks?.tasks[0]).toMatchObject({ id: ID, dueOn: '2026-06-08' })
    const { clocks } = after(
      ...planned,
      proposes('2026-06-01', 'Replace it'),
      answer('2026-06-02', 'approved', ID),
    )
    expect(clocks?.plans[0]).toMatchObject({
      due: { on: '2026-12-31' },
      actions: 'Replace it',
      extensions: [
        {
          approvedBy: ciso.name,
          proposedBy: manager.name,
          actions: { from: 'Close port 102', to: 'Replace it' },
          late: false,
        },
      ],
    })
  })

  test('that is refused leaves the plan, and another can be proposed', () => {
    const refused = after(
      ...planned,
      proposes('2026-06-01'),
      answer('2026-06-02', 'refused', ID),
      proposes('2026-06-03'),
    )
    expect(refused.clocks?.plans[0]?.due).toEqual(june)
    expect(refused.clocks?.tasks.map(({ id }) => id)).toEqual([ID, 'plan-change MP 2'])
    const twice = after(...planned, proposes('2026-06-01'), proposes('2026-06-03'))
    expect(twice.refused).toEqual(['already-proposed'])
    const noted = after(...planned, proposes('2026-06-01'), answer('2026-06-02', 'noted', ID))
    expect(noted.refused).toEqual(['not-an-answer'])
  })

  test('that is approved after the plan lapsed is late twice: the answer, and the plan', () => {
    const { clocks } = after(
      ...planned,
      proposes('2026-06-29'),
      answer('2026-07-02', 'approved', ID),
    )
    expect(clocks?.tasks[0]).toMatchObject({ dueOn: '2026-06-30', answer: { late: true } })
    expect(clocks?.plans[0]?.extensions[0]?.late).toBe(true)
    const k3 = runningClocks(clocks ?? expect.fail('clocks'), '2026-07-03').filter(
      ({ kind }) => kind === 'K3',
    )
    expect(k3.map(({ standing, dueOn }) => [standing, dueOn])).toEqual([
      ['running', '2026-12-31'],
      ['late', '2026-06-30'],
    ])
  })

  test('is refused for a plan that is finished, or is none', () => {
    const finish: Act = [lead, { kind: 'finish-plan', id: 'MP', on: '2026-06-01' }, '2026-06-01']
    expect(after(...planned, finish, proposes('2026-06-02')).refused).toEqual(['plan-finished'])
    expect(after(...found, proposes('2026-06-02')).refused).toEqual(['no-such-plan'])
    const between = after(
      ...planned,
      proposes('2026-06-01'),
      finish,
      answer('2026-06-02', 'approved', ID),
    )
    expect(between.refused).toEqual(['plan-finished'])
  })
})
