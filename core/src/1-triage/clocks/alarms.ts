import type { Role } from '../../plant/role.ts'
import {
  type AlarmTable,
  type AlarmThreshold,
  shippedThresholds,
  thresholdDay,
  type WatchedKind,
} from './alarm-table.ts'
import type { CivilDay } from './civil-day.ts'
import type { AlarmAcknowledged, Clocks } from './clocks.ts'
import { taskInWords } from './manager-task.ts'
import { runningClocks } from './running-clocks.ts'

export const alarmStates = ['raised', 'acknowledged', 'cleared'] as const

/** One that is cleared keeps whether anybody acknowledged it. */
export type AlarmState = (typeof alarmStates)[number]

export type ClockAlarm = {
  readonly id: string
  readonly watchedId: string
  readonly subject: string
  readonly threshold: AlarmThreshold
  readonly dueOn: CivilDay
  readonly raisedOn: CivilDay
  readonly state: AlarmState
  readonly acknowledged: AlarmAcknowledged | null
  readonly clearedOn: CivilDay | null
  readonly clearedBy: 'stopped' | 'next-threshold' | null
  readonly owner: Role
}

type Watched = {
  readonly id: string
  readonly of: WatchedKind
  readonly subject: string
  readonly startedOn: CivilDay
  readonly dueOn: CivilDay
  /** When its start and end were written down: nobody is alarmed by what nobody knows. */
  readonly knownFrom: CivilDay
  readonly knownUntil: CivilDay | null
  readonly owner: Role
}

/**
 * Every alarm that a threshold raised, worst first. Of one clock only the furthest threshold
 * stands; what is done clears it, and nothing else does.
 */
export function clockAlarms(clocks: Clocks, today: CivilDay): readonly ClockAlarm[] {
  const acknowledged = new Map(clocks.acknowledged.map((one) => [one.id, one]))
  return watchedBy(clocks, today)
    .flatMap((watched) => alarmsOf(watched, { tables: clocks.alarmTables, acknowledged, today }))
    .toSorted(byState)
}

/** The thresholds in force today. */
export function thresholdsNow({ alarmTables }: Clocks): readonly AlarmThreshold[] {
  return alarmTables.at(-1)?.thresholds ?? shippedThresholds
}

function watchedBy(clocks: Clocks, today: CivilDay): readonly Watched[] {
  const running = runningClocks(clocks, today).flatMap((clock): Watched[] => {
    const { id, kind, subject, startedOn, dueOn, stoppedOn, owner } = clock
    if (dueOn === null) return []
    const knownFrom = clock.startRecordedOn ?? startedOn
    const knownUntil = stoppedOn === null ? null : (clock.stopRecordedOn ?? stoppedOn)
    return [{ id, of: kind, subject, startedOn, dueOn, knownFrom, knownUntil, owner }]
  })
  const tasks = clocks.tasks.map((task): Watched => {
    const { id, told, dueOn, answer } = task
    return {
      id,
      of: 'task',
      subject: taskInWords(task),
      startedOn: told.on,
      dueOn,
      knownFrom: told.recordedOn ?? told.on,
      knownUntil: answer === null ? null : (answer.recordedOn ?? answer.on),
      owner: 'cip-senior-manager',
    }
  })
  return [...running, ...tasks]
}

type Around = {
  readonly tables: readonly AlarmTable[]
  readonly acknowledged: ReadonlyMap<string, AlarmAcknowledged>
  readonly today: CivilDay
}

type Reached = {
  readonly id: string
  readonly threshold: AlarmThreshold
  readonly day: CivilDay
  readonly raisedOn: CivilDay
}

function alarmsOf(watched: Watched, around: Around): readonly ClockAlarm[] {
  const { acknowledged, today } = around
  const { knownUntil } = watched
  const reached = reachedBy(watched, around.tables).filter(
    ({ id, raisedOn }) =>
      raisedOn <= today &&
      // Done on the very day: nobody was alarmed, unless somebody says that they were.
      (knownUntil === null || raisedOn < knownUntil || acknowledged.has(id)),
  )
  // A later threshold that is reached no later leaves nothing to say for this one.
  const standing = reached.filter(
    (one, at) => !reached.slice(at + 1).some((later) => later.raisedOn <= one.raisedOn),
  )
  return standing.map(({ id, threshold, raisedOn }, at) => {
    const next = standing[at + 1]
    const clearedOn = next?.raisedOn ?? knownUntil
    const ack = acknowledged.get(id) ?? null
    return {
      id,
      watchedId: watched.id,
      subject: watched.subject,
      threshold,
      dueOn: watched.dueOn,
      raisedOn,
      state: clearedOn !== null ? 'cleared' : ack === null ? 'raised' : 'acknowledged',
      acknowledged: ack,
      clearedOn,
      clearedBy: next !== undefined ? 'next-threshold' : clearedOn === null ? null : 'stopped',
      owner: watched.owner,
    }
  })
}

/** In the order of their days; a table raises nothing before it is set, nor after the next is. */
function reachedBy(watched: Watched, tables: readonly AlarmTable[]): readonly Reached[] {
  const shipped = { from: '0001-01-01', thresholds: shippedThresholds }
  const versions = [shipped, ...tables.map(({ set, thresholds }) => ({ from: set.on, thresholds }))]
  const found = new Map<string, Reached>()
  versions.forEach(({ from, thresholds }, at) => {
    const to = versions[at + 1]?.from ?? null
    for (const threshold of thresholds.filter((one) => one.of === watched.of)) {
      const day = thresholdDay(threshold, watched)
      const raisedOn = latest([day, from, watched.knownFrom])
      const id = `${watched.id} due ${watched.dueOn} at ${keyOf(threshold)}`
      if ((to === null || raisedOn < to) && !found.has(id)) {
        found.set(id, { id, threshold, day, raisedOn })
      }
    }
  })
  return [...found.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

function keyOf({ at }: AlarmThreshold): string {
  return at.kind === 'share' ? `${at.percent} %` : `${-at.days} days`
}

function latest(days: readonly CivilDay[]): CivilDay {
  return days.reduce((a, b) => (a > b ? a : b))
}

function byState(a: ClockAlarm, b: ClockAlarm): number {
  const rank = ({ state }: ClockAlarm) => alarmStates.indexOf(state)
  return rank(a) - rank(b) || (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0)
}
