import type { NeedsMe } from '@holdpoint/api'
import {
  type CivilDay,
  type Clocks,
  type ManagerTask,
  type RunningClock,
  runningClocks,
  taskInWords,
} from '@holdpoint/core'

/** What the clocks of the site ask of whom; the most pressing first. */
export function clockNeeds(state: Clocks, today: CivilDay): readonly NeedsMe[] {
  const baselines = runningClocks(state, today).filter(owesBaseline).map(ofBaseline)
  const tasks = state.tasks.filter(({ answer }) => answer === null).map(ofTask)
  return [...tasks, ...baselines].toSorted((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1))
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
