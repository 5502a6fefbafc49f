import type { Rule } from '../rule.ts'

export const sameTimestampsInRevisionHistory: Rule = {
  id: '6.2.21',
  words: 'Same Timestamps in Revision History',
  check({ revisionsByDate: revisions }, report) {
    for (const [i, { at, path }] of revisions.entries()) {
      if (revisions[i - 1]?.at === at) report(`${path}/date`, 'is the moment of another revision')
    }
  },
}
