import { describe, expect, test } from 'vitest'
import { durationWords, instantOfLocal, localOfInstant, relativeTime, siteTime } from './time.ts'

const NOW = Date.parse('2026-11-23T01:00:00.000Z')
const BERLIN = 'Europe/Berlin'

describe('ages', () => {
  test.each([
    ['2026-11-23T01:00:01.000Z', 'just now'],
    ['2026-11-23T00:59:15.000Z', '45 s ago'],
    ['2026-11-23T00:46:00.000Z', '14 min ago'],
    ['2026-11-23T04:20:00.000Z', 'in 3 h 20 min'],
    ['2026-11-20T21:00:00.000Z', '2 d 4 h ago'],
    ['nonsense', 'unknown time'],
  ])('%s reads "%s"', (at, words) => {
    expect(relativeTime(at, NOW)).toBe(words)
  })

  test('a length of time is rounded down and never negative', () => {
    expect(durationWords(-5)).toBe('0 s')
    expect(durationWords(59_999)).toBe('59 s')
    expect(durationWords(3_600_000)).toBe('1 h')
  })
})

describe('the clock of the site', () => {
  test('an instant is shown with the zone of the site', () => {
    expect(siteTime('2026-11-23T01:00:00.000Z', BERLIN)).toBe('23 Nov 2026, 02:00 CET')
  })

  test('what is typed is read as the time of the site, in winter and in summer', () => {
    expect(instantOfLocal('2026-11-23 02:00', BERLIN)).toBe('2026-11-23T01:00:00.000Z')
    expect(instantOfLocal('2026-07-01T02:00', BERLIN)).toBe('2026-07-01T00:00:00.000Z')
  })

  test('a time that the clock leaps over does not exist', () => {
    expect(instantOfLocal('2026-03-29 02:30', BERLIN)).toBeNull()
    expect(instantOfLocal('2026-03-29 03:30', BERLIN)).toBe('2026-03-29T01:30:00.000Z')
  })

  test('a day that is not in the calendar is refused', () => {
    expect(instantOfLocal('2026-02-30 10:00', BERLIN)).toBeNull()
    expect(instantOfLocal('tonight', BERLIN)).toBeNull()
  })

  test('typing back what is shown gives the same instant, in every month', () => {
    for (let month = 0; month < 12; month += 1) {
      const at = new Date(Date.UTC(2027, month, 28, 23, 59)).toISOString()
      expect(instantOfLocal(localOfInstant(at, BERLIN), BERLIN)).toBe(at)
      expect(instantOfLocal(localOfInstant(at, 'America/Denver'), 'America/Denver')).toBe(at)
    }
  })
})
