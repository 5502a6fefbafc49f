import { createHash } from 'node:crypto'
import type { AdvisoryRow, FindingRow } from '@holdpoint/api'
import type { Asset, TriageCase } from '@holdpoint/core'
import { type Advisory, scoresThatCount } from '@holdpoint/csaf'
import type {
  AdvisoryHead,
  FindingKey,
  Platform,
  StoredFinding,
  VerdictCount,
} from '../platform.ts'
import { casesByFinding, findingKey } from './case-entries.ts'

/** One finding has one case, whoever opens it first, and keeps it when the vendor numbers anew. */
export function caseIdOf(finding: FindingKey, context: FindingContext): string {
  const known = context.caseOf.get(findingKey(finding))
  if (known !== undefined) return known.id
  const id = caseIdFrom(findingKey(finding))
  if (!context.cases.has(id)) return id
  // The product that had this id once has a case of its own.
  const version = context.advisories.get(finding.advisoryId)?.version ?? ''
  return caseIdFrom(JSON.stringify([findingKey(finding), version]))
}

function caseIdFrom(key: string): string {
  return `case-${createHash('sha256').update(key).digest('hex').slice(0, 12)}`
}

export function highestScore(advisory: Advisory, cves?: readonly string[]): number | null {
  const scores = advisory.vulnerabilities
    .filter((one) => cves === undefined || (one.cve !== null && cves.includes(one.cve)))
    .flatMap((one) => scoresThatCount(one.scores).map((score) => score.baseScore))
    .filter((score): score is number => score !== null)
  return scores.length === 0 ? null : Math.max(...scores)
}

export type FindingContext = {
  readonly assets: ReadonlyMap<string, Asset>
  readonly advisories: ReadonlyMap<string, AdvisoryHead>
  readonly cases: ReadonlyMap<string, TriageCase>
  /** By the finding that each is about now. */
  readonly caseOf: ReadonlyMap<string, TriageCase>
}

export async function findingContext(platform: Platform): Promise<FindingContext> {
  const [assets, cases, advisories] = await Promise.all([
    platform.store.listModels('asset'),
    platform.store.listModels('case'),
    platform.advisories.heads(),
  ])
  const byId = new Map(cases.map((row) => [row.id, row.body as unknown as TriageCase]))
  const heads = new Map(advisories.map((one) => [one.advisoryId, one]))
  return {
    assets: new Map(assets.map((row) => [row.id, row.body as unknown as Asset])),
    cases: byId,
    advisories: heads,
    caseOf: await casesByFinding(platform, [...byId.values()], heads),
  }
}

/** A finding of the newest run, or as a case remembers it. */
type ShownFinding = Omit<StoredFinding, 'productName' | 'highestScore'> & Partial<StoredFinding>

/** Null when the asset or the advisory went away since the matching run. */
export function findingRow(finding: ShownFinding, context: FindingContext): FindingRow | null {
  const asset = context.assets.get(finding.assetId)
  const head = context.advisories.get(finding.advisoryId)
  if (asset === undefined || head === undefined) return null
  const known = context.caseOf.get(findingKey(finding))
  return {
    ...finding,
    assetTag: asset.tag,
    assetFirmware: asset.firmware,
    zone: asset.zone,
    level: asset.level,
    advisoryTitle: head.summary.title,
    productName: finding.productName ?? finding.productId,
    highestScore: finding.highestScore ?? null,
    caseId: known?.id ?? null,
    caseState: known?.state ?? null,
  }
}

export type VerdictCounts = ReadonlyMap<string, { affected: number; review: number }>

/** How many findings each advisory has, counted once for a whole list. */
export function countsByAdvisory(counts: readonly VerdictCount[]): VerdictCounts {
  return new Map(counts.map(({ id, affected, review }) => [id, { affected, review }]))
}

export function advisoryRow(head: AdvisoryHead, counts: VerdictCounts): AdvisoryRow {
  const { advisoryId, version, importedAt, summary } = head
  const { affected, review } = counts.get(advisoryId) ?? { affected: 0, review: 0 }
  return { advisoryId, version, ...summary, importedAt, affected, review }
}
