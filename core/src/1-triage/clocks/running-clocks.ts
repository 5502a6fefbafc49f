import type { Role } from '../../plant/role.ts'
import { addDays, type CivilDay, daysFrom } from './civil-day.ts'
import { ALARM_AT_DAY, type ClockKind, type ClockRule, WARN_AT_DAY } from './clock-rules.ts'
import type { Clocks, Dated, MitigationPlan, PatchDuty, PatchSource } from './clocks.ts'
import { type ReleaseGroup, releaseGroups } from './heard-release.ts'
import { type KnownStart, rulesOfClock } from './rules-of-clock.ts'

export const clockStandings = [
  'overdue',
  'alarm',
  'warning',
  'waits-for-event',
  'running',
  'late',
  'in-time',
] as const

/** `late` and `in-time` have stopped; a clock that stopped late stays late for ever. */
export type ClockStanding = (typeof clockStandings)[number]

export type RunningClock = {
  readonly id: string
  readonly kind: ClockKind
  readonly subject: string
  readonly rule: Pick<ClockRule, 'clause' | 'words' | 'jurisdiction'>
  readonly startedOn: CivilDay
  /** The last day that is in time; null while an event is waited for. */
  readonly dueOn: CivilDay | null
  readonly stoppedOn: CivilDay | null
  /** When each was written down; null where an older ledger did not keep it, or it runs still. */
  readonly startRecordedOn: CivilDay | null
  readonly stopRecordedOn: CivilDay | null
  /** Days since the start, until it stopped or today. */
  readonly day: number
  readonly standing: ClockStanding
  /** The violation severity level that its lateness has reached; null where there is none. */
  readonly severity: string | null
  readonly owner: Role
}

type RecordedDay = Pick<Dated, 'on' | 'recordedOn'>

type Span = {
  readonly id: string
  readonly kind: ClockKind
  readonly subject: string
  readonly started: KnownStart
  readonly stopped: RecordedDay | null
  /** Set where the clock brings its own end; null within: not known yet. */
  readonly ownDue?: CivilDay | null
  /** What the guidelines of a standard ask, and no severity level of it names. */
  readonly byGuideline?: string
  readonly owner: Role
}

/** Every clock under every rule that holds for it; the most pressing first. Nothing pauses one. */
export function runningClocks(clocks: Clocks, today: CivilDay): readonly RunningClock[] {
  const spans = [
    ...clocks.sources.flatMap(evaluationSpans),
    ...releaseGroups(clocks).map(releaseSpan),
    ...clocks.duties.map(dutySpan),
    ...clocks.plans.flatMap(planSpans),
    ...clocks.baselines.map(({ assetId, changeId, completed, updated }, at) => ({
      id: `K4 ${assetId} ${at}`,
      kind: 'K4' as const,
      subject: `Baseline of ${assetId}${changeId === null ? '' : `, changed by ${changeId}`}`,
      started: completed,
      stopped: updated,
      owner: 'control-systems-engineer' as const,
    })),
    ...monitoringSpans(clocks.monitored),
  ]
  return spans
    .flatMap((span) =>
      rulesOfClock(clocks, span.kind, span.started).map((rule) => judge(span, rule, today)),
    )
    .toSorted(byPressure)
}

function judge(span: Span, rule: ClockRule, today: CivilDay): RunningClock {
  const { id, kind, subject, started, stopped, ownDue, byGuideline, owner } = span
  const startedOn = started.on
  const stoppedOn = stopped?.on ?? null
  const dueOn = rule.days === null ? (ownDue ?? null) : addDays(startedOn, rule.days)
  const until = stoppedOn ?? today
  const { jurisdiction } = rule
  const guided = byGuideline !== undefined && jurisdiction !== 'site'
  const clause = guided ? `${rule.clause}, guidelines` : rule.clause
  const words = byGuideline ?? rule.words
  const late = dueOn !== null && until > dueOn && byGuideline === undefined
  return {
    id: `${id} ${jurisdiction} ${clause}`,
    kind,
    subject,
    rule: { clause, words, jurisdiction },
    startedOn,
    dueOn,
    stoppedOn,
    startRecordedOn: started.recordedOn,
    stopRecordedOn: stopped?.recordedOn ?? null,
    day: daysFrom(startedOn, until),
    standing: standingOf(span, rule, dueOn, today),
    severity: late ? severityOf(span, rule, dueOn, until) : null,
    owner,
  }
}

