import type { CivilDay, Instant } from '@holdpoint/core'

/** The civil day at the site at this instant; the zone is an IANA name, checked at start. */
export function civilDayAt(now: Instant, timeZone: string): CivilDay {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(new Date(now))
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}
