import type { Advisory } from '../advisory.ts'
import type { AssetFacts } from '../asset-facts.ts'
import { assetSubject } from '../products/product-identity.ts'
import { type Match, matchPrepared } from './match.ts'
import { prepareAdvisory } from './prepared-advisory.ts'

export interface MatchRun {
  readonly matches: readonly Match[]
  readonly stats: MatchStats
}

/**
 * Counted in pairs of one asset and one advisory, by the worst verdict; a pair without a match is
 * not affected.
 */
export interface MatchStats {
  readonly assets: number
  readonly advisories: number
  readonly pairs: number
  readonly affected: number
  readonly review: number
  readonly notAffected: number
}

/** Every asset against every advisory, in the order given. */
export function matchAll(assets: readonly AssetFacts[], advisories: readonly Advisory[]): MatchRun {
  const subjects = assets.map(assetSubject)
  const vendors = new Set(subjects.map(({ vendor }) => vendor))
  const anyVendor = vendors.has('')
  const matches: Match[] = []
  let affected = 0
  let review = 0
  for (const advisory of advisories) {
    const prepared = prepareAdvisory(advisory)
    const heard = prepared.entries.some(({ subject }) => vendors.has(subject.vendor))
    if (!anyVendor && !heard) continue
    for (const subject of subjects) {
      const found = matchPrepared(subject, prepared)
      matches.push(...found)
      if (found.some(({ verdict }) => verdict === 'affected')) affected++
      else if (found.some(({ verdict }) => verdict === 'review')) review++
    }
  }
  const pairs = assets.length * advisories.length
  const notAffected = pairs - affected - review
  const { length } = assets
  return {
    matches,
    stats: { assets: length, advisories: advisories.length, pairs, affected, review, notAffected },
  }
}
