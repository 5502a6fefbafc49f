import type { CivilDay } from '../clocks/civil-day.ts'
import { standingInWords } from '../decide/qualified-means.ts'
import type { Means } from '../triage-case.ts'
import type { MeansFacts, RemedyHere, UpdateHere } from './means-facts.ts'
import { needsOutage } from './needs-outage.ts'
import { type MeansProposal, proposeMeans } from './propose-means.ts'
import {
  NO_REPAIR,
  remediesOf,
  repairsIn,
  supportHasEnded,
  type Unpatchable,
  whyUnpatchable,
} from './why-unpatchable.ts'

/** Whether one means can be taken here; `unknown` is never a yes. */
export type MeansStanding = {
  readonly means: Means
  readonly standing: 'possible' | 'not-possible' | 'unknown'
  readonly because: readonly string[]
  /** What has to be so before it is done, and while it is. */
  readonly asks: readonly string[]
}

export type MeansJudgement = {
  readonly today: CivilDay
  readonly standings: readonly MeansStanding[]
  readonly unpatchable: readonly Unpatchable[]
  readonly proposal: MeansProposal
  /** Controls of the case whose day has passed. */
  readonly expiredControls: readonly string[]
}

/** What can be done at this asset, each with its reasons, and what the rules propose. */
export function judgeMeans(facts: MeansFacts): MeansJudgement {
  const unpatchable = whyUnpatchable(facts)
  const standings = [
    ofPatch(facts, unpatchable),
    ofMitigate(facts),
    ofIsolate(facts),
    ofReplace(facts),
    ofAccept(facts),
  ]
  return {
    today: facts.today,
    standings,
    unpatchable,
    proposal: proposeMeans({ facts, standings, unpatchable }),
    expiredControls: facts.controls
      .filter(({ expiresOn }) => expiresOn < facts.today)
      .map(({ words, expiresOn }) => `${words}, expired on ${expiresOn}`),
  }
}

/** Where nothing was gathered nothing is known, and nothing is ruled out. */
export function nothingJudged(today: CivilDay): MeansJudgement {
  const means = ['patch', 'mitigate', 'isolate', 'replace', 'accept'] as const
  const because = ['Nothing was gathered about it']
  const standings = means.map(
    (one): MeansStanding => ({ means: one, standing: 'unknown', because, asks: [] }),
  )
  const proposal = { final: null, interim: null, because }
  return { today, standings, unpatchable: [], proposal, expiredControls: [] }
}

const STOPGAPS = ['mitigation', 'workaround']

function ofPatch(facts: MeansFacts, unpatchable: readonly Unpatchable[]): MeansStanding {
  if (unpatchable.length > 0) {
    const because = unpatchable.flatMap((one) => unpatchableBecause(one, facts))
    return { means: 'patch', standing: 'not-possible', because, asks: [] }
  }
  const { repairs, stays } = repairsIn(facts)
  const because = [
    ...sayings(repairs),
    ...facts.updates.map(updateInWords),
    ...stays.map((name) => `${name} stays: nothing repairs it`),
    ...(facts.remedies === null ? ['Its advisory is no longer here'] : []),
  ]
  const asks = patchAsks(facts)
  if (repairs.length === 0 && facts.updates.length === 0) {
    const none = 'Neither the advisory nor a list of updates says whether anything repairs it'
    return { means: 'patch', standing: 'unknown', because: [...because, none], asks }
  }
  const waits = facts.updates.filter(({ qualification }) => !SPOKEN.includes(qualification))
  const standing = facts.updates.length > 0 && waits.length === facts.updates.length
  return { means: 'patch', standing: standing ? 'unknown' : 'possible', because, asks }
}

/** Of a vendor who qualifies nothing nobody waits for a word. */
const SPOKEN: readonly string[] = ['approved', 'not-stated']

function updateInWords({ id, qualification }: UpdateHere): string {
  return `${id} ${standingInWords(qualification)}`
}

function unpatchableBecause(why: Unpatchable, facts: MeansFacts): readonly string[] {
  switch (why) {
    case 'no-fix':
      return sayings(remediesOf(facts.remedies, NO_REPAIR))
    case 'not-qualified':
      return facts.updates.map(updateInWords)
    case 'vendor-gone':
      return [`The vendor's support ended on ${facts.supportEndsOn}, and nothing repairs it`]
  }
}

