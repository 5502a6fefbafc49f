import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const buildMetadataInRevisionHistory: Rule = {
  id: '6.2.4',
  words: 'Build Metadata in Revision History',
  check({ revisions }, report) {
    for (const { number, text, path } of revisions) {
      if (number.build !== null) report(`${path}/number`, `${shown(text)} has build metadata`)
    }
  },
}
