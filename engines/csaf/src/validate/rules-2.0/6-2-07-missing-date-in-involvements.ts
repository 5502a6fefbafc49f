import type { Rule } from '../rule.ts'

export const missingDateInInvolvements: Rule = {
  id: '6.2.7',
  words: 'Missing Date in Involvements',
  check({ vulnerabilities }, report) {
    for (const [i, { involvements = [] }] of vulnerabilities.entries()) {
      for (const [j, { date }] of involvements.entries()) {
        if (date === undefined) report(`/vulnerabilities/${i}/involvements/${j}`, 'has no date')
      }
    }
  },
}
