import type { CaseView } from '@holdpoint/api'
import { type Change, decisionRefusals, suggestContext, type TriageCase } from '@holdpoint/core'
import { fixedVersions, reversibility } from '@holdpoint/csaf'
import { loadCase } from '../act/act-on-case.ts'
import { findAdvisory } from '../act/match-plant.ts'
import type { Platform, StoredFinding } from '../platform.ts'
import { cveFacts } from './enrichment-view.ts'
import { findingContext, findingRow } from './finding-rows.ts'
import { historyOf, peopleNames } from './people-names.ts'
import { scoresAtAsset } from './scores-at-asset.ts'

export async function caseView(platform: Platform, id: string): Promise<CaseView | null> {
  const { state, version, events } = await loadCase(platform, id)
  if (state === null) return null
  const context = await findingContext(platform)
  const current = (await platform.findings.list()).find((one) => sameFinding(one, state))
  const row = findingRow(current ?? state.finding, context)
  if (row === null) return null
  const { advisoryId, productId } = state.finding
  const advisory = await findAdvisory(platform, advisoryId)
  const asset = context.assets.get(state.finding.assetId)
  const known = await cveFacts(platform, state.finding.cves)
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
    scores: advisory === null || asset === undefined ? [] : scoresAtAsset(advisory, asset, state),
    fixed: advisory === null ? [] : fixedVersions(advisory, productId),
    reversibility:
      advisory === null ? { verdict: 'unknown', quote: null } : reversibility(advisory, productId),
    suggested: suggestContext(known.facts, known.days),
    openPoints: decisionRefusals(state),
    changeIds: changes.map((one) => one.id),
    controlIds: controls.map((one) => one.id),
    history: historyOf(events, await peopleNames(platform)),
  }
}

function sameFinding(finding: StoredFinding, state: TriageCase): boolean {
  return (
    finding.assetId === state.finding.assetId &&
    finding.advisoryId === state.finding.advisoryId &&
    finding.productId === state.finding.productId
  )
}
