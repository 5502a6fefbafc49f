import { type CvssScore, cvss } from '../cvss/cvss.ts'

export type { CvssScore } from '../cvss/cvss.ts'

// Advisories repeat few vectors thousands of times, and exact scores take a while.
const KEPT_MAX = 4096
const kept = new Map<string, CvssScore | null>()

/** What a CVSS vector of any version comes to, or null where it cannot be scored. */
export function scoresOfVector(vector: string): CvssScore | null {
  const known = kept.get(vector)
  if (known !== undefined) return known
  const scored = cvss(vector)
  if (kept.size >= KEPT_MAX) kept.clear()
  const score = scored.ok ? scored.value : null
  kept.set(vector, score)
  return score
}
