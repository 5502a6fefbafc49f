import type { AssetFacts } from '../asset-facts.ts'
import { compareVersions, isSameTrain } from '../versions/compare-versions.ts'
import { parseVersion, type Version } from '../versions/version.ts'
import type { Standing } from '../versions/version-condition.ts'
import { namedLast } from './firmware-lines.ts'
import { groupBy } from './group-by.ts'
import type { Candidate } from './match.ts'
import type { Entry } from './prepared-advisory.ts'

/**
 * Entries under one product name speak about each other: as lines of firmware where the advisory
 * names two, else as ranges of which one may clear what the other affects.
 */
export function settleEntries(
  asset: AssetFacts,
  candidates: readonly Candidate[],
): readonly Candidate[] {
  if (candidates.every(({ entry }) => entry.isAlone)) return candidates
  const groups = groupBy(candidates, ({ entry }) => entry.group)
  return candidates.map((candidate) => {
    const siblings = (groups.get(candidate.entry.group) ?? []).filter((one) => one !== candidate)
    if (siblings.length === 0) return candidate
    return candidate.entry.line === null
      ? settleRanges(asset, candidate, siblings)
      : settleLine(asset, candidate, siblings)
  })
}

function settleLine(
  asset: AssetFacts,
  candidate: Candidate,
  siblings: readonly Candidate[],
): Candidate {
  const { entry, version } = candidate
  const observed = parseVersion(asset.firmware ?? asset.version ?? '')
  const last = namedLast(entry.versions)
  const isNamed =
    observed !== null && last !== null && compareVersions(observed, last).order === 'equal'
  const add = (standing: Standing, reason: string) => withFinding(candidate, { standing, reason })
  if (asset.firmwareLine === entry.line)
    return add('inside', `this entry is for ${entry.line} firmware`)
  if (asset.firmwareLine !== undefined) {
    // The plant says "unsigned 5.028", but the advisory knows 5.028 as a signed release: one of
    // them errs.
    return isNamed && !isInsideOwnLine(asset, siblings)
      ? add(
          'unknown',
          `${last.text} is named for ${entry.line} firmware, the asset is ${asset.firmwareLine}`,
        )
      : add(
          'outside',
          `this entry is for ${entry.line} firmware, the asset is ${asset.firmwareLine}`,
        )
  }
  if (version.standing !== 'inside') return candidate
  if (isNamed) return add('inside', `${last.text} itself is named as affected`)
  const others = siblings.filter((one) => one.entry.line !== null && one.entry.line !== entry.line)
  return others.length > 0 && others.every((one) => one.version.standing === 'inside')
    ? add('inside', 'affected on the signed and on the unsigned line')
    : add('unknown', 'signed and unsigned firmware differ here, and the line is not known')
}

function isInsideOwnLine(asset: AssetFacts, siblings: readonly Candidate[]): boolean {
  return siblings.some(
    ({ entry, version }) => entry.line === asset.firmwareLine && version.standing === 'inside',
  )
}

/** `< 1.24.69` and `< 1.28.16` of one product: 1.24.70 is below the second only in number. */
function settleRanges(
  asset: AssetFacts,
  candidate: Candidate,
  siblings: readonly Candidate[],
): Candidate {
  const own = openUpper(candidate.entry)
  const observed = parseVersion(asset.firmware ?? asset.version ?? '')
  if (candidate.version.standing !== 'inside' || own === null || observed === null) return candidate
  const clearing = siblings.find(({ entry, version }) => {
    const bound =
      version.standing === 'outside' && shareFault(entry, candidate.entry) ? openUpper(entry) : null
    return bound !== null && !(isSameTrain(observed, own) && !isSameTrain(observed, bound))
  })
  if (clearing === undefined) return candidate
  const reason = `another entry of this product says "${clearing.entry.versions.branch.text}"`
  return withFinding(candidate, { standing: 'unknown', reason })
}

function openUpper({ versions: { branch } }: Entry): Version | null {
  if (branch.kind !== 'ranges' || branch.intervals.length !== 1 || branch.points.length > 0)
    return null
  const [interval] = branch.intervals
  return interval?.low === null ? (interval.high?.version ?? null) : null
}

function shareFault(one: Entry, other: Entry): boolean {
  return [...one.vulnerabilities].some((index) => other.vulnerabilities.has(index))
}

function withFinding(candidate: Candidate, finding: Candidate['beside'][number]): Candidate {
  return { ...candidate, beside: [...candidate.beside, finding] }
}
