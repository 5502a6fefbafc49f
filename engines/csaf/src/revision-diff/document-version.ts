import {
  compareRevisionNumbers,
  type RevisionNumber,
  readRevisionNumber,
} from '../validate/revision-number.ts'

/** How a document counts its versions; CSAF 2.0 clause 3.1.11 knows these two. */
export type Versioning = 'integer' | 'semantic' | 'unreadable'

export function versioningOf(version: string): Versioning {
  return readRevisionNumber(version)?.kind ?? 'unreadable'
}

/**
 * A text that sorts, by its characters, as the versions do: a database can then find the latest.
 * What cannot be read comes before everything that can.
 */
export function versionRank(version: string): string {
  const number = readRevisionNumber(version)
  if (number === null) return ''
  const core = number.parts.map(digitsRank).join('')
  if (number.preRelease.length === 0) return `${core}~`
  return `${core}-${number.preRelease.map(identifierRank).join('')}`
}

/** Negative where `a` is the older one. Build metadata does not count. */
export function compareDocumentVersions(a: string, b: string): number {
  const left = readRevisionNumber(a)
  const right = readRevisionNumber(b)
  if (left === null || right === null) return Number(left !== null) - Number(right !== null)
  return compareRevisionNumbers(left, right)
}

/** What a step from one version to the next says by its number alone. */
export interface VersionStep {
  /** A new comparison with the assets is due: clause 3.1.11.2, rule 7. */
  readonly comparesAgain: boolean
  readonly words: string
}

export function versionStep(before: string, after: string): VersionStep {
  const [older, newer] = [readRevisionNumber(before), readRevisionNumber(after)]
  const step = `${before} to ${after}`
  if (older === null || newer === null) {
    return { comparesAgain: true, words: `${step}: a version cannot be read, so all is compared` }
  }
  const order = compareRevisionNumbers(older, newer)
  if (order > 0) return { comparesAgain: false, words: `${step}: an older version` }
  if (order === 0) {
    return { comparesAgain: true, words: `${step}: the same version with another text` }
  }
  return newerStep(older, newer, step)
}

function newerStep(older: RevisionNumber, newer: RevisionNumber, step: string): VersionStep {
  if (older.kind === 'integer' || newer.kind === 'integer') {
    const words = `${step}: whole numbers do not say how much changed, so all is compared again`
    return { comparesAgain: true, words }
  }
  if (older.parts[0] !== newer.parts[0]) {
    return { comparesAgain: true, words: `${step}: MAJOR, so the assets are compared again` }
  }
  const part = older.parts[1] === newer.parts[1] ? 'PATCH' : 'MINOR'
  return { comparesAgain: false, words: `${step}: ${part}, what is matched stays matched` }
}

// Longer numbers are larger; three digits hold any length that a document can have here.
function digitsRank(digits: string): string {
  return `${String(Math.min(digits.length, 999)).padStart(3, '0')}${digits}`
}

/** A space ends each: it sorts before every sign that an identifier may have. */
function identifierRank(identifier: string): string {
  if (!/^\d+$/.test(identifier)) return `1${identifier} `
  return `0${digitsRank(identifier.replace(/^0+(?=\d)/, ''))} `
}
