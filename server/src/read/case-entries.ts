import type { FindingRef, TriageCase } from '@holdpoint/core'
import { type Advisory, sameEntry } from '@holdpoint/csaf'
import { findAdvisory } from '../act/match-plant.ts'
import type { AdvisoryHead, AdvisoryRevision, FindingKey, Platform } from '../platform.ts'
import { knownRevisions } from './revisions.ts'

type EntryRef = Pick<FindingRef, 'advisoryId' | 'advisoryVersion' | 'productId'>

/** A document and the id under which it lists what a case is about. */
export type CaseEntry = {
  readonly advisory: Advisory | null
  readonly productId: string
  /** In the latest revision. */
  readonly isListed: boolean
}

/**
 * What a case is about, as the vendor lists it now; as it was listed when the case was opened, where
 * it is no longer. A product id is read in no other revision than its own: it may have gone to
 * another product.
 */
export async function entryOfCase(platform: Platform, finding: EntryRef): Promise<CaseEntry> {
  const { advisoryId, productId } = finding
  const revisions = await platform.advisories.revisions(advisoryId)
  const now = await entryNow(platform, finding, latestOf(revisions))
  return now === null
    ? { advisory: await openedWith(platform, finding), productId, isListed: false }
    : { advisory: await findAdvisory(platform, advisoryId), productId: now, isListed: true }
}

function latestOf(revisions: readonly AdvisoryRevision[]): Latest | undefined {
  const [latest] = revisions
  return latest === undefined ? undefined : { sha256: latest.sha256, revisions: revisions.length }
}

async function openedWith(platform: Platform, finding: EntryRef): Promise<Advisory | null> {
  const revisions = await knownRevisions(platform, finding.advisoryId)
  const opened = revisions.find(({ version }) => version === finding.advisoryVersion)
  return (opened ?? revisions[0])?.advisory ?? null
}

type Latest = Pick<AdvisoryHead, 'sha256' | 'revisions'>

// Two documents are compared once, and every list of findings asks.
const NOW_MAX = 20_000
const entriesNow = new Map<string, string | null>()

/** The id under which the latest revision lists it; null where it does not. */
export async function entryNow(
  platform: Platform,
  finding: EntryRef,
  latest: Latest | undefined,
): Promise<string | null> {
  const { advisoryId, advisoryVersion, productId } = finding
  if (latest === undefined || latest.revisions < 2) return productId
  const key = JSON.stringify([advisoryId, advisoryVersion, productId, latest.sha256])
  const known = entriesNow.get(key)
  if (known !== undefined) return known
  const opened = await openedWith(platform, finding)
  const newest = (await knownRevisions(platform, advisoryId)).at(-1)?.advisory
  const now = opened === null || newest === undefined ? null : sameEntry(opened, productId, newest)
  if (entriesNow.size >= NOW_MAX) entriesNow.clear()
  entriesNow.set(key, now)
  return now
}

export function findingKey({ assetId, advisoryId, productId }: FindingKey): string {
  return JSON.stringify([assetId, advisoryId, productId])
}

/** Each case under the finding that it is about now; one that is still open before a closed one. */
export async function casesByFinding(
  platform: Platform,
  cases: readonly TriageCase[],
  heads: ReadonlyMap<string, AdvisoryHead>,
): Promise<ReadonlyMap<string, TriageCase>> {
  const byFinding = new Map<string, TriageCase>()
  for (const one of cases) {
    const { assetId, advisoryId } = one.finding
    const productId = await entryNow(platform, one.finding, heads.get(advisoryId))
    if (productId === null) continue
    const key = findingKey({ assetId, advisoryId, productId })
    const before = byFinding.get(key)
    if (before === undefined || before.state === 'closed') byFinding.set(key, one)
  }
  return byFinding
}
