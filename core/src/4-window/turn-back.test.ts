import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aChange } from '../../../test/builders/a-change.ts'
import { aPlan } from '../../../test/builders/a-plan.ts'
import { AFTER_WINDOW, BEFORE_WINDOW, IN_WINDOW } from '../../../test/builders/clocks.ts'
import { SEED } from '../../../test/builders/seed.ts'
import type { ChangePlan } from '../change/plan.ts'
import { addMinutes } from '../plant/instant.ts'
import { emptyRun, type Run } from './run.ts'
import { timeRefusals, turnBackTime } from './turn-back.ts'

const plan = aPlan()

function stepNamed(id: string, of: ChangePlan = plan) {
  const step = of.steps.find((one) => one.id === id)
  if (step === undefined) throw new Error(`no step ${id}`)
  return step
}

function kinds(id: string, now: string, of: ChangePlan = plan, run: Run = emptyRun): string[] {
  const step = stepNamed(id, of)
  return timeRefusals({ plan: of, run, step }, now).map(({ kind }) => kind)
}

describe('the turn-back time', () => {
  test('is the close of the window less the step, its rollback, the tests and the return', () => {
    // 06:00 − 10 (step) − 10 − 10 (restart and re-read) − 5 − 5 (tests) − 10 (return to service).
    expect(turnBackTime(plan, emptyRun, stepNamed('activate'))).toEqual({
      latestStartAt: '2026-11-23T05:10:00.000Z',
      stepMinutes: 10,
      rollbackMinutes: 20,
      retestMinutes: 10,
      returnToServiceMinutes: 10,
    })
  })

  test('counts a rollback step once, however many touched steps call for it', () => {
    const { run } = aChange('activated')
    expect(turnBackTime(plan, run, stepNamed('confirm')).rollbackMinutes).toBe(20)
  })

  test('counts the rollback of everything that was touched, also for a step that needs none', () => {
    const { run } = aChange('activated')
    expect(turnBackTime(plan, run, stepNamed('backup')).rollbackMinutes).toBe(20)
    expect(turnBackTime(plan, emptyRun, stepNamed('backup')).rollbackMinutes).toBe(0)
  })

  test('holds to the minute', () => {
    const { latestStartAt } = turnBackTime(plan, emptyRun, stepNamed('activate'))
    expect(kinds('activate', latestStartAt)).toEqual([])
    expect(kinds('activate', addMinutes(latestStartAt, 1))).toEqual(['past-turn-back'])
  })

  test('a step starts neither before the window opens nor after it closed', () => {
    expect(kinds('backup', BEFORE_WINDOW)).toEqual(['window-not-open'])
    expect(kinds('backup', AFTER_WINDOW)).toEqual(['past-turn-back'])
  })

  test('a plan whose times are no times has no turn-back time, and nothing starts', () => {
    const broken = aPlan({ returnToServiceMinutes: Number.NaN })
    expect(kinds('activate', IN_WINDOW, broken)).toEqual(['plan-incomplete'])
    const undated = aPlan({ window: { opensAt: '', closesAt: '' } })
    expect(kinds('activate', IN_WINDOW, undated)).toEqual(['plan-incomplete'])
  })

  test(`comes no later for anything that takes longer (seed ${SEED})`, () => {
    const minutes = fc.nat(200)
    const property = fc.property(minutes, minutes, minutes, (step, back, service) => {
      const longer = (more: number) => ({
        ...plan,
        returnToServiceMinutes: service + more,
        rollback: plan.rollback.map((one) => timed(one, back + more)),
      })
      const at = (of: ChangePlan, most: number) =>
        turnBackTime(of, emptyRun, timed(stepNamed('activate'), most)).latestStartAt
      expect(at(longer(1), step) < at(longer(0), step)).toBe(true)
      expect(at(longer(0), step + 1) < at(longer(0), step)).toBe(true)
    })
    fc.assert(property, { seed: SEED })
  })
})

function timed<T extends { readonly minutes: object }>(step: T, most: number): T {
  return { ...step, minutes: { least: 0, likely: 0, most } }
}
