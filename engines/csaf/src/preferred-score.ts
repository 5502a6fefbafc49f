import type { Score } from './advisory.ts'
import { cvss } from './cvss/cvss.ts'

/** A score as it is shown: where its fields contradict its vector, the vector counts. */
export interface ShownScore {
  readonly version: string
  readonly vector: string
  /** By the vector where it can be read, else as stated. */
  readonly baseScore: number
  readonly stated: number
  /** False where the document states another score than its own vector gives. */
  readonly isConsistent: boolean
  /** Only the vector stands in a reference of the document. */
  readonly isLinked: boolean
  readonly source: string | null
}

/**
 * The score to show for a product, or for the whole vulnerability: the highest base score, and of
 * equals that of the newest CVSS (CSAF 2.0 clause 9.1.11).
 */
export function preferredScore(
  scores: readonly Score[],
  productId: string | null = null,
): ShownScore | null {
  const [best] = scoresThatCount(scores)
    .filter(({ productIds }) => productId === null || productIds.includes(productId))
    .map(shownScore)
    .toSorted((a, b) => b.baseScore - a.baseScore || newestFirst(a.version, b.version))
  return best ?? null
}

/** What the document states; only where it states none, what it links. */
export function scoresThatCount(scores: readonly Score[]): readonly Score[] {
  const stated = scores.filter(({ origin }) => origin === 'stated')
  return stated.length > 0 ? stated : scores
}

export function shownScore(score: Score): ShownScore {
  const { version, vector, baseScore: stated, origin, source } = score
  const scored = cvss(vector)
  const baseScore = scored.ok ? scored.value.base : stated
  const isConsistent = baseScore === stated
  return { version, vector, baseScore, stated, isConsistent, isLinked: origin === 'linked', source }
}

function newestFirst(a: string, b: string): number {
  return Number(b) - Number(a)
}
