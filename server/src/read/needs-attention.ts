import type { NeedsMe } from '@holdpoint/api'
import {
  type Asset,
  type Change,
  decisionRefusals,
  nextUp,
  stateWords,
  type TriageCase,
} from '@holdpoint/core'
import type { StoredFinding } from '../platform.ts'
import { caseIdOf } from './finding-rows.ts'

/** What waits for a person, worst first: changes under way, open cases, findings without a case. */
export function needsAttention(given: {
  readonly cases: readonly TriageCase[]
  readonly changes: readonly Change[]
  readonly findings: readonly StoredFinding[]
  readonly assets: readonly Asset[]
}): readonly NeedsMe[] {
  const changes = given.changes.filter((one) => one.state !== 'closed').map(ofChange)
  const withChange = new Set(given.changes.map((one) => one.caseId))
  const cases = given.cases
    .filter((one) => one.state !== 'closed' && !withChange.has(one.id))
    .map(ofCase)
  const known = new Set(given.cases.map((one) => one.id))
  const tags = new Map(given.assets.map((one) => [one.id, one.tag]))
  const findings = given.findings
    .filter((one) => one.verdict !== 'not-affected' && !known.has(caseIdOf(one)))
    .map((one) => ofFinding(one, tags.get(one.assetId) ?? one.assetId))
  return [...changes, ...cases, ...findings]
}

function ofChange(change: Change): NeedsMe {
  const next = nextUp(change)
  return {
    kind: 'change',
    id: change.id,
    title: change.title,
    what: next.what,
    reason: stateWords[change.state],
    owner: next.owner,
    link: `/changes/${change.id}`,
  }
}

function ofCase(found: TriageCase): NeedsMe {
  const open = decisionRefusals(found)[0]
  const title = `${found.finding.assetTag}: ${found.finding.cves.join(', ')}`
  const undecided = found.decision === null
  return {
    kind: 'case',
    id: found.id,
    title,
    what: undecided ? (open?.what ?? 'Decide the case') : 'Open a change',
    reason: undecided ? (open?.clearedBy ?? 'Every question is answered') : 'The case is decided',
    owner: undecided ? (open?.owner ?? 'ot-cybersecurity-lead') : 'control-systems-engineer',
    link: `/cases/${found.id}`,
  }
}

function ofFinding(finding: StoredFinding, tag: string): NeedsMe {
  return {
    kind: 'finding',
    id: caseIdOf(finding),
    title: `${tag}: ${finding.cves.join(', ')}`,
    what: finding.verdict === 'review' ? 'Rule on the match' : 'Open a case',
    reason: finding.reasons[0] ?? finding.rule,
    owner: 'ot-cybersecurity-lead',
    link: `/triage?asset=${encodeURIComponent(finding.assetId)}`,
  }
}
