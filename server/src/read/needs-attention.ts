import type { NeedsMe } from '@holdpoint/api'
import {
  type AskedAgain,
  type Asset,
  boardRoles,
  type Change,
  type CivilDay,
  decisionRefusals,
  formRefusals,
  nextUp,
  plantTouched,
  signedRoles,
  stageOf,
  stateWords,
  type TriageCase,
  type Unpatched,
  unpatchableRegister,
} from '@holdpoint/core'
import type { FindingsShown, Person, StoredFinding } from '../platform.ts'
import { findingKey } from './case-entries.ts'

type Undated = Omit<NeedsMe, 'dueOn'>

type Need = NeedsMe & {
  /** Who holds the role and still cannot: nobody signs for their own change. */
  readonly notBy: readonly string[]
}

type Conflict = { readonly tag: string; readonly fields: readonly string[] }

type Plant = {
  /** Assets on whose facts sources disagree. */
  readonly conflicts: readonly Conflict[]
  readonly today: CivilDay
  readonly cases: readonly TriageCase[]
  readonly changes: readonly Change[]
  /** Each case under the finding that it is about now. */
  readonly caseOf: ReadonlyMap<string, TriageCase>
  /** The worst of those that are affected or for review. */
  readonly findings: Pick<FindingsShown, 'findings' | 'total'>
  readonly assets: readonly Asset[]
  /** Cases whose decisions a newer revision touches, and whose. */
  readonly askedAgain: readonly {
    readonly found: TriageCase
    readonly asked: readonly AskedAgain[]
  }[]
  /** Cases whose answer KEV has contradicted since. */
  readonly exploited: readonly { readonly found: TriageCase; readonly why: string }[]
  /** What the clocks of the site and its sources ask of whom, each by its day. */
  readonly byClock: readonly NeedsMe[]
}

/** What waits for whom, worst first: what has a day, changes under way, open cases, findings without a case. */
export function needsAttention(given: Plant & { readonly person: Person }): {
  readonly needsMe: readonly NeedsMe[]
  readonly needsOthers: readonly NeedsMe[]
} {
  const { personId, roles } = given.person
  const mine = ({ owner, notBy }: Need) =>
    roles.some((role) => role === owner) && !notBy.includes(personId)
  const needs = allNeeds(given)
  const shown = ({ notBy: _, ...need }: Need): NeedsMe => need
  return {
    needsMe: needs.filter(mine).map(shown),
    needsOthers: needs.filter((need) => !mine(need)).map(shown),
  }
}

function allNeeds(given: Plant): readonly Need[] {
  const changes = given.changes.filter((one) => one.state !== 'closed').flatMap(ofChange)
  const withChange = new Set(given.changes.map((one) => one.caseId))
  const cases = given.cases
    .filter((one) => one.state !== 'closed' && !withChange.has(one.id))
    .map(ofCase)
  const tags = new Map(given.assets.map((one) => [one.id, one.tag]))
  const named = given.findings.findings
    .filter((one) => !given.caseOf.has(findingKey(one)))
    .map((one) => ofFinding(one, tags.get(one.assetId) ?? one.assetId))
  const unnamed = given.findings.total - given.findings.findings.length
  const findings = unnamed > 0 ? [...named, ofFurther(unnamed)] : named
  const again = given.askedAgain.flatMap(({ found, asked }) =>
    asked.map((one) => ofAsked(found, one)),
  )
  const exploited = given.exploited.map(({ found, why }) => ofExploited(found, why))
  const ending = unpatchableRegister(given.cases, given.today)
    .filter(({ standing }) => standing === 'due' || standing === 'lapsed')
    .map(ofTerm)
  const byClock = given.byClock.map((need) => ({ ...need, notBy: [] }))
  const conflicts = given.conflicts.length === 0 ? [] : [ofConflicts(given.conflicts)]
  const others = [...exploited, ...ending, ...again, ...conflicts, ...cases, ...findings]
  const undated = [...changes, ...others.map(byAnybody)]
  return [...byClock, ...undated.map((need) => ({ ...need, dueOn: null }))]
}

const byAnybody = (need: Undated) => ({ ...need, notBy: [] })

/** Before the board several people owe something at once; else one is next. */
function ofChange(change: Change): readonly Omit<Need, 'dueOn'>[] {
  const { id, title, state, revision } = change
  const row = { kind: 'change', id, title, reason: stateWords[state] } as const
  const link = pageOf(change)
  if (state === 'before-board') {
    const owed = owedToBoard(change)
    if (owed.length > 0) return owed.map((one) => ({ ...row, ...one, link }))
  }
  const reason = `${stateWords[state]}, revision ${revision}`
  return [{ ...row, ...nextUp(change), reason, link, notBy: [] }]
}

