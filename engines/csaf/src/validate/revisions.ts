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

class RevisionAt implements PlacedRevision {
  readonly number: RevisionNumber
  readonly text: string
  readonly date: string
  readonly at: number
  private readonly index: number

  constructor(number: RevisionNumber, text: string, date: string, index: number) {
    this.number = number
    this.text = text
    this.date = date
    this.at = instantOf(date) ?? Number.NaN
    this.index = index
  }

  get path(): string {
    return `/document/tracking/revision_history/${this.index}`
  }
}

/** The history in the order in which it is written. */
export function readRevisions({ document }: CsafDocument): readonly PlacedRevision[] {
  const revisions: PlacedRevision[] = []
  document?.tracking?.revision_history?.forEach(({ number: text, date = '' }, i) => {
    const number = text === undefined ? null : readRevisionNumber(text)
    if (number === null || text === undefined) return
    revisions.push(new RevisionAt(number, text, date, i))
  })
  return revisions
}

/** The history by date; at one moment the lower number was first. Undated items are left out. */
export function sortedByDate(revisions: readonly PlacedRevision[]): readonly PlacedRevision[] {
  if (isSorted(revisions)) return revisions
  return revisions.filter(({ at }) => !Number.isNaN(at)).sort(byDate)
}

function byDate(a: PlacedRevision, b: PlacedRevision): number {
  return a.at - b.at || compareRevisionNumbers(a.number, b.number)
}

// Nearly every history stands as it happened, each item with its date.
function isSorted(revisions: readonly PlacedRevision[]): boolean {
  for (let i = 0; i < revisions.length; i++) {
    const one = revisions[i] as PlacedRevision
    if (Number.isNaN(one.at)) return false
    if (i > 0 && byDate(revisions[i - 1] as PlacedRevision, one) > 0) return false
  }
  return true
}

export function isReleased({ document }: CsafDocument): boolean {
  const status = document?.tracking?.status
  return status === 'final' || status === 'interim'
}
