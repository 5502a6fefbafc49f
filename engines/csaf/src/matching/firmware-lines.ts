import type { Advisory } from '../advisory.ts'
import type { FirmwareLine } from '../asset-facts.ts'
import { fixedVersions } from '../remediation.ts'
import { compareVersions } from '../versions/compare-versions.ts'
import type { ProductVersions } from '../versions/product-versions.ts'
import { parseVersion, type Version } from '../versions/version.ts'

/** Entries of one product name that stand for two lines of firmware. */
export interface LinedEntries {
  readonly lineOf: ReadonlyMap<string, FirmwareLine>
}

/**
 * Some vendors list one product twice, `<= 5.008` and `<= 5.028`, and offer 5.009 for unsigned and
 * 5.029 for signed firmware. Each entry belongs to the line whose repaired version comes next
 * after its bound. Null where the advisory names no two lines, or the bounds and repaired versions
 * do not alternate.
 */
export function firmwareLines(
  advisory: Advisory,
  siblings: readonly { readonly productId: string; readonly versions: ProductVersions }[],
): LinedEntries | null {
  if (siblings.length < 2) return null
  const offers = siblings.flatMap(({ productId }) => fixedVersions(advisory, productId))
  const fixes = (['signed', 'unsigned'] as const).map((line) => ({
    line,
    version: onlyVersion(offers.filter((offer) => offer.line === line).map((one) => one.version)),
  }))
  if (fixes.some(({ version }) => version === null)) return null
  const lineOf = new Map<string, FirmwareLine>()
  for (const { productId, versions } of siblings) {
    const high = upperBound(versions)
    const next = fixes
      .filter(({ version }) => version !== null && high !== null && isBelow(high, version))
      .sort((a, b) => (isBelow(a.version as Version, b.version as Version) ? -1 : 1))[0]
    if (next !== undefined) lineOf.set(productId, next.line)
  }
  return new Set(lineOf.values()).size === 2 ? { lineOf } : null
}

/** The last version that an entry names as affected: `5.028` of `<= 5.028`. */
export function namedLast({ branch }: ProductVersions): Version | null {
  if (branch.kind !== 'ranges' || branch.intervals.length !== 1) return null
  const high = branch.intervals[0]?.high
  return high?.inclusive === true ? high.version : null
}

function upperBound({ branch }: ProductVersions): Version | null {
  if (branch.kind !== 'ranges' || branch.intervals.length !== 1) return null
  return branch.intervals[0]?.high?.version ?? null
}

function onlyVersion(texts: readonly string[]): Version | null {
  const [first, ...more] = texts.flatMap((text) => parseVersion(text) ?? [])
  if (first === undefined) return null
  return more.every((one) => compareVersions(one, first).order === 'equal') ? first : null
}

function isBelow(one: Version, other: Version): boolean {
  return compareVersions(one, other).order === 'less'
}
