import type { Means } from '../triage-case.ts'
import type { MeansStanding } from './judge-means.ts'
import type { MeansFacts } from './means-facts.ts'
import { needsOutage } from './needs-outage.ts'
import type { Unpatchable } from './why-unpatchable.ts'

/** What the rules propose: what ends it, and what stands in until then. Null: nothing is known. */
export type MeansProposal = {
  readonly final: Means | null
  readonly interim: Means | null
  readonly because: readonly string[]
}

type Judged = {
  readonly facts: MeansFacts
  readonly standings: readonly MeansStanding[]
  readonly unpatchable: readonly Unpatchable[]
}

/** Urgency says how soon, never that a controller is changed while the process needs it. */
export function proposeMeans(judged: Judged): MeansProposal {
  const can = (means: Means) => standingOf(judged, means) === 'possible'
  if (judged.unpatchable.length > 0) return withoutPatch(judged, can)
  if (!can('patch')) {
    const stopgap = firstOf(['mitigate', 'isolate'], can)
    const because = ['Whether it can be patched is not known: find out first']
    return { final: null, interim: pressing(judged) ? stopgap : null, because }
  }
  if (!pressing(judged) || !needsOutage(judged.facts)) {
    return { final: 'patch', interim: null, because: ['It can be patched'] }
  }
  const interim = firstOf(['mitigate', 'isolate'], can)
  const until =
    interim === null
      ? 'nothing that stands in until then is known: name something'
      : `until then ${interim}`
  const because = [
    `The tables say ${judged.facts.urgency.replaceAll('-', ' ')}, and the process has to wait for the patch: ${until}`,
  ]
  return { final: 'patch', interim, because }
}

function withoutPatch(judged: Judged, can: (means: Means) => boolean): MeansProposal {
  const { unpatchable, facts } = judged
  const stopgap = firstOf(['mitigate', 'isolate'], can)
  if (unpatchable.includes('vendor-gone')) {
    const because = ['Nobody repairs it any more: only a replacement ends it']
    return { final: 'replace', interim: stopgap, because }
  }
  if (stopgap !== null) {
    const because = ['It cannot be patched; what stands in is looked at every year']
    return { final: stopgap, interim: null, because }
  }
  if (facts.urgency === 'defer' && can('accept')) {
    return { final: 'accept', interim: null, because: ['It cannot be patched, and it can wait'] }
  }
  const because = ['It cannot be patched, and nothing that stands in is known']
  return { final: 'replace', interim: null, because }
}

function pressing({ facts: { urgency } }: Judged): boolean {
  return urgency === 'out-of-cycle' || urgency === 'immediate'
}

function firstOf(wanted: readonly Means[], can: (means: Means) => boolean): Means | null {
  return wanted.find(can) ?? null
}

function standingOf({ standings }: Judged, means: Means) {
  return standings.find((one) => one.means === means)?.standing ?? 'unknown'
}
