import {
  addDays,
  type CivilDay,
  type InformationSource,
  type Instant,
  type ManagerTask,
  type RunningClock,
  reviewDueOn,
  taskInWords,
  type Unpatched,
} from '@holdpoint/core'

const LINE_OCTETS_MAX = 75

type Due = {
  readonly id: string
  readonly dueOn: CivilDay
  readonly summary: string
  readonly description: string
}

type Calendar = {
  readonly clocks: readonly RunningClock[]
  readonly tasks: readonly ManagerTask[]
  readonly unpatched: readonly Unpatched[]
  readonly sources: readonly InformationSource[]
}

/** What is open as all-day events on its last day in time (RFC 5545). */
export function clockCalendar(calendar: Calendar, now: Instant): string {
  const stamp = now.replace(/[-:]|\.\d{3}/g, '')
  const { clocks, tasks, unpatched, sources } = calendar
  const dues = [
    clocks.flatMap(dueOfClock),
    tasks.flatMap(dueOfTask),
    unpatched.flatMap(duesOfTerm),
    sources.flatMap(dueOfSource),
  ]
  const events = dues
    .flat()
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    .flatMap((due) => eventOf(due, stamp))
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

function dueOfClock(clock: RunningClock): readonly Due[] {
  const { id, kind, subject, rule, startedOn, dueOn, stoppedOn } = clock
  if (stoppedOn !== null || dueOn === null) return []
  const description = `${rule.clause}. ${rule.words}. Since ${startedOn}.`
  return [{ id, dueOn, summary: `${kind} ${subject}: last day`, description }]
}

function dueOfTask(task: ManagerTask): readonly Due[] {
  const { id, dueOn, answer, told, about } = task
  if (answer !== null) return []
  const description = `Told to the CIP senior manager on ${told.on}: ${about.reason}`
  return [{ id, dueOn, summary: `${taskInWords(task)}: last day to answer`, description }]
}

/** The last day on which the means stand, and the day by which the asset is replaced. */
function duesOfTerm({ caseId, finding, means, term, reason }: Unpatched): readonly Due[] {
  const about = `${finding.assetTag} ${finding.cves.join(', ')}`
  const ends = { id: `${caseId} until`, dueOn: term.until, description: reason }
  const until = { ...ends, summary: `${about}: to ${means}, last day` }
  if (term.replaceBy === null) return [until]
  const replaced = { id: `${caseId} replace`, dueOn: term.replaceBy, description: reason }
  return [until, { ...replaced, summary: `${about}: replaced by today` }]
}

function dueOfSource(source: InformationSource): readonly Due[] {
  if (source.ended !== null) return []
  const { id, name, reviews, since, reviewEveryDays } = source
  const last = reviews.at(-1)?.on
  const description =
    `Every ${reviewEveryDays} days. ` +
    (last === undefined ? `In use since ${since}, never reviewed.` : `Last on ${last}.`)
  const summary = `Review of source ${name}: last day`
  return [{ id: `source ${id}`, dueOn: reviewDueOn(source), summary, description }]
}

function eventOf({ id, dueOn, summary, description }: Due, stamp: string): readonly string[] {
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
