const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

/** Milliseconds since 1970 of an RFC 3339 date and time; null where it is not one. */
export function instantOf(text: string): number | null {
  const parts = DATE_TIME.exec(text)
  if (parts === null) return null
  const [, year = '', month = '', day = '', hour = '', minute = '', second = ''] = parts
  const days = daysInMonth(+year, +month)
  if (+day < 1 || +day > days || +hour > 23 || +minute > 59 || +second > 60) return null
  const zone = zoneMinutes(parts[8] ?? '')
  if (zone === null) return null
  const whole = utc(+year, +month, +day) + +hour * 3_600_000 + (+minute - zone) * 60_000
  // A leap second only ever ends the last minute of a day of UTC.
  if (+second === 60 && (whole + 60_000) % 86_400_000 !== 0) return null
  const fraction = parts[7] === undefined ? 0 : Number(parts[7].slice(0, 12)) * 1000
  return whole + +second * 1000 + fraction
}

function zoneMinutes(zone: string): number | null {
  if (zone === 'Z' || zone === 'z') return 0
  const hours = +zone.slice(1, 3)
  const minutes = +zone.slice(4, 6)
  if (hours > 23 || minutes > 59) return null
  return (zone[0] === '-' ? -1 : 1) * (hours * 60 + minutes)
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
