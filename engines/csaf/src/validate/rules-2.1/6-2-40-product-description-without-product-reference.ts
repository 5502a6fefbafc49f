import { isEnglishOrUnsaid } from '../profiles.ts'
import type { Rule } from '../rule.ts'
import { translated } from '../translated-terms.ts'

export const productDescriptionWithoutProductReference: Rule = {
  id: '6.2.40',
  words: 'Product Description without Product Reference',
  check(view, report) {
    const { lang, notes = [] } = view.document.document ?? {}
    const term = 'Product Description'
    const start = isEnglishOrUnsaid(view) ? term : translated(term, lang)
    if (start === null) return
    for (const [i, note] of notes.entries()) {
      if (note.category !== 'description' || note.title?.startsWith(start) !== true) continue
      if (note.product_ids !== undefined || note.group_ids !== undefined) continue
      report(`/document/notes/${i}`, 'describes a product, but does not say which')
    }
  },
}
