import { textsOf } from '../document-texts.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

/** A modal verb and right behind it a past form: "must followed". */
const MODAL_AND_PAST = /\b(?:must|should|shall|can|could|may|might|will|would) ([a-z]{3,}ed)\b/gi
/** Verbs that end in -ed without being past. */
const BASE_FORMS =
  /^(?:bleed|breed|embed|exceed|feed|heed|need|proceed|seed|speed|succeed|shed|wed)$/i
const TWICE = /\b([a-z]{2,}) \1\b/gi
const RIGHT_TWICE = /^(?:had|that|is)$/i

/** English alone, and only slips that a pattern finds surely; no parser of a language is at hand. */
export const grammarCheck: Rule = {
  id: '6.3.16',
  words: 'Grammar Check',
  check({ document }, report) {
    if (!/^en(?:-|$)/i.test(document.document?.lang ?? '')) return
    for (const { value, path } of textsOf(document)) {
      for (const [found, past = ''] of value.matchAll(MODAL_AND_PAST)) {
        if (!BASE_FORMS.test(past)) report(path, `${shown(found)} may lack a "be"`)
      }
      for (const [found, word = ''] of value.matchAll(TWICE)) {
        if (!RIGHT_TWICE.test(word)) report(path, `${shown(found)} has a word twice`)
      }
    }
  },
}
