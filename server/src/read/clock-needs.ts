import type { NeedsMe } from '@holdpoint/api'
import {
  type CivilDay,
  type ClockAlarm,
  type Clocks,
  type ManagerTask,
  type RunningClock,
  runningClocks,
  taskInWords,
  thresholdInWords,
  watchedWords,
} from '@holdpoint/core'

type Around = {
  readonly today: CivilDay
  readonly alarms: readonly ClockAlarm[]
  /** Lists of updates whose source the clocks do not know. */
  readonly lists: readonly string[]
}

/** What the clocks of the site ask of whom; the most pressing first. */
export function clockNeeds(state: Clocks, { today, alarms, lists }: Around): readonly NeedsMe[] {
  const baselines = runningClocks(state, today).filter(owesBaseline).map(ofBaseline)
  const tasks = state.tasks.filter(({ answer }) => answer === null).map(ofTask)
  const raised = alarms.filter((one) => one.state === 'raised')
  const dated = [...tasks, ...baselines, ...ofAlarms(raised)].toSorted((a, b) =>
    (a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1,
  )
  return [...dated, ...lists.map(ofList)]
}

const owesBaseline = ({ kind, stoppedOn }: RunningClock) => kind === 'K4' && stoppedOn === null

function ofBaseline({ id, subject, rule, startedOn, dueOn, owner }: RunningClock): NeedsMe {
  return {
    kind: 'clock',
    id,
    title: subject,
    what: 'Bring the baseline up to date',
    reason: `The change was complete on ${startedOn}; ${rule.clause}`,
    owner,
    dueOn,
    link: '/clocks',
  }
}

function ofList(name: string): NeedsMe {
  return {
    kind: 'clock',
    id: `list of ${name}`,
    title: `Updates of ${name}`,
    what: 'Add it as a source of patches',
    reason: 'A list of it was imported, and no clock runs for what it tells',
    owner: 'ot-cybersecurity-lead',
    dueOn: null,
    link: '/clocks',
  }
}

function ofTask(task: ManagerTask): NeedsMe {
  const { id, about, dueOn } = task
  const veto = about.kind === 'veto'
  return {
    kind: 'clock',
    id,
    title: taskInWords(task),
    what: veto ? 'Note the veto, and say what follows' : 'Approve or refuse',
    reason: veto ? `On grounds of ${about.ground}: ${about.reason}` : about.reason,
    owner: 'cip-senior-manager',
    dueOn,
    link: '/clocks',
  }
}

const NAMED_MAX = 5

/** Each by its name; as many as nobody reads in one row for each clock, level and owner. */
function ofAlarms(raised: readonly ClockAlarm[]): readonly NeedsMe[] {
  const groups = new Map<string, readonly [ClockAlarm, ...ClockAlarm[]]>()
  for (const alarm of raised) {
    const { threshold, owner } = alarm
    const key = `${threshold.of} ${threshold.level} ${owner}`
    groups.set(key, [...(groups.get(key) ?? []), alarm] as [ClockAlarm, ...ClockAlarm[]])
  }
  return [...groups].flatMap(([key, alarms]) =>
    alarms.length <= NAMED_MAX ? alarms.map(ofAlarm) : [ofMany(key, alarms)],
  )
}

function ofAlarm({ id, subject, threshold, raisedOn, dueOn, owner }: ClockAlarm): NeedsMe {
  return {
    kind: 'clock',
    id,
    title: subject,
    what: `Acknowledge the ${threshold.level}`,
    reason: `${watchedWords[threshold.of]}: ${thresholdInWords(threshold)}, raised on ${raisedOn}`,
    owner,
    dueOn,
    link: '/clocks',
  }
}

function ofMany(key: string, alarms: readonly [ClockAlarm, ...ClockAlarm[]]): NeedsMe {
  const [{ threshold, owner, dueOn }] = alarms
  return {
    kind: 'clock',
    id: `alarms ${key}`,
    title: `${alarms.length} times ${watchedWords[threshold.of]}`,
    what: `Acknowledge each ${threshold.level}`,
    reason: `More than ${NAMED_MAX} are raised; the page of the clocks names each`,
    owner,
    dueOn,
    link: '/clocks',
  }
}
