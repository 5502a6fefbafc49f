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
}

/**
 * The score to show for a product, or for the whole vulnerability: the highest base score, and of
 * equals that of the newest CVSS (CSAF 2.0 clause 9.1.11).
 */
export function preferredScore(
  scores: readonly Score[],
  productId: string | null = null,
): ShownScore | null {
  const [best] = scores
    .filter(({ productIds }) => productId === null || productIds.includes(productId))
    .map(shownScore)
    .toSorted((a, b) => b.baseScore - a.baseScore || newestFirst(a.version, b.version))
  return best ?? null
}

export function shownScore({ version, vector, baseScore: stated }: Score): ShownScore {
  const scored = cvss(vector)
  const baseScore = scored.ok ? scored.value.base : stated
  return { version, vector, baseScore, stated, isConsistent: baseScore === stated }
}

function newestFirst(a: string, b: string): number {
  return Number(b) - Number(a)
}
