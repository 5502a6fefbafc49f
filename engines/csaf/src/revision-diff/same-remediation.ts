import type { Advisory } from '../advisory.ts'
import { diffRevisions } from './diff-revisions.ts'
import { sameEntry } from './later-entry.ts'
import type { ChangedFact, RevisionChange } from './revision-change.ts'

/** What changed for one entry of the older revision: its own, and what is of the whole document. */
export function changesFor(
  before: Advisory,
  after: Advisory,
  productId: string,
): readonly RevisionChange[] {
  const later = sameEntry(before, productId, after)
  return diffRevisions(before, after).filter(({ productIds }) => {
    if (productIds.before.length + productIds.after.length === 0) return true
    if (productIds.before.includes(productId)) return true
    return later !== null && productIds.after.includes(later)
  })
}

const remediationFacts: readonly ChangedFact[] = [
  'fix',
  'fix-place',
  'restart',
  'way-back',
  'mitigation',
  'product-removed',
  'vulnerability-added',
  'vulnerability-removed',
  'status',
]

/**
 * Whether what is to be done for an entry is the same in both revisions: then the newer one is no
 * new match (CSAF 2.0 clause 9.1.13), and what was planned for it stands.
 */
export function sameRemediation(before: Advisory, after: Advisory, productId: string): boolean {
  return !changesFor(before, after, productId).some(({ fact }) => remediationFacts.includes(fact))
}
