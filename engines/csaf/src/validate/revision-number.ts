/** A document's version number: a whole number, or a semantic version. */
export interface RevisionNumber {
  readonly kind: 'integer' | 'semantic'
  /** Major, minor, patch; digits as written, for they may be longer than a double holds. */
  readonly parts: readonly [string, string, string]
  readonly preRelease: readonly string[]
  readonly build: string | null
}

const SEMANTIC = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/

export function readRevisionNumber(text: string): RevisionNumber | null {
  if (isDigits(text)) {
    return { kind: 'integer', parts: [plain(text), '0', '0'], preRelease: [], build: null }
  }
  const [, major, minor, patch, pre, build] = SEMANTIC.exec(text) ?? []
  if (major === undefined || minor === undefined || patch === undefined) return null
  return {
    kind: 'semantic',
    parts: [plain(major), plain(minor), plain(patch)],
    preRelease: pre?.split('.') ?? [],
    build: build ?? null,
  }
}

/** Order by Semantic Versioning 2.0.0 clause 11: build metadata does not count. */
export function compareRevisionNumbers(a: RevisionNumber, b: RevisionNumber): number {
  return compareReleases(a, b) || comparePreReleases(a.preRelease, b.preRelease)
}

/** The same without what stands behind the dash. */
export function compareReleases(a: RevisionNumber, b: RevisionNumber): number {
  return (
    compareDigits(a.parts[0], b.parts[0]) ||
    compareDigits(a.parts[1], b.parts[1]) ||
    compareDigits(a.parts[2], b.parts[2])
  )
}

/** `0` and `0.y.z`: not yet released. */
export function isBeforeFirstRelease(number: RevisionNumber): boolean {
  return number.parts[0] === '0'
}

function comparePreReleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compareIdentifiers(a[i] ?? '', b[i] ?? '')
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareIdentifiers(a: string, b: string): number {
  const aDigits = isDigits(a)
  const bDigits = isDigits(b)
  if (aDigits && bDigits) return compareDigits(plain(a), plain(b))
  if (aDigits !== bDigits) return aDigits ? -1 : 1
  if (a === b) return 0
  return a < b ? -1 : 1
}

function compareDigits(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length
  if (a === b) return 0
  return a < b ? -1 : 1
}

function isDigits(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x30 || code > 0x39) return false
  }
  return text !== ''
}

function plain(digits: string): string {
  return digits.startsWith('0') ? digits.replace(/^0+(?=\d)/, '') : digits
}
