import type { AssetFactsView } from '@holdpoint/api'
import {
  type CaseEvidence,
  type CaseSurroundings,
  type CompensatingControl,
  type ControlHere,
  type FactField,
  gatherEvidence,
  isSafetySystem,
  type TriageCase,
  whyNoCredit,
} from '@holdpoint/core'
import { namedServices, preferredScore } from '@holdpoint/csaf'
import { controlsOfCase } from '../act/proofs-of-case.ts'
import type { Platform } from '../platform.ts'
import { assetFactsView } from './asset-facts-view.ts'
import { type CaseEntry, entryOfCase } from './case-entries.ts'
import { cveFacts } from './enrichment-view.ts'
import { plantGuard } from './plant-guard.ts'
import { plantNow } from './plant-now.ts'

const nothing: CaseEvidence = { lines: [], answers: [] }

type OfCase = Pick<TriageCase, 'id' | 'finding'>

/** What the records around a case and the sources say; nothing where the asset is gone. */
export async function caseEvidence(platform: Platform, found: OfCase): Promise<CaseEvidence> {
  const around = await caseSurroundings(platform, found)
  return around === null ? nothing : gatherEvidence(around)
}

/** What the site has recorded around a case; null where the asset is gone. */
export async function caseSurroundings(
  platform: Platform,
  { id, finding }: OfCase,
): Promise<CaseSurroundings | null> {
  const [{ assets }, facts, { kept, guarded }, entry, known, controls] = await Promise.all([
    plantNow(platform),
    assetFactsView(platform, finding.assetId),
    plantGuard(platform),
    entryOfCase(platform, finding),
    cveFacts(platform, finding.cves),
    controlsOfCase(platform, id),
  ])
  const asset = assets.find((one) => one.id === finding.assetId)
  if (asset === undefined || facts === null) return null
  return {
    asset,
    factOf: (field) => factOf(facts, field),
    network: kept === null ? null : { ...kept.network, source: kept.source, at: kept.at },
    guarded,
    safetySystems: assets.filter(isSafetySystem).map(({ tag, zone }) => ({ tag, zone })),
    goesDark: facts.goesDark,
    needs: facts.needs,
    group:
      facts.group === null
        ? null
        : { ...facts.group, members: facts.group.members.map(({ tag }) => tag) },
    advisory: inThisCase(entry, finding),
    cves: known.facts,
    days: known.days,
    controls: controls.map((one) => controlHere(one, platform.now())),
  }
}

function factOf({ facts }: AssetFactsView, field: FactField) {
  const found = facts.find((one) => one.field === field)
  return found === undefined ? null : { source: found.source, at: found.at, value: found.value }
}

/** Only the vulnerabilities that the case is about, with the score of its product. */
function inThisCase(
  { advisory, productId }: CaseEntry,
  { cves }: TriageCase['finding'],
): CaseSurroundings['advisory'] {
  if (advisory === null) return null
  return {
    id: advisory.id,
    version: advisory.version,
    releasedAt: advisory.currentReleaseAt,
    vulnerabilities: advisory.vulnerabilities
      .filter(({ cve }) => cve === null || cves.includes(cve))
      .map((one) => ({
        name: one.cve ?? one.title ?? 'a vulnerability without a name',
        vector:
          (preferredScore(one.scores, productId) ?? preferredScore(one.scores))?.vector ?? null,
        services: namedServices(one),
      })),
  }
}

function controlHere(control: CompensatingControl, now: string): ControlHere {
  const { id, policy, createdAt, expiresOn } = control
  const [first] = whyNoCredit(control, now)
  const looked = first === undefined ? 'proved three ways, and in force' : `worth nothing: ${first}`
  // Where the way in was closed before, it is not this control that closes it.
  const others = control.scope?.wayIn === 'controlled'
  const proved = first === undefined || control.step === 'remove' || others
  return { id, words: policy.conduit, recordedAt: createdAt, expiresOn, looked, proved }
}
