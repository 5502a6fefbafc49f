import { compareInScheme } from '../vers/schemes.ts'
import { rangeFault } from './version-range-name.ts'

/** A range of versions as intervals on a line, less single versions. */
interface Line {
  readonly scheme: string
  readonly intervals: readonly Interval[]
  readonly without: readonly string[]
}

interface Interval {
  readonly low: Bound | null
  readonly high: Bound | null
}

interface Bound {
  readonly version: string
  readonly counts: boolean
}

/** Compares two versions; null where that cannot be done. */
type Compare = (a: string, b: string) => number | null

/** Whether a range and another branch name share a version; false where nobody can tell. */
export function overlap(range: string, other: { name: string; isRange: boolean }): boolean {
  const a = lineOf(range)
  if (a === null) return false
  const compare = comparing(a.scheme)
  if (!other.isRange) {
    const point = { version: other.name, counts: true }
    return (
      !a.without.includes(other.name) &&
      a.intervals.some((one) => meet(one, { low: point, high: point }, compare))
    )
  }
  const b = lineOf(other.name)
  if (b === null || a.scheme !== b.scheme) return false
  return a.intervals.some((one) => b.intervals.some((two) => meet(one, two, compare)))
}

// A range without a type is compared as plants count: numbers as numbers.
function comparing(scheme: string): Compare {
  return (a, b) => {
    const order = compareInScheme(scheme === '' ? 'ot' : scheme, a, b)
    return order.ok ? order.value : null
  }
}

function lineOf(name: string): Line | null {
  if (rangeFault(name) !== null) return null
  const [, scheme = '', constraints = name] = /^vers:([^/]*)\/(.*)$/s.exec(name) ?? []
  if (constraints === '*') return { scheme, intervals: [{ low: null, high: null }], without: [] }
  const intervals: Interval[] = []
  const without: string[] = []
  let low: Bound | null = null
  for (const constraint of constraints.split('|')) {
    const [, sign = '', version = ''] = /^([!<>=]*)(.*)$/s.exec(constraint) ?? []
    const bound = { version, counts: sign.endsWith('=') || sign === '' }
    if (sign === '!=') without.push(version)
    else if (sign.startsWith('>')) low = bound
    else {
      intervals.push({ low: sign.startsWith('<') ? low : bound, high: bound })
      low = null
    }
  }
  if (low !== null) intervals.push({ low, high: null })
  return { scheme, intervals, without }
}

function meet(a: Interval, b: Interval, compare: Compare): boolean {
  return isBelow(a.low, b.high, compare) && isBelow(b.low, a.high, compare)
}

function isBelow(low: Bound | null, high: Bound | null, compare: Compare): boolean {
  if (low === null || high === null) return true
  const order = compare(low.version, high.version)
  return order !== null && (order < 0 || (order === 0 && low.counts && high.counts))
}
