import type { Advisory } from '../advisory.ts'
import type { AssetFacts } from '../asset-facts.ts'
import { indexAdvisories } from './advisory-index.ts'
import { groupAssets } from './asset-groups.ts'
import type { Match, Verdict } from './match.ts'
import { type GroupFinding, type GroupRun, matchGroups, placedMatches } from './match-groups.ts'

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

/** Every asset against every advisory, in the order given: by advisory, then by asset. */
export function matchAll(assets: readonly AssetFacts[], advisories: readonly Advisory[]): MatchRun {
  const index = indexAdvisories(advisories)
  const runs = matchGroups(groupAssets(assets), assets, index)
  const placed = runs.flatMap(({ asset: speaker, members }) => {
    const findings = placedMatches(speaker, index)
    return members.flatMap((at) => {
      const assetId = assets[at]?.id ?? ''
      return findings.map(({ advisory, match }) => ({ advisory, at, match: { ...match, assetId } }))
    })
  })
  placed.sort((one, other) => one.advisory - other.advisory || one.at - other.at)
  const size = { assets: assets.length, advisories: advisories.length }
  return { matches: placed.map(({ match }) => match), stats: statsOf(runs, size) }
}

/** Counts the pairs of runs without writing out a single one. */
export function statsOf(
  runs: readonly GroupRun[],
  { assets, advisories }: { readonly assets: number; readonly advisories: number },
): MatchStats {
  let affected = 0
  let review = 0
  for (const { members, findings } of runs) {
    for (const verdict of worstByAdvisory(findings).values()) {
      if (verdict === 'affected') affected += members.length
      else if (verdict === 'review') review += members.length
    }
  }
  const pairs = assets * advisories
  return { assets, advisories, pairs, affected, review, notAffected: pairs - affected - review }
}

const RANK = { affected: 2, review: 1, 'not-affected': 0 } as const satisfies Record<
  Verdict,
  number
>

function worstByAdvisory(findings: readonly GroupFinding[]): ReadonlyMap<number, Verdict> {
  const worst = new Map<number, Verdict>()
  for (const { advisory, verdict } of findings) {
    const before = worst.get(advisory)
    if (before === undefined || RANK[verdict] > RANK[before]) {
      worst.set(advisory, verdict)
    }
  }
  return worst
}
