/** One thing that is wrong with a document: a JSON pointer (`/document/title`), and words. */
export interface Fault {
  readonly path: string
  readonly message: string
}

/** Takes what a rule found. */
export type Report = (path: string, message: string) => void

// A hostile document could breach one rule without end; nobody reads the thousand-and-first.
export const FAULTS_MAX = 1000

/** A report that keeps what it is told in `faults`, up to the limit. */
export function reportInto(faults: Fault[]): Report {
  return (path, message) => {
    if (faults.length < FAULTS_MAX) faults.push({ path, message })
  }
}

/** One key as a part of a JSON pointer (RFC 6901). */
export function pointerPart(key: string | number): string {
  return typeof key === 'number' ? `${key}` : key.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** A value from a document as it may stand in a message. */
export function shown(value: unknown): string {
  // A list or an object from a document may nest deeper than one can write it down.
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
