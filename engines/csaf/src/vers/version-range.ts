import { accept, type Result, refuse } from '@holdpoint/std'
import { type Constraint, readVers, type Vers, writeVers } from './read-vers.ts'
import { compareText, type VersionScheme } from './scheme.ts'
import { compareInScheme, schemeOf, versionFault } from './schemes.ts'
import type { VersRefusal } from './vers-refusal.ts'

/** A canonical range with what is doubtful about it; null where nothing is. */
export interface CanonicalVers {
  readonly text: string
  /** Why the constraints, though sorted, do not describe intervals (clause 5.4). */
  readonly fault: VersRefusal | null
}

/**
 * Parses a range as clause 5 demands: sorted, each version once, intervals that open and close in
 * turn. The order of a type that is not known here is not judged.
 */
export function parseVers(text: string): Result<Vers, VersRefusal> {
  const read = readVers(text)
  if (!read.ok) return read
  const { scheme, constraints } = read.value
  if (constraints.length < 2) return read
  const rules = schemeOf(scheme)
  if (!rules.ok) return read
  for (let at = 1; at < constraints.length; at++) {
    const [one, other] = [constraints[at - 1] as Constraint, constraints[at] as Constraint]
    const order = compareConstraints(scheme, one, other)
    if (!order.ok) return order
    if (order.value > 0) {
      const why = 'constraints are not sorted by version'
      return refuse({ kind: 'not-sorted', at: other.at, why })
    }
  }
  const fault = sequenceFault(scheme, constraints)
  return fault === null ? read : refuse(fault)
}

/** The range with its constraints sorted and its versions encoded; drops and joins nothing. */
export function canonicalVers(text: string): Result<CanonicalVers, VersRefusal> {
  const read = readVers(text)
  if (!read.ok) return read
  const { scheme, all } = read.value
  if (all) return accept({ text: `vers:${scheme}/*`, fault: null })
  const sorted = sortAsMeant(read.value)
  if (!sorted.ok) return sorted
  const fault = sequenceFault(scheme, sorted.value)
  return accept({ text: writeVers(scheme, sorted.value), fault })
}

/**
 * Whether a version lies in a range. Constraints may come in any order, but a range that does not
 * describe intervals is refused: a wrong answer here would call a vulnerable version safe.
 */
export function versContains(text: string, version: string): Result<boolean, VersRefusal> {
  const read = readVers(text)
  if (!read.ok) return read
  const { scheme, all } = read.value
  if (all) return accept(scheme !== 'none')
  const rules = schemeOf(scheme)
  if (!rules.ok) return rules
  for (const one of [{ version, at: 0 }, ...read.value.constraints]) {
    const why = versionFault(rules.value, one.version)
    if (why !== null) return refuse({ kind: 'bad-version', at: one.at, why })
  }
  const sorted = sortAsMeant(read.value)
  if (!sorted.ok) return sorted
  const doubt = sequenceFault(scheme, sorted.value)
  return doubt === null ? isWithin(rules.value, sorted.value, version) : refuse(doubt)
}

/** Sorts by version; by comparator where one version occurs twice. */
export function sortConstraints({
  scheme,
  constraints,
}: Pick<Vers, 'scheme' | 'constraints'>): Result<readonly Constraint[], VersRefusal> {
  if (constraints.length < 2) return accept(constraints)
  let stop: VersRefusal | null = null
  const sorted = constraints.toSorted((one, other) => {
    const order = compareConstraints(scheme, one, other)
    if (!order.ok) stop ??= order.refusal
    const difference = order.ok ? order.value : 0
    return difference || compareText(one.comparator, other.comparator)
  })
  return stop === null ? accept(sorted) : refuse(stop)
}

function sortAsMeant(vers: Vers): Result<readonly Constraint[], VersRefusal> {
  const inverted = invertedInterval(vers.scheme, vers.constraints)
  return inverted === null ? sortConstraints(vers) : refuse(inverted)
}

// `>=2|<1` holds no version; sorted it would hold all but those between: nobody meant that.
function invertedInterval(scheme: string, constraints: readonly Constraint[]): VersRefusal | null {
  for (let at = 1; at < constraints.length; at++) {
    const [lower, upper] = [constraints[at - 1] as Constraint, constraints[at] as Constraint]
    if (!lower.comparator.startsWith('>') || !upper.comparator.startsWith('<')) continue
    const order = compareConstraints(scheme, lower, upper)
    if (!order.ok) return order.refusal
    if (order.value <= 0) continue
    const why = `constraints are not sorted by version, and between ${lower.version} and ${upper.version} there is nothing`
    return { kind: 'not-sorted', at: upper.at, why }
  }
  return null
}

/** Clause 5.4: versions occur once, and intervals open and close in turn. */
export function sequenceFault(scheme: string, sorted: readonly Constraint[]): VersRefusal | null {
  for (let at = 1; at < sorted.length; at++) {
    const [one, other] = [sorted[at - 1] as Constraint, sorted[at] as Constraint]
    const order = compareConstraints(scheme, one, other)
    if (!order.ok) return order.refusal
    if (order.value !== 0) continue
    const why = `version ${other.version} occurs twice`
    return { kind: 'repeated-version', at: other.at, why }
  }
  let last: Constraint | null = null
  for (const next of sorted.filter(({ comparator }) => comparator !== '!=')) {
    if (last !== null && !mayFollow(last, next)) {
      const what = `${next.comparator}${next.version} after ${last.comparator}${last.version}`
      return { kind: 'bad-sequence', at: next.at, why: `${what} neither opens nor closes` }
    }
    last = next
  }
  return null
}

function mayFollow(last: Constraint, next: Constraint): boolean {
  if (last.comparator.startsWith('>')) return next.comparator.startsWith('<')
  return !next.comparator.startsWith('<')
}

function compareConstraints(scheme: string, one: Constraint, other: Constraint) {
  const order = compareInScheme(scheme, one.version, other.version)
  return order.ok ? order : refuse({ ...order.refusal, at: other.at })
}

/** Only for constraints that are sorted and without a fault in their sequence. */
function isWithin(
  scheme: VersionScheme,
  sorted: readonly Constraint[],
  version: string,
): Result<boolean, VersRefusal> {
  // With exclusions alone everything else is meant.
  let within = sorted.every(({ comparator }) => comparator === '!=')
  const lastBoundAt = sorted.findLast(({ comparator }) => /^[<>]/.test(comparator))?.at
  let opened = false
  let isFirstBound = true
  for (const { comparator, version: bound, at } of sorted) {
    const compared = scheme.compare(version, bound)
    if (!compared.ok) return refuse({ kind: 'undecided', at, why: compared.refusal })
    const order = compared.value
    if (comparator === '!=' && order === 0) return accept(false)
    if (comparator === '=' && order === 0) return accept(true)
    if (comparator.startsWith('>')) {
      opened = order > 0 || (order === 0 && comparator === '>=')
      isFirstBound = false
      within ||= opened && at === lastBoundAt
    } else if (comparator.startsWith('<')) {
      const below = order < 0 || (order === 0 && comparator === '<=')
      within ||= below && (isFirstBound || opened)
      isFirstBound = false
      opened = false
    }
  }
  return accept(within)
}
