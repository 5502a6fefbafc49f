import { shown } from '../fault.ts'
import { isPrivateTag } from '../language-tag.ts'
import type { Rule } from '../rule.ts'

export const useOfPrivateLanguage: Rule = {
  id: '6.2.14',
  words: 'Use of Private Language',
  check({ document: { document = {} } }, report) {
    for (const name of ['lang', 'source_lang'] as const) {
      const tag = document[name]
      if (tag === undefined || !isPrivateTag(tag)) continue
      report(`/document/${name}`, `${shown(tag)} is for private use`)
    }
  },
}
