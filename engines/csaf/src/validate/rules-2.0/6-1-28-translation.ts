import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const translation: Rule = {
  id: '6.1.28',
  words: 'Translation',
  check({ document: { document = {} } }, report) {
    const { lang, source_lang: source } = document
    // Language tags are equal whatever their case (RFC 5646, section 2.1.1).
    if (lang === undefined || lang.toLowerCase() !== source?.toLowerCase()) return
    report('/document/source_lang', `is ${shown(source)}, the language of the document itself`)
  },
}
