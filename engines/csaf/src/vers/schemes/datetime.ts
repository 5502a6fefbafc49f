import { compareDigits, compareText, firstOf, totalScheme } from '../scheme.ts'

interface PreciseInstant {
  readonly seconds: number
  /** The digits after the point, without trailing zeros. */
  readonly fraction: string
}

const SHAPE =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/

/** RFC 3339, section 5.6; ordered by the instant, whatever the offset. */
export const datetime = totalScheme({
  read: readInstant,
  wants: 'a date and time by RFC 3339 such as 2024-01-01T00:00:00Z',
  order: (left, right) =>
    firstOf(
      () => left.seconds - right.seconds,
      () => compareText(left.fraction, right.fraction),
    ),
})

/** Null, or why this spelling is not the canonical one. */
export function datetimeFault(version: string): string | null {
  return /[tz]/.test(version) ? 'datetime must use uppercase T and Z' : null
}

function readInstant(version: string): PreciseInstant | null {
  const found = SHAPE.exec(version)
  if (found === null) return null
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = found
  const [fraction = '', sign, offsetHour = '0', offsetMinute = '0'] = found.slice(7)
  if (!isInRange(hour, 23) || !isInRange(minute, 59) || !isInRange(second, 60)) return null
  if (!isInRange(offsetHour, 23) || !isInRange(offsetMinute, 59)) return null
  const midnight = Date.UTC(2000, Number(month) - 1, Number(day))
  const date = new Date(midnight)
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day))
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null
  const clock = Number(hour) * 3600 + Number(minute) * 60 + Number(second)
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === '-' ? -60 : 60)
  return {
    seconds: date.getTime() / 1000 + clock - offset,
    fraction: fraction.replace(/0+$/, ''),
  }
}

function isInRange(digits: string, max: number): boolean {
  return compareDigits(digits, String(max)) <= 0
}
