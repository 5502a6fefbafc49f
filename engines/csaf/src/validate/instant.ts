/** Milliseconds since 1970 of an RFC 3339 date and time; null where it is not one. */
export function instantOf(text: string): number | null {
  if (!hasMarks(text)) return null
  const year = number(text, 0, 4)
  const month = number(text, 5, 7)
  const day = number(text, 8, 10)
  const hour = number(text, 11, 13)
  const minute = number(text, 14, 16)
  const second = number(text, 17, 19)
  if (!(year >= 0 && day >= 1 && day <= daysInMonth(year, month))) return null
  if (!(hour <= 23 && minute <= 59 && second <= 60)) return null
  const zoneAt = endOfFraction(text)
  const zone = zoneMinutes(text, zoneAt)
  if (zoneAt < 0 || zone === null) return null
  const whole = utc(year, month, day) + hour * 3_600_000 + (minute - zone) * 60_000
  // A leap second only ever ends the last minute of a day of UTC.
  if (second === 60 && (whole + 60_000) % 86_400_000 !== 0) return null
  // Eleven digits are more than a double keeps beside the years.
  const fraction = zoneAt === 19 ? 0 : Number(text.slice(19, Math.min(zoneAt, 31))) * 1000
  return whole + second * 1000 + fraction
}

function hasMarks(text: string): boolean {
  const between = text.charCodeAt(10)
  return (
    text.charCodeAt(4) === 0x2d &&
    text.charCodeAt(7) === 0x2d &&
    (between === 0x54 || between === 0x74) &&
    text.charCodeAt(13) === 0x3a &&
    text.charCodeAt(16) === 0x3a
  )
}

/** The number that the digits from one place to another make; NaN where they are no digits. */
function number(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** Where the zone begins: behind the digits of a fraction, if there is one; -1 where it has none. */
function endOfFraction(text: string): number {
  if (text.charCodeAt(19) !== 0x2e) return 19
  let at = 20
  while (number(text, at, at + 1) >= 0) at++
  return at === 20 ? -1 : at
}

function zoneMinutes(text: string, at: number): number | null {
  const sign = text[at]
  if (sign === 'Z' || sign === 'z') return text.length === at + 1 ? 0 : null
  if ((sign !== '+' && sign !== '-') || text.length !== at + 6 || text[at + 3] !== ':') return null
  const hours = number(text, at + 1, at + 3)
  const minutes = number(text, at + 4, at + 6)
  if (!(hours <= 23 && minutes <= 59)) return null
  return (sign === '-' ? -1 : 1) * (hours * 60 + minutes)
}

/** Milliseconds from 1970 to the start of a day of the Gregorian calendar, in UTC. */
function utc(year: number, month: number, day: number): number {
  // Years that begin in March have the leap day at their end.
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100)
  return (era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468) * 86_400_000
}

function daysInMonth(year: number, month: number): number {
  if (month < 1 || month > 12) return 0
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
