import { describe, expect, test } from 'vitest'
import { stepTank, type TankDrive, type TankState, tankAtStart } from './tank.ts'

const AT_REST: TankDrive = {
  inletValve: 0,
  pump: false,
  reliefValve: false,
  inletTrip: false,
  demandPercent: 100,
}

describe('the tank', () => {
  test('with everything shut the level falls, by gravity alone, and never below empty', () => {
    const after = run(tankAtStart, AT_REST, 600)
    expect(after.levelPercent).toBeLessThan(tankAtStart.levelPercent)
    expect(run(tankAtStart, AT_REST, 1_000_000).levelPercent).toBe(0)
  })

  test('with the inlet open and the pump off it fills, and never above full', () => {
    expect(run(tankAtStart, { ...AT_REST, inletValve: 100 }, 100_000).levelPercent).toBe(100)
  })

  test('a tripped inlet stays shut whatever the controller commands', () => {
    const after = run(tankAtStart, { ...AT_REST, inletValve: 100, inletTrip: true }, 600)
    expect(after.inletValvePercent).toBe(0)
  })

  test('the header is at 44 psi at full demand and over 50 psi with the demand shut', () => {
    const pumping = { ...AT_REST, pump: true, inletValve: 60 }
    expect(run(tankAtStart, pumping, 60).headerPressurePsi).toBeCloseTo(44, 1)
    const deadHead = run(tankAtStart, { ...pumping, demandPercent: 0 }, 60)
    expect(deadHead.headerPressurePsi).toBeCloseTo(62, 1)
  })

  test('a pump on an empty tank does not run', () => {
    const empty = { ...tankAtStart, levelPercent: 0 }
    expect(stepTank(empty, { ...AT_REST, pump: true }, 1).pumpRuns).toBe(false)
  })

  test('water is neither made nor lost: what flows in is what the level gains', () => {
    const full = { ...tankAtStart, levelPercent: 0, inletValvePercent: 100 }
    // 120 m3/h into 60 m3 for 3 minutes is 10 %; gravity takes a little of it away.
    const after = run(full, { ...AT_REST, inletValve: 100 }, 180)
    expect(after.levelPercent).toBeGreaterThan(9.5)
    expect(after.levelPercent).toBeLessThan(10)
  })
})

function run(from: TankState, drive: TankDrive, seconds: number): TankState {
  let state = from
  for (let second = 0; second < seconds; second++) state = stepTank(state, drive, 1)
  return state
}
