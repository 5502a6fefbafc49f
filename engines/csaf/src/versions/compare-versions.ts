import type { Part, Qualifiers, Version } from './version.ts'

/**
 * How `left` stands to `right`. `extends` says that one only adds parts to the other (`9.6` and
 * `9.6.1`): the order is the usual one, but whether "up to 9.6" means to take 9.6.1 in is for a
 * person. `within` needs a wildcard.
 */
export type VersionOrder =
  | { readonly order: 'less' | 'greater'; readonly extends: boolean }
  | { readonly order: 'equal' }
  | { readonly order: 'within' }
  | { readonly order: 'incomparable' }

const INCOMPARABLE: VersionOrder = { order: 'incomparable' }
const WITHIN: VersionOrder = { order: 'within' }
const EQUAL: VersionOrder = { order: 'equal' }
const LESS: VersionOrder = { order: 'less', extends: false }
const GREATER: VersionOrder = { order: 'greater', extends: false }

export function compareVersions(left: Version, right: Version): VersionOrder {
  const named = left.label !== null && right.label !== null
  if (named && left.label !== right.label) return INCOMPARABLE
  const shared = Math.min(left.parts.length, right.parts.length)
  for (let at = 0; at < shared; at++) {
    const order = isRevision(left, right)
      ? compareRevisions(left, right)
      : comparePart(left, right, at)
    if (order !== null) return order
  }
  if (left.parts.length === right.parts.length) return compareQualifiers(left, right)
  return left.parts.length > shared
    ? compareRest(left.parts.slice(shared), left, right)
    : reversed(compareRest(right.parts.slice(shared), right, left))
}

/**
 * All parts of `bound` but the last are the same: both belong to one train of releases, as 1.24.68
 * and 1.24.69.
 */
export function isSameTrain(version: Version, bound: Version): boolean {
  const stem = bound.parts.slice(0, -1)
  if (stem.length === 0 || version.parts.length < bound.parts.length) return false
  return stem.every((part, at) => {
    const other = version.parts[at]
    return other !== undefined && at < version.parts.length - 1 && isSamePart(part, other)
  })
}

/** Null where this part does not decide. */
function comparePart(left: Version, right: Version, at: number): VersionOrder | null {
  const one = left.parts[at] as Part
  const other = right.parts[at] as Part
  if (one.kind === 'wildcard' || other.kind === 'wildcard') {
    const wild = one.kind === 'wildcard' ? left : right
    return isLast(wild, at) ? WITHIN : null
  }
  if (at > 0 && one.separator !== other.separator) return INCOMPARABLE
  if (one.kind === 'letters' || other.kind === 'letters') return compareLetters(one, other)
  if (one.kind === 'digits-then-any' || other.kind === 'digits-then-any') {
    return isOfFamily(one.digits, other.digits) ? WITHIN : INCOMPARABLE
  }
  const order = compareDigits(one.digits, other.digits)
  if (isDecimalDoubtful(left, right, at) && order !== compareFractions(one.digits, other.digits)) {
    return INCOMPARABLE
  }
  return order === 0 ? null : ordered(order)
}

/** Letters alone on both sides, `LE` and `LF`; of different length they follow no order we know. */
function isRevision(left: Version, right: Version): boolean {
  return [left, right].every(({ parts }) => parts.length === 1 && parts[0]?.kind === 'letters')
}

function compareRevisions(left: Version, right: Version): VersionOrder | null {
  const [one, other] = [left.parts[0], right.parts[0]]
  if (one?.kind !== 'letters' || other?.kind !== 'letters') return INCOMPARABLE
  if (one.letters.length !== other.letters.length) return INCOMPARABLE
  if (one.letters === other.letters) return null
  return ordered(one.letters < other.letters ? -1 : 1)
}

function isOfFamily(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one)
}

function compareLetters(one: Part, other: Part): VersionOrder | null {
  if (one.kind !== 'letters' || other.kind !== 'letters') return INCOMPARABLE
  if (one.letters === other.letters) return null
  if (one.letters.length > 1 || other.letters.length > 1) return INCOMPARABLE
  return ordered(one.letters < other.letters ? -1 : 1)
}