/** What makes a patch here more than a patch: the process, the way back, the safety system. */
function patchAsks(facts: MeansFacts): readonly string[] {
  const { asset, answers, impact } = facts
  const asks: string[] = []
  if (asset.kind === 'sis-controller') {
    asks.push('The process that it protects stands still while it is changed')
  } else if (answers.nearSafetySystem !== 'no') {
    const near = answers.nearSafetySystem === 'yes' ? 'is' : 'may be'
    asks.push(`A safety system ${near} near: not while the process runs`)
  }
  if (needsOutage(facts)) {
    const from = impact === null ? 'a state that operations names' : impact.toleratedFrom
    const minutes = impact?.toleratedMinutes ?? null
    asks.push(`An outage, from ${from}${minutes === null ? '' : `, at most ${minutes} minutes`}`)
  }
  const oneWay = facts.reversibility === 'one-way'
  if (asset.spare !== 'programmed') {
    const words = oneWay
      ? 'The way back is by spare only'
      : 'Nothing says that it can be taken back'
    asks.push(`${words}: a programmed spare (recorded: ${asset.spare})`)
  }
  return asks
}

function ofMitigate(facts: MeansFacts): MeansStanding {
  const stopgaps = remediesOf(facts.remedies, STOPGAPS)
  const because = [
    ...sayings(stopgaps),
    ...facts.controls.map(({ words, expiresOn }) => `Recorded: ${words}, until ${expiresOn}`),
  ]
  const asks = ['Each control proved: one that is only declared lowers nothing']
  if (because.length > 0) return { means: 'mitigate', standing: 'possible', because, asks }
  const none = 'The advisory names no mitigation, and none is recorded for the case'
  return { means: 'mitigate', standing: 'unknown', because: [none], asks }
}

/** Cut off for good: only where nothing uses the service, or the process bears it without end. */
function ofIsolate({ answers, conduits, asset }: MeansFacts): MeansStanding {
  const asks = ['A control that shows that nothing passes any more']
  if (answers.serviceUsed === 'no') {
    const because = ['No line uses the service that is attacked']
    return { means: 'isolate', standing: 'possible', because, asks }
  }
  const borne = (conduits ?? []).filter(({ lossToleratedSeconds }) => lossToleratedSeconds !== null)
  if (answers.serviceUsed === 'yes' && borne.length > 0) {
    const because = borne.map(
      ({ name, lossToleratedSeconds }) =>
        `${name} is used, and the process bears to lose it for ${lossToleratedSeconds} s`,
    )
    return { means: 'isolate', standing: 'not-possible', because, asks: [] }
  }
  const because = [
    answers.serviceUsed === 'yes'
      ? 'The service is used, and how long the process bears to lose it is not recorded'
      : `Whether any line uses the service of ${asset.tag} is not known`,
  ]
  return { means: 'isolate', standing: 'unknown', because, asks }
}

function ofReplace(facts: MeansFacts): MeansStanding {
  const { supportEndsOn } = facts
  const because =
    supportEndsOn === null
      ? ['Nothing stands against it; when the support of the vendor ends is not recorded']
      : [`The vendor's support ${supportHasEnded(facts) ? 'ended' : 'ends'} on ${supportEndsOn}`]
  const asks = ['A day by which it is replaced', 'A change of its own, unless it is in kind']
  return { means: 'replace', standing: 'possible', because, asks }
}

/** To wait is an answer only where the tables say that there is time. */
function ofAccept({ urgency }: MeansFacts): MeansStanding {
  const words = `The tables say ${urgency.replaceAll('-', ' ')}`
  if (urgency === 'out-of-cycle' || urgency === 'immediate') {
    const because = [`${words}: to wait is no answer to that`]
    return { means: 'accept', standing: 'not-possible', because, asks: [] }
  }
  const asks = ['A day on which it ends, within a year']
  return { means: 'accept', standing: 'possible', because: [words], asks }
}

/** The same words for several vulnerabilities are said once. */
function sayings(remedies: readonly RemedyHere[]): readonly string[] {
  const alike = new Map<string, string[]>()
  for (const { vulnerability, category, details } of remedies) {
    const key = `${category.replaceAll('_', ' ')}\n${details}`
    alike.set(key, [...(alike.get(key) ?? []), vulnerability])
  }
  return [...alike].map(([key, names]) => {
    const [category, ...details] = key.split('\n')
    const said = details.join('\n').replace(/\.$/, '')
    return `The advisory, ${category} for ${names.join(', ')}: ${said}`
  })
}
