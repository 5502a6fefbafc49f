import { describe, expect, test } from 'vitest'
import { draftTest, type SignalNow, signalsNow } from './draft-test.ts'

const aSignal = (wish: Partial<SignalNow>): SignalNow => ({
  tag: 'header-pressure',
  words: 'pressure in the header',
  address: { table: 'input-register', address: 1, scale: 0.1, unit: 'psi' },
  low: null,
  high: null,
  value: null,
  ...wish,
})

describe('the first wording of a functional test', () => {
  test('takes the limits of the signal where they are known', () => {
    const draft = draftTest('probe', aSignal({ low: 40, high: 60, value: 44 }))
    expect(draft).toMatchObject({ expected: 50, tolerance: 10, unit: 'psi' })
  })

  test('else takes what the signal reads today; a switch must read exactly that', () => {
    expect(draftTest('probe', aSignal({ value: 44.04 }))).toMatchObject({
      title: 'Pressure in the header',
      expected: 44,
      tolerance: 4.4,
    })
    const address = { table: 'coil', address: 0, scale: 1, unit: 'on/off' } as const
    const pump = draftTest('probe', aSignal({ value: 1, address }))
    expect(pump).toMatchObject({ expected: 1, tolerance: 0 })
  })

  test('is left to the engineer where nothing is known', () => {
    expect(draftTest('probe', aSignal({}))).toMatchObject({ expected: null, tolerance: null })
    expect(draftTest('person', null)).toMatchObject({ title: '', expected: null, signal: null })
  })

  test('a reading is of this asset, not of another with the same tag', () => {
    const view = { assetId: 'B', tag: 'header-pressure', value: 12 } as never
    expect(signalsNow([aSignal({})], 'A', [view])[0]?.value).toBeNull()
    expect(signalsNow([aSignal({})], 'B', [view])[0]?.value).toBe(12)
  })
})
