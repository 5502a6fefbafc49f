import { accept, refuse } from '@holdpoint/std'
import { type Refusal, refusalOf } from '../../plant/refusal.ts'
import { type AlarmThreshold, thresholdInWords, watchedKinds } from './alarm-table.ts'
import { clockAlarms } from './alarms.ts'
import type { Clocks } from './clocks.ts'
import {
  type ClocksCommand,
  type ClocksFacts,
  type DecidedClocks,
  recordedNow,
} from './clocks-command.ts'

type Of<Kind extends ClocksCommand['kind']> = Extract<ClocksCommand, { kind: Kind }>

/** A table says something of every clock: one that nobody watches would run out unheard. */
export function setAlarmTable(
  { thresholds }: Of<'set-alarm-table'>,
  facts: ClocksFacts,
): DecidedClocks {
  const unwatched = watchedKinds.filter((kind) => !thresholds.some(({ of }) => of === kind))
  const refusals: Refusal[] = unwatched.map((kind) =>
    refusalOf('nothing-watched', `No threshold watches ${kind}`, `Give ${kind} a threshold`),
  )
  const same = (a: AlarmThreshold, b: AlarmThreshold) =>
    a.of === b.of && thresholdInWords(a) === thresholdInWords(b)
  thresholds.forEach((one, at) => {
    if (thresholds.findIndex((other) => same(one, other)) === at) return
    const what = `${one.of} has the threshold "${thresholdInWords(one)}" twice`
    refusals.push(refusalOf('threshold-twice', what, 'Leave one of them out'))
  })
  if (refusals.length > 0) return refuse(refusals)
  const body = { thresholds, on: facts.today, ...recordedNow(facts) }
  return accept([{ kind: 'alarm-table-set', body }])
}

/** Seen by somebody; the clock runs on. One that cleared unseen can still be acknowledged. */
export function acknowledgeAlarm(
  clocks: Clocks,
  { id, note }: Of<'acknowledge-alarm'>,
  facts: ClocksFacts,
): DecidedClocks {
  const alarm = clockAlarms(clocks, facts.today).find((one) => one.id === id)
  if (alarm === undefined) {
    return refuse([refusalOf('no-such-alarm', `There is no alarm "${id}"`, 'Choose one')])
  }
  const { acknowledged, subject } = alarm
  if (acknowledged !== null) {
    const what = `${acknowledged.byName ?? 'Somebody'} acknowledged it on ${acknowledged.on}`
    return refuse([refusalOf('already-acknowledged', what, 'Nothing is needed')])
  }
  const body = { id, subject, note, on: facts.today, ...recordedNow(facts) }
  return accept([{ kind: 'alarm-acknowledged', body }])
}
