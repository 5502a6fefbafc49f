import { unreachable } from '@holdpoint/std'
import { type AssetFacts, componentOf } from '../asset-facts.ts'
import { compactOrderNumber } from '../products/order-number.ts'
import type { AssetSubject, ProductSubject } from '../products/subjects.ts'
import { compareVersions } from '../versions/compare-versions.ts'
import type { ProductVersions } from '../versions/product-versions.ts'
import { type Part, parseVersion, type Version } from '../versions/version.ts'
import {
  type Interval,
  intervalStanding,
  type Requirement,
  type Standing,
  type VersionCondition,
} from '../versions/version-condition.ts'
import { boundsOf } from './observed.ts'

/** One thing that an entry asks beside the identity, and how the asset stands to it. */
export interface Finding {
  readonly standing: Standing
  readonly reason: string
}

export function seriesFinding(one: AssetSubject, entry: ProductSubject): Finding | null {
  const { series } = entry.name
  if (series.length === 0) return null
  if (one.series === null) {
    return {
      standing: 'unknown',
      reason: `only series ${series.join(', ')}; the series is not known`,
    }
  }
  const standing = series.includes(one.series) ? 'inside' : 'outside'
  return { standing, reason: `series ${one.series}; the entry means series ${series.join(', ')}` }
}

export function hardwareFinding({ asset }: AssetSubject, entry: ProductSubject): Finding | null {
  const { hardware } = entry.name
  if (hardware === null) return null
  const own = parseVersion(asset.hardware ?? '')
  const asked = parseVersion(hardware)
  if (own === null || asked === null) {
    return { standing: 'unknown', reason: `only hardware ${hardware}; the hardware is not known` }
  }
  const { order } = compareVersions(own, asked)
  const standing = order === 'equal' ? 'inside' : order === 'incomparable' ? 'unknown' : 'outside'
  return { standing, reason: `hardware ${asset.hardware}; the entry means ${hardware}` }
}

const AND_MORE =
  /\b(?:and|or) (?:all )?(?:earlier|prior|previous|older|below|later|newer|higher|above)\b/i

/** `WinCC V16` is the V16 of WinCC: an asset of another release belongs to another entry. */
export function releaseFinding(
  one: AssetSubject,
  entry: ProductSubject,
  versions: ProductVersions,
): Finding | null {
  const asked = entry.name.release === null ? null : parseVersion(entry.name.release)
  if (asked === null) return null
  const named = one.names.flatMap(({ release }) => (release === null ? [] : [release]))
  const stated = one.asset.version ?? one.asset.firmware
  const written = stated ?? named[0]
  const own = parseVersion(written ?? '')
  const reason = `only release V${entry.name.release}; the asset is ${written ?? 'not known'}`
  if (own === null) return { standing: 'unknown', reason }
  if (startsWith(own, asked)) return { standing: 'inside', reason }
  // Only where the bound counts in the same numbers does another number mean another release.
  const counted = boundsOf(versions.branch).some((bound) => startsWith(bound, asked))
  const sameName = named.some((release) => startsWith(parseVersion(release), asked))
  if (sameName && !counted) return { standing: 'inside', reason }
  const otherName = named.length > 0 && !sameName
  const open = AND_MORE.test(entry.product.productName ?? '') || startsWith(asked, own)
  return { standing: (counted || otherName) && !open ? 'outside' : 'unknown', reason }
}

function startsWith(version: Version | null, stem: Version): boolean {
  if (version === null) return false
  // Mostly the first number tells.
  if (isOtherNumber(version.parts[0], stem.parts[0])) return false
  const head = { ...version, parts: version.parts.slice(0, stem.parts.length) }
  const bare = { ...head, qualifiers: stem.qualifiers }
  return compareVersions(bare, stem).order === 'equal'
}

function isOtherNumber(one: Part | undefined, other: Part | undefined): boolean {
  if (one?.kind !== 'number' || other?.kind !== 'number') return false
  return one.digits !== other.digits && !one.digits.startsWith('0') && !other.digits.startsWith('0')
}

/** Conditions beside the version, such as "only if web components are used". */
export function requirementFindings(
  asset: AssetFacts,
  branch: VersionCondition,
): readonly Finding[] {
  return branch.kind === 'undecided'
    ? []
    : branch.requirements.map((requirement) => requirementFinding(asset, requirement))
}

function intervalWords({ low, high }: Interval): string {
  const from = low === null ? [] : [`${low.inclusive ? 'from' : 'after'} ${low.version.text}`]
  const to = high === null ? [] : [`${high.inclusive ? 'up to' : 'before'} ${high.version.text}`]
  return [...from, ...to].join(' ')
}

function requirementFinding(asset: AssetFacts, requirement: Requirement): Finding {
  switch (requirement.kind) {
    case 'component-flag': {
      const own = componentOf(asset, requirement.name)
      const standing = own === true ? 'inside' : own === false ? 'outside' : 'unknown'
      return { standing, reason: `only with ${requirement.name}` }
    }
    case 'component-one-of': {
      const own = componentOf(asset, requirement.name)
      const reason = `only with ${requirement.name} ${requirement.values.join(', ')}`
      if (own === undefined || own === true) return { standing: 'unknown', reason }
      return { standing: requirement.values.includes(String(own)) ? 'inside' : 'outside', reason }
    }
    case 'component-bound': {
      const own = componentOf(asset, requirement.name)
      const reason = `only with ${requirement.name} ${intervalWords(requirement.interval)}`
      const version = typeof own === 'string' ? parseVersion(own) : null
      if (own === false) return { standing: 'outside', reason }
      if (version === null) return { standing: 'unknown', reason }
      const standing = intervalStanding(version, requirement.interval)
      return { standing, reason: `${reason}: ${own}` }
    }
    case 'order-number': {
      const own = [asset.orderNumber, asset.model].filter((one) => one !== undefined)
      const reason = `only order number ${requirement.value}`
      if (own.length === 0) return { standing: 'unknown', reason }
      const same = own.some((one) => compactOrderNumber(one) === requirement.value.toUpperCase())
      // Another model name proves nothing where the plant wrote no order number down.
      const other = asset.orderNumber === undefined ? 'unknown' : 'outside'
      return { standing: same ? 'inside' : other, reason }
    }
    case 'hardware': {
      // Another revision is not named by the advisory, which does not say that it is free of the
      // fault.
      const same = asset.hardware?.toUpperCase() === requirement.value.toUpperCase()
      return {
        standing: same ? 'inside' : 'unknown',
        reason: `hardware revision ${requirement.value}`,
      }
    }
    case 'words':
      return { standing: 'unknown', reason: `the advisory adds "${requirement.text}"` }
    default:
      return unreachable(requirement)
  }
}
