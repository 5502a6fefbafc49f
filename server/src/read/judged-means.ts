import {
  answersBeside,
  askTables,
  type CaseSurroundings,
  gatherEvidence,
  judgeMeans,
  type MeansFacts,
  type MeansJudgement,
  type MissingUpdate,
  nothingJudged,
  type RemedyHere,
  type TriageCase,
  verifiedControls,
} from '@holdpoint/core'
import { type Advisory, reversibility } from '@holdpoint/csaf'
import { tablesInForce } from '../act/decision-tables.ts'
import { proofsOfCase } from '../act/proofs-of-case.ts'
import type { Platform } from '../platform.ts'
import { entryOfCase } from './case-entries.ts'
import { caseSurroundings } from './case-surroundings.ts'
import { civilDayAt } from './civil-day-at.ts'
import { repairStates } from './updates-view.ts'

/** By which means something can be done about a case, by what is recorded today. */
export async function judgedMeans(platform: Platform, state: TriageCase): Promise<MeansJudgement> {
  const { finding } = state
  const [around, entry, repairs, tables, proofs] = await Promise.all([
    caseSurroundings(platform, state),
    entryOfCase(platform, finding),
    repairStates(platform, [finding.assetId]),
    tablesInForce(platform),
    proofsOfCase(platform, state.id),
  ])
  const today = civilDayAt(platform.now(), platform.site.timeZone)
  const repair = repairs.get(finding.assetId)
  if (around === null || repair === undefined) return nothingJudged(today)
  const given = answersBeside(state, gatherEvidence(around))
  const { exposure } = verifiedControls(given.exposure, proofs, platform.now())
  const answers = { ...given, exposure }
  const { asset, controls } = around
  const { advisory, productId } = entry
  return judgeMeans({
    ...{ today, answers, asset, controls, impact: state.impact },
    urgency: askTables(tables, answers).urgency,
    supportEndsOn: repair.supportEndsOn,
    remedies: advisory === null ? null : remediesHere(advisory, { ...finding, productId }),
    updates: updatesFor(repair.against(finding.cves)),
    reversibility: advisory === null ? 'unknown' : reversibility(advisory, productId).verdict,
    conduits: conduitsOf(around),
  })
}

/** What the advisory says can be done about the entry and the vulnerabilities of the case. */
export function remediesHere(
  advisory: Advisory,
  { cves, productId }: TriageCase['finding'],
): readonly RemedyHere[] {
  return advisory.vulnerabilities
    .filter(({ cve }) => cve === null || cves.includes(cve))
    .flatMap(({ cve, title, remediations }) =>
      remediations
        .filter(({ productIds }) => productIds.includes(productId))
        .map(({ category, details }) => ({
          vulnerability: cve ?? title ?? 'a vulnerability without a name',
          ...{ category, details },
        })),
    )
}

/** What the means are judged by, of each update that repairs something here. */
export function updatesFor(updates: readonly MissingUpdate[]): MeansFacts['updates'] {
  return updates.map(({ release: { id, restart, reversibility }, qualified }) => ({
    ...{ id, restart, reversibility },
    qualification: qualified.standing,
  }))
}

function conduitsOf({ asset, network }: CaseSurroundings): MeansFacts['conduits'] {
  if (network === null || !network.zones.some(({ id }) => id === asset.zone)) return null
  return network.conduits
    .filter(({ between }) => between.includes(asset.zone))
    .map(({ name, lossToleratedSeconds }) => ({ name, lossToleratedSeconds }))
}
