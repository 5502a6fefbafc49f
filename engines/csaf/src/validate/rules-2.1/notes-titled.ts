import type { DocumentView } from '../document-view.ts'
import { type Report, shown } from '../fault.ts'

/** Tells where there is not exactly one note of a title, or where it has another category. */
export function oneNoteTitled(asked: {
  readonly view: DocumentView
  readonly title: string
  readonly category: string
  readonly report: Report
}): void {
  const { view, title, category, report } = asked
  const notes = (view.document.document?.notes ?? []).entries()
  const found = [...notes].filter(([, note]) => note.title === title)
  const [only, another] = found
  if (only === undefined) report('/document/notes', `has no note with the title ${shown(title)}`)
  else if (another !== undefined) {
    report(`/document/notes/${another[0]}`, `is a second note with the title ${shown(title)}`)
  } else if (only[1].category !== category) {
    report(`/document/notes/${only[0]}/category`, `must be ${category}`)
  }
}
