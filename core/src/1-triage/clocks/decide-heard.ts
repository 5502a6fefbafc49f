import { accept, refuse } from '@holdpoint/std'
import { refusalOf } from '../../plant/refusal.ts'
import type { Clocks } from './clocks.ts'
import {
  type ClocksCommand,
  type ClocksFacts,
  type DecidedClocks,
  recordedNow,
} from './clocks-command.ts'
import { newlyHeard } from './heard-release.ts'

/** A list told of releases; each starts the clock of its evaluation on the source's own day. */
export function hearReleases(
  clocks: Clocks,
  { sourceId, releases }: Extract<ClocksCommand, { kind: 'hear-releases' }>,
  facts: ClocksFacts,
): DecidedClocks {
  const source = clocks.sources.find((one) => one.id === sourceId)
  if (source === undefined) {
    const what = `There is no source "${sourceId}"`
    return refuse([refusalOf('no-such-source', what, 'Add the source first')])
  }
  const heard = newlyHeard(clocks, source, releases)
  if (heard.length === 0) {
    const what = `The list tells nothing new of ${source.name}`
    return refuse([refusalOf('nothing-new', what, 'Nothing is needed')])
  }
  const body = { sourceId, releases: heard, on: facts.today, ...recordedNow(facts) }
  return accept([{ kind: 'releases-heard', body }])
}
