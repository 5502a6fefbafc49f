import { unreachable } from '@holdpoint/std'
import { compareVersions, isSameTrain } from './compare-versions.ts'
import { parseDays } from './days.ts'
import { parseRevision, parseVersion, type Version } from './version.ts'

/** What a version text asks of an asset. `rule` names the rule of reading that decided. */
export type VersionCondition = Ranges | Undecided

export interface Ranges {
  readonly kind: 'ranges'
  readonly rule: string
  readonly text: string
  readonly axis: Axis
  readonly intervals: readonly Interval[]
  readonly points: readonly Version[]
  readonly exclusions: readonly Version[]
  /**
   * `trains`: each upper bound speaks for its own train of releases. `either`: the text can be
   * read as a plain list or as trains, so an asset is decided only where both readings agree.
   */
  readonly reading: 'plain' | 'trains' | 'either'
  readonly requirements: readonly Requirement[]
}

/**
 * `structure`: operators do not fit together. `words`: the text says something we do not
 * understand.
 */
export interface Undecided {
  readonly kind: 'undecided'
  readonly rule: string
  readonly text: string
  readonly because: 'structure' | 'words'
}

export type Axis =
  | { readonly kind: 'firmware' }
  | { readonly kind: 'component'; readonly name: string }
  | { readonly kind: 'serial-prefix'; readonly digits: number }
  /** The day on which the device was made, or the software released. */
  | { readonly kind: 'day'; readonly of: 'made' | 'released' }
  /** No range: models, editions or releases, each under its own name. */
  | { readonly kind: 'named'; readonly values: readonly string[] }

export interface Bound {
  readonly version: Version
  readonly inclusive: boolean
}

export interface Interval {
  readonly low: Bound | null
  readonly high: Bound | null
}

/** A condition beside the version; all must hold. */
export type Requirement =
  | { readonly kind: 'component-flag'; readonly name: string }
  | { readonly kind: 'component-one-of'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'component-bound'; readonly name: string; readonly interval: Interval }
  | { readonly kind: 'order-number'; readonly value: string }
  | { readonly kind: 'hardware'; readonly value: string }
  | { readonly kind: 'words'; readonly text: string }

/** Where a version stands; `unknown` always ends with a person. */
export type Standing = 'inside' | 'outside' | 'unknown'

/** The standing of one observed version (or serial number, on that axis) to the condition. */
export function standingIn(condition: Ranges, observed: string): Standing {
  const { axis } = condition
  if (axis.kind === 'serial-prefix') return serialStanding(condition, observed)
  if (axis.kind === 'day') return dayStanding(condition, observed)
  if (axis.kind === 'named') return namedStanding(axis.values, observed)
  const version = parseVersion(observed) ?? parseRevision(observed)
  if (version === null) return isEverything(condition) ? 'inside' : 'unknown'
  return standingOf(condition, version)
}

export function isEverything({ intervals, exclusions }: Ranges): boolean {
  const open = intervals.some(({ low, high }) => low === null && high === null)
  return open && exclusions.length === 0
}

function standingOf(condition: Ranges, version: Version): Standing {
  if (condition.exclusions.length === 0) return rangesStanding(condition, version)
  const excluded = anyOf(condition.exclusions.map((one) => exclusionStanding(version, one)))
  if (excluded === 'inside') return 'outside'
  const listed = rangesStanding(condition, version)
  return listed === 'inside' && excluded === 'unknown' ? 'unknown' : listed
}

function rangesStanding(condition: Ranges, version: Version): Standing {
  switch (condition.reading) {
    case 'plain':
      return plainStanding(condition, version)
    case 'trains':
      return trainStanding(upperBounds(condition), version)
    case 'either': {
      const plain = plainStanding(condition, version)
      const trains = trainStanding(upperBounds(condition), version)
      return plain === trains ? plain : 'unknown'
    }
    default:
      return unreachable(condition.reading)
  }
}

/** Bounds of the train reading: single versions of a list take the operator of the first bound. */
function upperBounds({ intervals, points }: Ranges): readonly Bound[] {
  const bounds = intervals.flatMap(({ high }) => (high === null ? [] : [high]))
  const inclusive = bounds[0]?.inclusive ?? true
  return [...bounds, ...points.map((version) => ({ version, inclusive }))]
}

function plainStanding({ intervals, points }: Ranges, version: Version): Standing {
  const [only] = intervals
  if (only !== undefined && intervals.length === 1 && points.length === 0) {
    return intervalStanding(version, only)
  }
  return anyOf([
    ...intervals.map((interval) => intervalStanding(version, interval)),
    ...points.map((point) => pointStanding(version, point)),
  ])
}

function trainStanding(bounds: readonly Bound[], version: Version): Standing {
  const own = bounds.filter((bound) => isSameTrain(version, bound.version))
  if (own.length > 0) return anyOf(own.map((bound) => belowStanding(version, bound)))
  const all = new Set(bounds.map((bound) => belowStanding(version, bound)))
  const [only] = all
  return all.size === 1 && only !== undefined ? only : 'unknown'
}

