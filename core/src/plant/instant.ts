/** An instant in UTC as RFC 3339 with milliseconds, e.g. `2026-11-23T02:00:00.000Z`. */
export type Instant = string

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

export function isInstant(text: string): boolean {
  return INSTANT.test(text) && isOnTheCalendar(text)
}

/** Some engines read 30 February as 2 March; a window must not move by two days unseen. */
function isOnTheCalendar(text: string): boolean {
  const at = Date.parse(text)
  return Number.isFinite(at) && new Date(at).toISOString() === text
}

/** Minutes from `from` to `to`; negative when `to` is earlier. */
export function minutesBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / 60_000
}

export function hoursBetween(from: Instant, to: Instant): number {
  return minutesBetween(from, to) / 60
}

export function addMinutes(at: Instant, minutes: number): Instant {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString()
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A civil day, `2026-12-24`, in the site's own time zone. */
export function isPlainDate(text: string): boolean {
  return DAY.test(text) && isOnTheCalendar(`${text}T00:00:00.000Z`)
}
