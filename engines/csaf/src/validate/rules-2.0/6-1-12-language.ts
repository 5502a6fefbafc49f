import { languageFault } from '../language-tag.ts'
import type { Rule } from '../rule.ts'

export const language: Rule = {
  id: '6.1.12',
  words: 'Language',
  check({ document: { document = {} } }, report) {
    for (const name of ['lang', 'source_lang'] as const) {
      const tag = document[name]
      const wrong = tag === undefined ? null : languageFault(tag)
      if (wrong !== null) report(`/document/${name}`, wrong)
    }
  },
}
