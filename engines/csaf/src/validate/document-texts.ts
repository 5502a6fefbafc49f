import type { CsafDocument, Note, Reference } from './csaf-document.ts'
import type { Placed } from './document-view.ts'

/** Every prose text of a document that somebody reads; names and ids are not prose. */
export function textsOf(csaf: CsafDocument): readonly Placed<string>[] {
  const found: Placed<string>[] = []
  const add = (value: string | undefined, path: string) => {
    if (value !== undefined) found.push({ value, path })
  }
  const notes = (all: readonly Note[] | undefined, path: string) => {
    for (const [i, note] of (all ?? []).entries()) {
      for (const name of ['audience', 'text', 'title'] as const) {
        add(note[name], `${path}/notes/${i}/${name}`)
      }
    }
  }
  const references = (all: readonly Reference[] | undefined, path: string) => {
    for (const [i, { summary }] of (all ?? []).entries()) {
      add(summary, `${path}/references/${i}/summary`)
    }
  }
  const { document = {}, product_tree: tree = {}, vulnerabilities = [] } = csaf
  add(document.title, '/document/title')
  add(document.distribution?.text, '/document/distribution/text')
  notes(document.notes, '/document')
  references(document.references, '/document')
  for (const [i, { summary }] of (document.tracking?.revision_history ?? []).entries()) {
    add(summary, `/document/tracking/revision_history/${i}/summary`)
  }
  for (const [i, { summary }] of (tree.product_groups ?? []).entries()) {
    add(summary, `/product_tree/product_groups/${i}/summary`)
  }
  for (const [i, one] of vulnerabilities.entries()) {
    const path = `/vulnerabilities/${i}`
    add(one.title, `${path}/title`)
    notes(one.notes, path)
    references(one.references, path)
    for (const name of ['remediations', 'threats'] as const) {
      for (const [j, { details }] of (one[name] ?? []).entries()) {
        add(details, `${path}/${name}/${j}/details`)
      }
    }
    for (const [j, { summary }] of (one.involvements ?? []).entries()) {
      add(summary, `${path}/involvements/${j}/summary`)
    }
  }
  return found
}
