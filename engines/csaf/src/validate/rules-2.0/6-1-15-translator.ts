import type { Rule } from '../rule.ts'

export const translator: Rule = {
  id: '6.1.15',
  words: 'Translator',
  check({ document: { document = {} } }, report) {
    if (document.publisher?.category !== 'translator') return
    if (document.source_lang !== undefined && document.source_lang !== '') return
    report('/document/source_lang', 'is missing, though the publisher is a translator')
  },
}
