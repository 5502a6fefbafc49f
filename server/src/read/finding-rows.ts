import { createHash } from 'node:crypto'
import type { AdvisoryRow, FindingRow } from '@holdpoint/api'
import type { Asset, TriageCase } from '@holdpoint/core'
import type { Advisory } from '@holdpoint/csaf'
import { parsedAdvisory } from '../act/match-plant.ts'
import type { Platform, StoredAdvisory, StoredFinding } from '../platform.ts'

/** One finding has one case, whoever opens it first. */
export function caseIdOf(finding: {
  readonly assetId: string
  readonly advisoryId: string
  readonly productId: string
}): string {
  const key = JSON.stringify([finding.assetId, finding.advisoryId, finding.productId])
  return `case-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
}

export function highestScore(advisory: Advisory, cves?: readonly string[]): number | null {
  const scores = advisory.vulnerabilities
    .filter((one) => cves === undefined || (one.cve !== null && cves.includes(one.cve)))
    .flatMap((one) => one.scores.map((score) => score.baseScore))
    .filter((score): score is number => score !== null)
  return scores.length === 0 ? null : Math.max(...scores)
}

export type FindingContext = {
  readonly assets: ReadonlyMap<string, Asset>
  readonly advisories: ReadonlyMap<string, StoredAdvisory>
  readonly cases: ReadonlyMap<string, TriageCase>
}

export async function findingContext(platform: Platform): Promise<FindingContext> {
  const [assets, cases, advisories] = await Promise.all([
    platform.store.listModels('asset'),
    platform.store.listModels('case'),
    platform.advisories.newest(),
  ])
  return {
    assets: new Map(assets.map((row) => [row.id, row.body as unknown as Asset])),
    cases: new Map(cases.map((row) => [row.id, row.body as unknown as TriageCase])),
    advisories: new Map(advisories.map((one) => [one.advisoryId, one])),
  }
}

/** Null when the asset or the advisory went away since the matching run. */
export function findingRow(finding: StoredFinding, context: FindingContext): FindingRow | null {
  const asset = context.assets.get(finding.assetId)
  const stored = context.advisories.get(finding.advisoryId)
  if (asset === undefined || stored === undefined) return null
  const advisory = parsedAdvisory(stored)
  const product = advisory.products.find((one) => one.productId === finding.productId)
  const caseId = caseIdOf(finding)
  const known = context.cases.get(caseId)
  return {
    ...finding,
    assetTag: asset.tag,
    assetFirmware: asset.firmware,
    zone: asset.zone,
    level: asset.level,
    advisoryTitle: advisory.title,
    productName: product?.name ?? finding.productId,
    highestScore: highestScore(advisory, finding.cves),
    caseId: known === undefined ? null : caseId,
    caseState: known?.state ?? null,
  }
}

export function advisoryRow(
  stored: StoredAdvisory,
  findings: readonly StoredFinding[],
): AdvisoryRow {
  const advisory = parsedAdvisory(stored)
  const mine = findings.filter((one) => one.advisoryId === stored.advisoryId)
  const cves = advisory.vulnerabilities.map((one) => one.cve).filter((cve) => cve !== null)
  return {
    advisoryId: stored.advisoryId,
    version: stored.version,
    title: advisory.title,
    publisher: advisory.publisherName,
    releasedAt: advisory.currentReleaseAt,
    cves,
    highestScore: highestScore(advisory),
    importedAt: stored.importedAt,
    affected: mine.filter((one) => one.verdict === 'affected').length,
    review: mine.filter((one) => one.verdict === 'review').length,
  }
}
