import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const multipleDefinitionInRevisionHistory: Rule = {
  id: '6.1.22',
  words: 'Multiple Definition in Revision History',
  check({ revisions }, report) {
    const seen = new Set<string>()
    for (const { text, path } of revisions) {
      if (seen.has(text)) report(`${path}/number`, `the number ${shown(text)} stands twice`)
      seen.add(text)
    }
  },
}
