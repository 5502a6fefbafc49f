import { addDays } from '@holdpoint/core'
import { expect, test } from 'vitest'
import { civilDayAt } from './civil-day-at.ts'

test.each([
  ['2026-03-29T00:30:00.000Z', 'Europe/Dublin', '2026-03-29'],
  ['2026-03-29T23:30:00.000Z', 'Europe/Dublin', '2026-03-30'],
  ['2026-10-24T23:30:00.000Z', 'Europe/Dublin', '2026-10-25'],
  ['2026-10-25T23:30:00.000Z', 'Europe/Dublin', '2026-10-25'],
  ['2028-03-01T04:59:00.000Z', 'America/New_York', '2028-02-29'],
  ['2026-12-31T23:59:59.000Z', 'Pacific/Kiritimati', '2027-01-01'],
  ['2027-01-01T09:59:59.000Z', 'Pacific/Honolulu', '2026-12-31'],
])('at %s it is in %s the day %s', (now, zone, day) => {
  expect(civilDayAt(now, zone)).toBe(day)
})

const QUARTER_MS = 15 * 60_000

test.each([
  ['Europe/Dublin', '2026-03-29'],
  ['Europe/Dublin', '2026-10-25'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Asia/Beirut', '2026-03-29'],
  ['America/Havana', '2026-11-01'],
  ['Asia/Kathmandu', '2028-02-29'],
  ['Pacific/Kiritimati', '2026-12-31'],
])('in %s every quarter of an hour around %s is a day, and none is left out', (zone, day) => {
  const first = Date.parse(`${day}T00:00:00Z`) - 36 * 3_600_000
  const days = Array.from({ length: 72 * 4 }, (_, at) =>
    civilDayAt(new Date(first + at * QUARTER_MS).toISOString(), zone),
  )
  const seen = [...new Set(days)]
  expect(days).toEqual(days.toSorted())
  expect(seen).toContain(day)
  seen.forEach((one, at) => {
    if (at > 0) expect(one).toBe(addDays(seen[at - 1] ?? '', 1))
  })
})

test('a day that a place left out is counted as nobody had it', () => {
  expect(civilDayAt('2011-12-30T09:59:00.000Z', 'Pacific/Apia')).toBe('2011-12-29')
  expect(civilDayAt('2011-12-30T10:00:00.000Z', 'Pacific/Apia')).toBe('2011-12-31')
})
