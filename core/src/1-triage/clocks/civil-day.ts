import { isPlainDate } from '../../plant/instant.ts'

/** A civil day of the site, `2026-12-24`; it has no hours, so that no clock change moves it. */
export type CivilDay = string

const DAY_MS = 86_400_000

export function addDays(day: CivilDay, days: number): CivilDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** How many days `to` lies after `from`; negative when it lies before. */
export function daysFrom(from: CivilDay, to: CivilDay): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS)
}

export function isCivilDay(text: string): boolean {
  return isPlainDate(text)
}