function standingOf(
  { started, stopped }: Span,
  rule: ClockRule,
  dueOn: CivilDay | null,
  today: CivilDay,
): ClockStanding {
  if (stopped !== null) return dueOn !== null && stopped.on > dueOn ? 'late' : 'in-time'
  if (dueOn === null) return 'waits-for-event'
  if (today > dueOn) return 'overdue'
  const length = rule.days ?? daysFrom(started.on, dueOn)
  const day = daysFrom(started.on, today)
  // A shorter clock warns and alarms as many days before its end.
  const full = ALARM_AT_DAY + 2
  if (day >= length - (full - ALARM_AT_DAY)) return 'alarm'
  return day >= length - (full - WARN_AT_DAY) ? 'warning' : 'running'
}

/** A plan's lateness counts from its own end, every other clock's from its start. */
function severityOf(span: Span, rule: ClockRule, dueOn: CivilDay, until: CivilDay): string | null {
  const day = rule.days === null ? daysFrom(dueOn, until) : daysFrom(span.started.on, until)
  return rule.severity.findLast((band) => day >= band.fromDay)?.level ?? null
}

/** From each evaluation to the next; the last goes on, and a nil result stops one as well. */
function evaluationSpans({ id, name, since, evaluations }: PatchSource): readonly Span[] {
  return [since, ...evaluations].map((started, at) => ({
    id: `K1 ${id} ${at}`,
    kind: 'K1',
    subject: `Evaluation of ${name}`,
    started,
    stopped: evaluations[at] ?? null,
    owner: 'ot-cybersecurity-lead',
  }))
}

const NAMED_MAX = 3

/** From the day on which its source made it available, to the evaluation after it was heard of. */
function releaseSpan(group: ReleaseGroup): Span {
  const { source, availableOn, heard, patchIds, evaluated } = group
  const more = patchIds.length - NAMED_MAX
  const named = patchIds.slice(0, NAMED_MAX).join(', ')
  const names = more > 0 ? `${named} and ${more} more` : named
  return {
    id: `K1 ${source.id} of ${availableOn} heard ${heard.recordedAt}`,
    kind: 'K1',
    subject: `Evaluation of ${names}, of ${source.name}`,
    started: { ...heard, on: availableOn },
    stopped: evaluated,
    byGuideline: 'A release is evaluated within as many days of its source making it available',
    owner: 'ot-cybersecurity-lead',
  }
}

function dutySpan(duty: PatchDuty): Span {
  const { patchId, assetId, started, installed, planned } = duty
  const stops = [installed, planned].filter((stop) => stop !== null)
  return {
    id: `K2 ${patchId} ${assetId}`,
    kind: 'K2',
    subject: `${patchId} on ${assetId}: install, or plan`,
    started,
    stopped: stops.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null,
    owner: 'ot-cybersecurity-lead',
  }
}

/** The plan as it stands, and each timeframe that an extension ended. */
function planSpans(plan: MitigationPlan): readonly Span[] {
  const { id, actions, made, due, finished, extensions } = plan
  const common = { kind: 'K3', started: made, owner: 'cip-senior-manager' } as const
  const ended = extensions.map((one, at) => ({
    ...common,
    id: `K3 ${id} before extension ${at + 1}`,
    subject: `Plan ${id}, extended${one.late ? ' late' : ''}: ${one.actions?.from ?? actions}`,
    stopped: { on: one.on, recordedOn: one.on },
    ownDue: dayOf(one.from),
  }))
  const now = { ...common, id: `K3 ${id}`, subject: `Plan ${id}: ${actions}` }
  return [...ended, { ...now, stopped: finished, ownDue: dayOf(due) }]
}

export function dayOf(due: MitigationPlan['due']): CivilDay | null {
  return due.kind === 'day' ? due.on : due.happenedOn
}

function monitoringSpans(monitored: readonly Dated[]): readonly Span[] {
  return monitored.map((started, at) => ({
    id: `K5 ${at}`,
    kind: 'K5',
    subject: 'Looking for changes to the baselines',
    started,
    stopped: monitored[at + 1] ?? null,
    owner: 'ot-cybersecurity-lead',
  }))
}

function byPressure(a: RunningClock, b: RunningClock): number {
  const rank = (one: RunningClock) => clockStandings.indexOf(one.standing)
  return rank(a) - rank(b) || ((a.dueOn ?? '9999') < (b.dueOn ?? '9999') ? -1 : 1)
}
