import { shown } from '../fault.ts'
import { revisionsAsWritten } from '../revisions.ts'
import type { Rule } from '../rule.ts'

export const buildMetadataInRevisionHistory: Rule = {
  id: '6.2.4',
  words: 'Build Metadata in Revision History',
  check({ document }, report) {
    for (const { number, text, path } of revisionsAsWritten(document)) {
      if (number.build !== null) report(`${path}/number`, `${shown(text)} has build metadata`)
    }
  },
}
