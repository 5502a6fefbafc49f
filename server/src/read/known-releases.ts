import {
  joinReleases,
  type PatchRelease,
  type Qualification,
  type QualificationRecord,
  type QualificationRuling,
  type ReadModelWrite,
} from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import { asJson } from '../act/act-on-stream.ts'
import type { Platform } from '../platform.ts'

export const RELEASE_MODEL = 'patch-release'
export const QUALIFICATION_MODEL = 'qualification'
/** The updates that one advisory names, by its id; a revision takes their place as a whole. */
export const ADVISORY_RELEASES_MODEL = 'advisory-releases'
/** What a person ruled where sources contradict each other, by product, version and update. */
export const RULING_MODEL = 'qualification-ruling'

/** Every update that a list or an advisory names, once for each product. */
export async function knownReleases(platform: Platform): Promise<readonly PatchRelease[]> {
  return joinReleases(await statedReleases(platform))
}

/**
 * What each source says by itself; without what `except` says, which is about to be said anew. A
 * list that a person chose comes first; where it is silent, the advisories speak.
 */
export async function statedReleases(
  platform: Platform,
  except: ReadonlySet<string> = new Set(),
): Promise<readonly PatchRelease[]> {
  const [listed, advised] = await Promise.all([
    platform.store.listModels(RELEASE_MODEL),
    platform.store.listModels(ADVISORY_RELEASES_MODEL),
  ])
  return [
    ...listed.flatMap((row) => (except.has(row.id) ? [] : [row.body as unknown as PatchRelease])),
    ...advised.flatMap((row) => row.body as unknown as readonly PatchRelease[]),
  ]
}

export async function qualificationRecord(platform: Platform): Promise<QualificationRecord> {
  const [words, rulings] = await Promise.all([
    platform.store.listModels(QUALIFICATION_MODEL),
    platform.store.listModels(RULING_MODEL),
  ])
  return {
    words: words.map((row) => row.body as unknown as Qualification),
    rulings: rulings.map((row) => row.body as unknown as QualificationRuling),
  }
}

/** Where a row of a list is kept: what the same source says of the same takes its place. */
export function modelOfUpdate(row: PatchRelease | Qualification): ReadModelWrite {
  if ('releaseId' in row) {
    const { source, product, productVersion, releaseId, statedOn } = row
    const id = canonicalDigest(asJson([source, product, productVersion, releaseId, statedOn]))
    return { kind: QUALIFICATION_MODEL, id, body: asJson(row) }
  }
  // One article is for many products, and each of its sources says its own.
  const id = canonicalDigest(asJson([row.source, row.id, row.product.trim().toLowerCase()]))
  return { kind: RELEASE_MODEL, id, body: asJson(row) }
}
