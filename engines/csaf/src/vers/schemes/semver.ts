import {
  compareDigits,
  compareLists,
  compareText,
  firstOf,
  isDigits,
  totalScheme,
} from '../scheme.ts'

export interface Semver {
  readonly numbers: readonly string[]
  readonly preRelease: readonly string[]
}

const SHAPE = /^[vV=]?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]*)?$/

/** Reads `1.2.3-rc.1+build`, also with fewer parts, as native ranges and OT vendors write them. */
export function readSemver(version: string, partsMax: number): Semver | null {
  const found = SHAPE.exec(version)
  if (found === null) return null
  const numbers = (found[1] ?? '').split('.')
  if (numbers.length > partsMax) return null
  return { numbers, preRelease: found[2] === undefined ? [] : found[2].split('.') }
}

export function compareSemver(left: Semver, right: Semver): number {
  return firstOf(
    () => compareLists(left.numbers, right.numbers, '0', compareDigits),
    // Semantic Versioning 2.0.0, clause 11.3: a pre-release comes before its release.
    () => Number(left.preRelease.length === 0) - Number(right.preRelease.length === 0),
    () => compareLists(left.preRelease, right.preRelease, '', compareIdentifiers),
  )
}

function compareIdentifiers(left: string, right: string): number {
  if (left === '' || right === '') return left.length - right.length
  const [one, other] = [isDigits(left), isDigits(right)]
  if (one && other) return compareDigits(left, right)
  // Clause 11.4.3: numeric identifiers come before others.
  return one === other ? compareText(left, right) : one ? -1 : 1
}

/** Semantic Versioning 2.0.0; npm and others order their versions by it. */
export const semver = totalScheme({
  read: (version) => readSemver(version, 3),
  wants: 'a semantic version such as 1.2.3 or 1.2.3-rc.1',
  order: compareSemver,
})

/** NuGet knows a fourth number, and pre-release words in any case. */
export const nuget = totalScheme({
  read: (version) => readSemver(version.toLowerCase(), 4),
  wants: 'a NuGet version such as 1.2.3 or 1.2.3.4-beta',
  order: compareSemver,
})
