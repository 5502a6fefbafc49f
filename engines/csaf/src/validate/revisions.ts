import type { CsafDocument } from './csaf-document.ts'
import { instantOf } from './instant.ts'
import {
  compareRevisionNumbers,
  type RevisionNumber,
  readRevisionNumber,
} from './revision-number.ts'

/** An item of the revision history whose number can be read. */
export interface PlacedRevision {
  readonly number: RevisionNumber
  readonly text: string
  readonly date: string
  /** Milliseconds; NaN where the date cannot be read. */
  readonly at: number
  readonly path: string
}

// Half a dozen tests ask for the same history, one right after the other.
const asWritten = new WeakMap<CsafDocument, readonly PlacedRevision[]>()
const byDate = new WeakMap<CsafDocument, readonly PlacedRevision[]>()

export function revisionsAsWritten(csaf: CsafDocument): readonly PlacedRevision[] {
  const known = asWritten.get(csaf)
  if (known !== undefined) return known
  const read = readRevisions(csaf)
  asWritten.set(csaf, read)
  return read
}

function readRevisions({ document }: CsafDocument): readonly PlacedRevision[] {
  return (document?.tracking?.revision_history ?? []).flatMap(({ number: text, date = '' }, i) => {
    const number = readRevisionNumber(text ?? '')
    if (number === null || text === undefined) return []
    const path = `/document/tracking/revision_history/${i}`
    return [{ number, text, date, at: instantOf(date) ?? Number.NaN, path }]
  })
}

/** The history by date; at one moment the lower number was first. Undated items are left out. */
export function revisionsByDate(document: CsafDocument): readonly PlacedRevision[] {
  const known = byDate.get(document)
  if (known !== undefined) return known
  const sorted = revisionsAsWritten(document)
    .filter(({ at }) => !Number.isNaN(at))
    .sort((a, b) => a.at - b.at || compareRevisionNumbers(a.number, b.number))
  byDate.set(document, sorted)
  return sorted
}

export function isReleased({ document }: CsafDocument): boolean {
  const status = document?.tracking?.status
  return status === 'final' || status === 'interim'
}
