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
