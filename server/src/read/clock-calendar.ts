import {
  addDays,
  type CivilDay,
  type Instant,
  type RunningClock,
  type Unpatched,
} from '@holdpoint/core'

const LINE_OCTETS_MAX = 75

/** The open clocks, and the days on which means end, as all-day events (RFC 5545). */
export function clockCalendar(
  clocks: readonly RunningClock[],
  unpatched: readonly Unpatched[],
  now: Instant,
): string {
  const stamp = now.replace(/[-:]|\.\d{3}/g, '')
  const events = clocks
    .filter((clock) => clock.stoppedOn === null && clock.dueOn !== null)
    .flatMap((clock) => eventOf(ofClock(clock), clock.dueOn ?? '', stamp))
  const terms = unpatched.flatMap((row) => ofTerm(row, stamp))
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Holdpoint//Clocks//EN',
    'CALSCALE:GREGORIAN',
    ...events,
    ...terms,
    'END:VCALENDAR',
  ]
  return `${lines.flatMap(folded).join('\r\n')}\r\n`
}

type Event = { readonly id: string; readonly summary: string; readonly description: string }

function ofClock({ id, kind, subject, rule, startedOn }: RunningClock): Event {
  const description = `${rule.clause}. ${rule.words}. Since ${startedOn}.`
  return { id, summary: `${kind} ${subject}: last day`, description }
}

/** The last day on which the means stand, and the day by which the asset is replaced. */
function ofTerm(
  { caseId, finding, means, term, reason }: Unpatched,
  stamp: string,
): readonly string[] {
  const about = `${finding.assetTag} ${finding.cves.join(', ')}`
  const until = {
    id: `${caseId} until`,
    summary: `${about}: to ${means}, last day`,
    description: reason,
  }
  if (term.replaceBy === null) return eventOf(until, term.until, stamp)
  const replace = {
    id: `${caseId} replace`,
    summary: `${about}: replaced by today`,
    description: reason,
  }
  return [...eventOf(until, term.until, stamp), ...eventOf(replace, term.replaceBy, stamp)]
}

function eventOf(
  { id, summary, description }: Event,
  dueOn: CivilDay,
  stamp: string,
): readonly string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${Buffer.from(id).toString('hex')}@holdpoint`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${dueOn.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${addDays(dueOn, 1).replaceAll('-', '')}`,
    `SUMMARY:${escaped(summary)}`,
    `DESCRIPTION:${escaped(description)}`,
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
