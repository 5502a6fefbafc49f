import type { CaseOutlook, CaseView } from '@holdpoint/api'
import {
  answersBeside,
  askTables,
  type CaseEvidence,
  type Change,
  decisionRefusals,
  dueBy,
  itemStandings,
  type KeptBy,
  openItems,
  readAgain,
  suggestContext,
  type TriageCase,
  tablesThatDecided,
  verifiedControls,
  type WouldChange,
  whatWouldChange,
} from '@holdpoint/core'
import { fixedVersions, reversibility } from '@holdpoint/csaf'
import { loadCase } from '../act/act-on-case.ts'
import { keptTables, tablePolicy, tablesInForce } from '../act/decision-tables.ts'
import { proofsOfCase } from '../act/proofs-of-case.ts'
import type { Platform } from '../platform.ts'
import { entryOfCase } from './case-entries.ts'
import { caseEvidence } from './case-surroundings.ts'
import { civilDayAt } from './civil-day-at.ts'
import { cveFacts } from './enrichment-view.ts'
import { findingContext, findingRow } from './finding-rows.ts'
import { judgedMeans } from './judged-means.ts'
import { limitsNow } from './limits-now.ts'
import { historyOf, peopleNames } from './people-names.ts'
import { scoresAtAsset } from './scores-at-asset.ts'
import { filesOfUpdates } from './update-files.ts'
import { caseUpdates } from './updates-view.ts'

export async function caseView(platform: Platform, id: string): Promise<CaseView | null> {
  const { state, version, events } = await loadCase(platform, id)
  if (state === null) return null
  const context = await findingContext(platform)
  const { advisory, productId, isListed } = await entryOfCase(platform, state.finding)
  const finding = { ...state.finding, productId }
  const current = isListed ? await platform.findings.find(finding) : null
  const found = findingRow(current ?? state.finding, context)
  if (found === null) return null
  const row = { ...found, caseId: id, caseState: state.state }
  const asset = context.assets.get(state.finding.assetId)
  const [known, evidence, updates, filesOf, means] = await Promise.all([
    cveFacts(platform, state.finding.cves),
    caseEvidence(platform, state),
    caseUpdates(platform, state.finding),
    filesOfUpdates(platform),
    judgedMeans(platform, state),
  ])
  const tables = await byTables(platform, state, evidence)
  const openedOn = civilDayAt(events[0]?.at ?? platform.now(), platform.site.timeZone)
  const changes = (await platform.store.listModels('change'))
    .map((one) => one.body as unknown as Change)
    .filter((one) => one.caseId === id)
  const controls = (await platform.store.listModels('control'))
    .map((one) => one.body as { readonly id: string; readonly caseId: string })
    .filter((one) => one.caseId === id)
  return {
    case: state,
    version,
    finding: row,
    scores:
      advisory === null || asset === undefined
        ? []
        : scoresAtAsset(advisory, asset, { ...state, finding }),
    updates: updates.map((one) => {
      const { id: releaseId, product } = one.release
      return { ...one, files: filesOf({ releaseId, product }) }
    }),
    fixed: advisory === null ? [] : fixedVersions(advisory, productId),
    reversibility:
      advisory === null ? { verdict: 'unknown', quote: null } : reversibility(advisory, productId),
    means,
    limits: await limitsNow(platform, state.limits ?? []),
    suggested: suggestContext(known.facts, known.days),
    ...tables,
    dueBy: dueBy(openedOn, state.decision?.urgency ?? tables.today),
    openPoints: decisionRefusals(state, evidence),
    changeIds: changes.map((one) => one.id),
    controlIds: controls.map((one) => one.id),
    history: historyOf(events, await peopleNames(platform)),
  }
}

/** The answers before the tables of today, and the decision before its own. */
async function byTables(platform: Platform, state: TriageCase, evidence: CaseEvidence) {
  const [tables, policy, kept, proofs] = await Promise.all([
    tablesInForce(platform),
    tablePolicy(platform),
    keptTables(platform),
    proofsOfCase(platform, state.id),
  ])
  const given = answersBeside(state, evidence)
  const { exposure } = verifiedControls(given.exposure, proofs, platform.now())
  const answers = { ...given, exposure }
  return {
    evidence,
    items: itemStandings(state, evidence),
    openItems: openItems(state, evidence),
    today: askTables(tables, answers),
    wouldChange: changeOfDecision(state, kept) ?? whatWouldChange(tables, answers),
    readAgain: state.decision === null ? null : readAgain(state.decision, tables, kept),
    tablePolicy: policy,
  }
}

/** Of a decided case: by the answers and the very tables that decided it, where they are kept. */
function changeOfDecision({ decision }: TriageCase, kept: KeptBy): WouldChange | null {
  const own = decision === null ? null : tablesThatDecided(decision, kept)
  if (own === null || decision?.answers === undefined) return null
  return whatWouldChange(own, decision.answers)
}

/** The few lines that say how urgent a case is and what would change it. */
export async function caseOutlook(platform: Platform, id: string): Promise<CaseOutlook | null> {
  const { state } = await loadCase(platform, id)
  if (state === null) return null
  const evidence = await caseEvidence(platform, state)
  const {
    today,
    openItems: open,
    wouldChange,
    readAgain: again,
  } = await byTables(platform, state, evidence)
  const tables = (today.opinions ?? []).map(({ title, urgency }) => ({ title, urgency }))
  return { urgency: today.urgency, tables, open, wouldChange, readAgain: again }
}
