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

export function revisionsAsWritten({ document }: CsafDocument): readonly PlacedRevision[] {
  return (document?.tracking?.revision_history ?? []).flatMap(({ number: text, date = '' }, i) => {
    const number = readRevisionNumber(text ?? '')
    if (number === null || text === undefined) return []
    const path = `/document/tracking/revision_history/${i}`
    return [{ number, text, date, at: instantOf(date) ?? Number.NaN, path }]
  })
}

/** The history by date; at one moment the lower number was first. Undated items are left out. */
export function revisionsByDate(document: CsafDocument): readonly PlacedRevision[] {
  return revisionsAsWritten(document)
    .filter(({ at }) => !Number.isNaN(at))
    .sort((a, b) => a.at - b.at || compareRevisionNumbers(a.number, b.number))
}

export function isReleased({ document }: CsafDocument): boolean {
  const status = document?.tracking?.status
  return status === 'final' || status === 'interim'
}
