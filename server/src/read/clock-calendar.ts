import { addDays, type CivilDay, type Instant, type RunningClock } from '@holdpoint/core'

const LINE_OCTETS_MAX = 75

/** The open clocks as all-day events on their last day in time (RFC 5545). */
export function clockCalendar(clocks: readonly RunningClock[], now: Instant): string {
  const stamp = now.replace(/[-:]|\.\d{3}/g, '')
  const events = clocks
    .filter((clock) => clock.stoppedOn === null && clock.dueOn !== null)
    .flatMap((clock) => eventOf(clock, clock.dueOn ?? '', stamp))
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Holdpoint//Clocks//EN',
    'CALSCALE:GREGORIAN',
    ...events,
    'END:VCALENDAR',
  ]
  return `${lines.flatMap(folded).join('\r\n')}\r\n`
}

function eventOf(clock: RunningClock, dueOn: CivilDay, stamp: string): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${Buffer.from(clock.id).toString('hex')}@holdpoint`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${dueOn.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${addDays(dueOn, 1).replaceAll('-', '')}`,
    `SUMMARY:${escaped(`${clock.kind} ${clock.subject}: last day`)}`,
    `DESCRIPTION:${escaped(`${clock.rule.clause}. ${clock.rule.words}. Since ${clock.startedOn}.`)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n')
}

/** A line has at most 75 octets; what goes on stands after a blank (RFC 5545, 3.1). */
function folded(line: string): readonly string[] {
  const out: string[] = []
  let part = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > LINE_OCTETS_MAX) {
      out.push(part)
      part = ' '
      octets = 1
    }
    part += character
    octets += size
  }
  return [...out, part]
}
