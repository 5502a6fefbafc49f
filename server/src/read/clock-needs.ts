import type { NeedsMe } from '@holdpoint/api'
import { type CivilDay, type Clocks, type RunningClock, runningClocks } from '@holdpoint/core'

/** What the clocks of the site ask of whom; the most pressing first. */
export function clockNeeds(state: Clocks, today: CivilDay): readonly NeedsMe[] {
  return runningClocks(state, today).filter(owesBaseline).map(ofBaseline)
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
