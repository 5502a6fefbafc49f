import { isPlainDate } from '../../plant/instant.ts'

/** A civil day of the site, `2026-12-24`; it has no hours, so that no clock change moves it. */
export type CivilDay = string

const DAY_MS = 86_400_000

const FIRST: CivilDay = '0001-01-01'
const LAST: CivilDay = '9999-12-31'

/** Stays within the days that four digits can write: what lies beyond is the last of them. */
export function addDays(day: CivilDay, days: number): CivilDay {
  const at = Date.parse(`${day}T00:00:00Z`) + days * DAY_MS
  if (at <= Date.parse(`${FIRST}T00:00:00Z`)) return FIRST
  if (at >= Date.parse(`${LAST}T00:00:00Z`)) return LAST
  return new Date(at).toISOString().slice(0, 10)
}

/** The same day a year on; 29 February becomes the 28th, so that it is never later than a year. */
export function addYear(day: CivilDay): CivilDay {
  const next = `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}${day.slice(4)}`
  return isCivilDay(next) ? next : next.replace(/29$/, '28')
}

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysFrom(from: CivilDay, to: CivilDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

export function isCivilDay(text: string): boolean {
  return isPlainDate(text)
}
