const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** `23 Nov 2026, 02:00 CET`: the site's own clock, with its zone. */
export function siteTime(at: string, timeZone: string): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return 'no time'
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(date)
}

/** `02:00`: the site's clock alone, where the day stands beside it. */
export function clockTime(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))
}

/** A length of time in words, rounded down: `45 s`, `14 min`, `3 h 20 min`, `2 d 4 h`. */
export function durationWords(ms: number): string {
  const left = Math.max(0, ms)
  if (left < MINUTE) return `${Math.floor(left / 1000)} s`
  if (left < HOUR) return `${Math.floor(left / MINUTE)} min`
  if (left < DAY) return joined([Math.floor(left / HOUR), 'h'], [minutesOf(left), 'min'])
  return joined([Math.floor(left / DAY), 'd'], [Math.floor((left % DAY) / HOUR), 'h'])
}

function minutesOf(ms: number): number {
  return Math.floor((ms % HOUR) / MINUTE)
}

function joined(whole: [number, string], rest: [number, string]): string {
  const first = `${whole[0]} ${whole[1]}`
  return rest[0] === 0 ? first : `${first} ${rest[0]} ${rest[1]}`
}

/** `in 3 h`, `14 min ago`, `just now`: what the clock time means for a person at `now`. */
export function relativeTime(at: string, now: number): string {
  const ms = Date.parse(at) - now
  if (Number.isNaN(ms)) return 'unknown time'
  if (Math.abs(ms) < 2000) return 'just now'
  return ms > 0 ? `in ${durationWords(ms)}` : `${durationWords(-ms)} ago`
}

const LOCAL = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})$/

/** What a person typed as the site's clock time, `2026-11-23 02:00`; null when there is no such. */
export function instantOfLocal(text: string, timeZone: string): string | null {
  const parts = LOCAL.exec(text.trim())
  if (parts === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number)
  const asUtc = Date.UTC(year, month - 1, day, hour, minute)
  // The offset is asked at the guess and again at the result: near a change of clocks they differ.
  for (const guess of [asUtc, asUtc - offsetAt(asUtc, timeZone)]) {
    const at = asUtc - offsetAt(guess, timeZone)
    if (localOfInstant(new Date(at).toISOString(), timeZone) === text.trim().replace('T', ' ')) {
      return new Date(at).toISOString()
    }
  }
  return null
}

/** The site's clock time as it is typed: `2026-11-23 02:00`. */
export function localOfInstant(at: string, timeZone: string): string {
  const local = new Date(Date.parse(at) + offsetAt(Date.parse(at), timeZone))
  return local.toISOString().slice(0, 16).replace('T', ' ')
}

/** How far the zone's clock is ahead of UTC at this moment, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(new Date(at))
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0)
  const shown = [part('year'), part('month') - 1, part('day')] as const
  const local = Date.UTC(...shown, part('hour'), part('minute'), part('second'))
  return local - Math.floor(at / 1000) * 1000
}