function owedToBoard(change: Change): readonly Pick<Need, 'what' | 'owner' | 'notBy'>[] {
  const empty = formRefusals(change.board.form)
  if (empty.length === 0) {
    const signed = signedRoles(change)
    return boardRoles
      .filter((role) => !signed.includes(role))
      .map((owner) => ({ what: 'Sign, or veto', owner, notBy: change.authorIds }))
  }
  return boardRoles.flatMap((owner) => {
    const own = empty.filter((one) => one.owner === owner).length
    if (own === 0) return []
    return [{ what: own === 1 ? 'Fill one field' : `Fill ${own} fields`, owner, notBy: [] }]
  })
}

/** The page where the next act is done. */
function pageOf(change: Change): string {
  const { id, plan, state } = change
  if (state === 'drafted' && plan === null) return `/changes/${id}/plan`
  if (state === 'vetoed' && !plantTouched(change)) return `/changes/${id}`
  switch (stageOf(state)) {
    case 4:
      return `/changes/${id}/window`
    case 5:
      return `/changes/${id}/validation`
    default:
      return `/changes/${id}`
  }
}

function ofCase(found: TriageCase): Undated {
  const open = decisionRefusals(found)[0]
  const title = `${found.finding.assetTag}: ${found.finding.cves.join(', ')}`
  // One that is open again was decided: why it is open is what its people must know.
  const undecided = found.state === 'open'
  const answered = found.reopenedBecause ?? 'Every question is answered'
  return {
    kind: 'case',
    id: found.id,
    title,
    what: undecided ? (open?.what ?? 'Decide the case') : 'Open a change',
    reason: undecided ? (open?.clearedBy ?? answered) : 'The case is decided',
    owner: undecided ? (open?.owner ?? 'ot-cybersecurity-lead') : 'control-systems-engineer',
    link: `/cases/${found.id}`,
  }
}

/** The case stands as it is; one role has to look whether its decision still does. */
function ofAsked({ id, finding }: TriageCase, { role, since, because }: AskedAgain): Undated {
  const [first = '', ...more] = because
  return {
    kind: 'revision',
    id: `${id} ${role}`,
    title: `${finding.assetTag}: ${finding.advisoryId}`,
    what: `Look again: changed since version ${since}`,
    reason: more.length === 0 ? first : `${first}, and ${more.length} more`,
    owner: role,
    link: `/cases/${id}`,
  }
}

/** What was answered is no longer so; the decision stands until somebody answers again. */
function ofExploited({ id, finding }: TriageCase, why: string): Undated {
  return {
    kind: 'case',
    id: `${id} exploited`,
    title: `${finding.assetTag}: ${finding.cves.join(', ')}`,
    what: 'Look again: it is exploited',
    reason: why,
    owner: 'ot-cybersecurity-lead',
    link: `/cases/${id}`,
  }
}

/** What repairs nothing ends on a day; a month before somebody looks at it. */
function ofTerm({ caseId, finding, means, term, daysLeft }: Unpatched): Undated {
  const replacement = term.replaceBy !== null && term.replaceBy < term.until
  const last = replacement
    ? `To be replaced by ${term.replaceBy}`
    : `To ${means} until ${term.until}`
  return {
    kind: 'case',
    id: `${caseId} term`,
    title: `${finding.assetTag}: ${finding.cves.join(', ')}`,
    what: 'Look whether it still holds, and renew it',
    reason: `${last}: ${daysLeft < 0 ? 'that day has passed' : `${daysLeft} days left`}`,
    owner: 'ot-cybersecurity-lead',
    link: `/cases/${caseId}`,
  }
}

/** What is believed of an asset decides what is found: somebody says whose word stands. */
function ofConflicts(conflicts: readonly Conflict[]): Undated {
  const facts = conflicts.reduce((sum, { fields }) => sum + fields.length, 0)
  const [first] = conflicts
  const others = conflicts.length - 1
  return {
    kind: 'conflict',
    id: 'conflicts',
    title: others === 0 ? `${first?.tag}` : `${first?.tag} and ${others} more`,
    what: 'Say whose word stands',
    reason: `Sources disagree about ${facts} ${facts === 1 ? 'fact' : 'facts'} of the inventory`,
    owner: 'control-systems-engineer',
    link: '/assets/conflicts',
  }
}

function ofFinding(finding: StoredFinding, tag: string): Undated {
  return {
    kind: 'finding',
    id: findingKey(finding),
    title: `${tag}: ${finding.cves.join(', ')}`,
    what: finding.verdict === 'review' ? 'Rule on the match' : 'Open a case',
    reason: finding.reasons[0] ?? finding.rule,
    owner: 'ot-cybersecurity-lead',
    link: `/triage?asset=${encodeURIComponent(finding.assetId)}`,
  }
}

function ofFurther(count: number): Undated {
  return {
    kind: 'finding',
    id: 'further',
    title: `${count} further findings`,
    what: 'Triage them in the queue',
    reason: 'The worst stand here; the queue has them all',
    owner: 'ot-cybersecurity-lead',
    link: '/triage',
  }
}