export function intervalStanding(version: Version, { low, high }: Interval): Standing {
  const above = low === null ? 'inside' : aboveStanding(version, low)
  const below = high === null ? 'inside' : belowStanding(version, high)
  if (above === 'outside' || below === 'outside') return 'outside'
  return above === 'inside' && below === 'inside' ? 'inside' : 'unknown'
}

function aboveStanding(version: Version, { version: low, inclusive }: Bound): Standing {
  const found = compareVersions(version, low)
  switch (found.order) {
    case 'greater':
      return 'inside'
    case 'equal':
    case 'within':
      return inclusive ? 'inside' : found.order === 'equal' ? 'outside' : 'unknown'
    case 'less':
      // "1.2" in an inventory may be short for 1.2.7: do not call it below 1.2.3.
      return found.extends ? 'unknown' : 'outside'
    case 'incomparable':
      return 'unknown'
    default:
      return unreachable(found)
  }
}

function belowStanding(version: Version, { version: high, inclusive }: Bound): Standing {
  const found = compareVersions(version, high)
  switch (found.order) {
    case 'less':
      return 'inside'
    case 'equal':
      return inclusive ? 'inside' : 'outside'
    case 'within':
      return inclusive ? 'inside' : 'unknown'
    case 'greater':
      // Whether "up to 9.6" takes 9.6.1 in is for a person; "before 9.6" surely does not.
      return found.extends && inclusive ? 'unknown' : 'outside'
    case 'incomparable':
      return 'unknown'
    default:
      return unreachable(found)
  }
}

function pointStanding(version: Version, point: Version): Standing {
  const found = compareVersions(version, point)
  switch (found.order) {
    case 'equal':
    case 'within':
      return 'inside'
    case 'less':
    case 'greater':
      return found.extends ? 'unknown' : 'outside'
    case 'incomparable':
      return isLetterRevision(version) !== isLetterRevision(point) ? 'outside' : 'unknown'
    default:
      return unreachable(found)
  }
}

/** `D.01`: a letter, then a dot; surely another scheme than `4.0`. */
function isLetterRevision({ parts: [first, second] }: Version): boolean {
  return first?.kind === 'letters' && first.letters.length === 1 && second?.separator === '.'
}

/**
 * A later build of the same train as a repaired one is probably repaired, but the text does not
 * say so.
 */
function exclusionStanding(version: Version, excluded: Version): Standing {
  const found = compareVersions(version, excluded)
  if (found.order === 'equal') return 'inside'
  if (found.order === 'less') return found.extends ? 'unknown' : 'outside'
  if (found.order === 'greater' && !found.extends) {
    return isSameTrain(version, excluded) ? 'unknown' : 'outside'
  }
  return 'unknown'
}

function serialStanding({ axis, intervals }: Ranges, serial: string): Standing {
  const digits = axis.kind === 'serial-prefix' ? axis.digits : 0
  const prefix = serial.trim().slice(0, digits)
  const version = /^\d+$/.test(prefix) && prefix.length === digits ? parseVersion(prefix) : null
  if (version === null) return 'unknown'
  return anyOf(intervals.map((interval) => intervalStanding(version, interval)))
}

/** A month alone is decided where its first and its last day stand alike. */
function dayStanding({ intervals }: Ranges, observed: string): Standing {
  const days = parseDays(observed)
  if (days === null) return 'unknown'
  const [first, last] = [days.first, days.last].map((day) => {
    const version = parseVersion(day)
    if (version === null) return 'unknown'
    return anyOf(intervals.map((interval) => intervalStanding(version, interval)))
  })
  return first === last && first !== undefined ? first : 'unknown'
}

/** Another name of the same make, as BT05 beside BT04, is not listed; of other makes none is said. */
function namedStanding(values: readonly string[], observed: string): Standing {
  const own = nameKey(observed)
  if (own === '') return 'unknown'
  const keys = values.map(nameKey)
  if (keys.includes(own)) return 'inside'
  const words = wordsOf(observed)
  if (values.some((value) => value.length > 4 && words.includes(wordsOf(value)))) return 'inside'
  const sameMake = keys.some((key) => /\d/.test(key) && makeOf(key) === makeOf(own))
  return sameMake ? 'outside' : 'unknown'
}

/** Between spaces, so that one text holds another only at whole words. */
function wordsOf(text: string): string {
  return ` ${text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim()} `
}

function nameKey(text: string): string {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, '')
}

function makeOf(key: string): string {
  return key.replace(/\d/g, '0')
}

function anyOf(standings: readonly Standing[]): Standing {
  if (standings.includes('inside')) return 'inside'
  return standings.includes('unknown') ? 'unknown' : 'outside'
}