// `1.05` and `1.5`: counted in whole numbers they are equal, read as decimals they are not. From
// three digits on (5.008) a minor number is padded and never a decimal, and from three parts on
// nobody writes decimals.
function isDecimalDoubtful(left: Version, right: Version, at: number): boolean {
  const [one, other] = [left.parts[at], right.parts[at]]
  if (at !== 1 || one?.kind !== 'number' || other?.kind !== 'number') return false
  if (left.parts.length !== 2 || right.parts.length !== 2) return false
  const [a, b] = [one.digits, other.digits]
  const padded = a.startsWith('0') || b.startsWith('0')
  return padded && a.length !== b.length && Math.max(a.length, b.length) < 3
}

function compareDigits(one: string, other: string): number {
  if (one === other) return 0
  const a = withoutZeros(one)
  const b = withoutZeros(other)
  if (a.length !== b.length) return Math.sign(a.length - b.length)
  return a === b ? 0 : a < b ? -1 : 1
}

function withoutZeros(digits: string): string {
  return digits.startsWith('0') ? digits.replace(/^0+(?=\d)/, '') : digits
}

function compareFractions(one: string, other: string): number {
  const width = Math.max(one.length, other.length)
  return compareDigits(one.padEnd(width, '0'), other.padEnd(width, '0'))
}

/** `longer` has more parts than `shorter`, and is the same so far. */
function compareRest(rest: readonly Part[], longer: Version, shorter: Version): VersionOrder {
  const numbers = rest.every(({ kind, separator }) => kind === 'number' && separator === '.')
  if (numbers && rest.every((part) => part.kind === 'number' && /^0+$/.test(part.digits))) {
    return compareQualifiers(longer, shorter)
  }
  if (rest[0]?.kind === 'wildcard') return WITHIN
  const plain = !hasQualifier(longer) && !hasQualifier(shorter)
  return numbers && plain ? { order: 'greater', extends: true } : INCOMPARABLE
}

function hasQualifier({ qualifiers }: Version): boolean {
  return Object.values(qualifiers).some((value) => value !== null)
}

const STEPS = ['release', 'servicePack', 'update', 'hotfix'] as const satisfies (keyof Qualifiers)[]
// The first release of a year carries no number: 2014, then 2014 R2.
const ABSENT = { release: 27, servicePack: 0, update: 0, hotfix: 0 } as const

function compareQualifiers(left: Version, right: Version): VersionOrder {
  for (const step of STEPS) {
    const one = left.qualifiers[step] ?? ABSENT[step]
    const other = right.qualifiers[step] ?? ABSENT[step]
    if (one === other) continue
    const [lower, name] = one < other ? [left, 'less' as const] : [right, 'greater' as const]
    return { order: name, extends: !hasFrom(lower, step) }
  }
  const [one, other] = [left.qualifiers.build, right.qualifiers.build]
  if (one === other) return EQUAL
  return one === null || other === null ? INCOMPARABLE : ordered(one - other)
}

function hasFrom({ qualifiers }: Version, step: (typeof STEPS)[number]): boolean {
  return STEPS.slice(STEPS.indexOf(step)).some((later) => qualifiers[later] !== null)
}

function isSamePart(one: Part, other: Part): boolean {
  if (one.kind === 'number' && other.kind === 'number') {
    return compareDigits(one.digits, other.digits) === 0
  }
  return one.kind === 'letters' && other.kind === 'letters' && one.letters === other.letters
}

function isLast({ parts }: Version, at: number): boolean {
  return parts.slice(at).every(({ kind }) => kind === 'wildcard')
}

function ordered(sign: number): VersionOrder {
  return sign < 0 ? LESS : GREATER
}

function reversed(order: VersionOrder): VersionOrder {
  if (order.order === 'less') return { ...order, order: 'greater' }
  if (order.order === 'greater') return { ...order, order: 'less' }
  return order
}
