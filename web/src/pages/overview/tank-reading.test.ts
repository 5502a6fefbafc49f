import type { SignalView } from '@holdpoint/api'
import { expect, test } from 'vitest'
import { disobeys, freshnessOf, oldestReadAt, tankOf, valueInWords } from './tank-reading.ts'

const NOW = Date.parse('2026-11-23T01:00:00.000Z')

function aSignal(given: Partial<SignalView>): SignalView {
  return {
    assetId: 'plc-101',
    assetTag: 'PLC-101',
    tag: 'tank-level',
    words: 'level of tank T-101',
    value: 65,
    unit: '%',
    readAt: '2026-11-23T00:59:59.000Z',
    abnormal: false,
    why: null,
    ...given,
  }
}

test('a failed read shows asterisks, not the last good value', () => {
  expect(valueInWords(aSignal({ value: null }))).toBe('***')
  expect(freshnessOf(aSignal({ value: null }), NOW)).toBe('failed')
})

test('a reading fades when it is older than ten seconds', () => {
  expect(freshnessOf(aSignal({}), NOW)).toBe('fresh')
  expect(freshnessOf(aSignal({ readAt: '2026-11-23T00:59:49.000Z' }), NOW)).toBe('stale')
})

test('a reading carries its unit, and an on/off signal reads as a word', () => {
  expect(valueInWords(aSignal({}))).toBe('65.0 %')
  expect(valueInWords(aSignal({ unit: 'on/off', value: 0 }))).toBe('off')
})

test('a plant without a tank has no tank picture', () => {
  expect(tankOf([aSignal({ tag: 'line-reading' })])).toBeNull()
  expect(tankOf([aSignal({})])?.level?.value).toBe(65)
})

test('a pump that is told to run and does not is found, though each value alone is normal', () => {
  const tankWith = (running: number | null, command: number | null) => {
    const unit = 'on/off'
    const pump = aSignal({ tag: 'pump-running', unit, value: running })
    return tankOf([aSignal({}), pump, aSignal({ tag: 'pump-command', unit, value: command })])
  }
  const found = (running: number | null, command: number | null) => {
    const tank = tankWith(running, command)
    return tank !== null && disobeys(tank)
  }
  expect(found(0, 1)).toBe(true)
  expect([found(1, 1), found(0, 0), found(null, 1), found(0, null)]).toEqual(Array(4).fill(false))
})

test('the age of the picture is that of its oldest part, and unknown when a part was never read', () => {
  const old = '2026-11-23T00:58:00.000Z'
  const valve = aSignal({ tag: 'inlet-valve', readAt: old })
  const never = aSignal({ tag: 'pump-running', readAt: null })
  const aged = tankOf([aSignal({}), valve])
  const unread = tankOf([aSignal({}), valve, never])
  expect(aged && oldestReadAt(aged)).toBe(old)
  expect(unread && oldestReadAt(unread)).toBeNull()
})
