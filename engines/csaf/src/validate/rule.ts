import type { DocumentView } from './document-view.ts'
import type { Report } from './fault.ts'

/** One test of clause 6 of the standard; it never throws, whatever the document. */
export interface Rule {
  /** As the standard numbers it: `6.1.27.3`. */
  readonly id: string
  /** The heading of the clause. */
  readonly words: string
  readonly check: (view: DocumentView, report: Report) => void
}
