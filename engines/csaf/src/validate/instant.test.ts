import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../test-support/seed.ts'
import { instantOf } from './instant.ts'

describe('instantOf', () => {
  test('every moment that a machine writes is read as the machine means it', () => {
    const moments = fc.date({
      min: new Date('0000-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(moments, (date) => {
        expect(instantOf(date.toISOString())).toBe(date.getTime())
      }),
      { seed: SEED, numRuns: 1000 },
    )
  })

  test('a zone is counted, and a fraction beyond milliseconds is kept', () => {
    expect(instantOf('2024-02-29T12:00:00+02:00')).toBe(instantOf('2024-02-29T10:00:00Z'))
    const fine = instantOf('2024-01-21T10:00:00.0001Z')
    expect(fine).toBeGreaterThan(instantOf('2024-01-21T10:00:00.000Z') ?? Number.NaN)
  })

  test('a leap second ends a day of UTC and stands nowhere else', () => {
    expect(instantOf('2017-01-01T02:59:60+03:00')).not.toBeNull()
    expect(instantOf('2017-01-01T02:58:60+03:00')).toBeNull()
  })

  test.each([
    '2023-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2024-13-01T00:00:00Z',
    '2024-01-01 00:00:00Z',
    '2024-01-01T00:00:00',
    '2024-01-01T24:00:00Z',
    '2024-01-01T00:00:00+24:00',
    '2024-01-01',
  ])('%s is no moment', (text) => {
    expect(instantOf(text)).toBeNull()
  })
})
