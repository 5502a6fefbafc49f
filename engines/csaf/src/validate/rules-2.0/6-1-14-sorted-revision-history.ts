import { shown } from '../fault.ts'
import { compareRevisionNumbers } from '../revision-number.ts'
import type { Rule } from '../rule.ts'

export const sortedRevisionHistory: Rule = {
  id: '6.1.14',
  words: 'Sorted Revision History',
  check({ revisionsByDate: revisions }, report) {
    for (const [i, later] of revisions.entries()) {
      const earlier = revisions[i - 1]
      if (earlier === undefined || compareRevisionNumbers(earlier.number, later.number) <= 0)
        continue
      const words = `is lower than ${shown(earlier.text)}, which has an earlier date`
      report(`${later.path}/number`, words)
    }
  },
}
