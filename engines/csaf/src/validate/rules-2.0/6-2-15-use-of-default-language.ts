import type { Rule } from '../rule.ts'

export const useOfDefaultLanguage: Rule = {
  id: '6.2.15',
  words: 'Use of Default Language',
  check({ document: { document = {} } }, report) {
    for (const name of ['lang', 'source_lang'] as const) {
      if (document[name]?.toLowerCase() !== 'i-default') continue
      report(`/document/${name}`, 'i-default does not say which language it is')
    }
  },
}
