import { shown } from '../fault.ts'
import { revisionsAsWritten } from '../revisions.ts'
import type { Rule } from '../rule.ts'

export const multipleDefinitionInRevisionHistory: Rule = {
  id: '6.1.22',
  words: 'Multiple Definition in Revision History',
  check({ document }, report) {
    const seen = new Set<string>()
    for (const { text, path } of revisionsAsWritten(document)) {
      if (seen.has(text)) report(`${path}/number`, `the number ${shown(text)} stands twice`)
      seen.add(text)
    }
  },
}
