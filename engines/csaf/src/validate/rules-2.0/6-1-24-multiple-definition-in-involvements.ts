import { shown } from '../fault.ts'
import { instantOf } from '../instant.ts'
import type { Rule } from '../rule.ts'

export const multipleDefinitionInInvolvements: Rule = {
  id: '6.1.24',
  words: 'Multiple Definition in Involvements',
  check({ vulnerabilities }, report) {
    for (const [i, { involvements = [] }] of vulnerabilities.entries()) {
      const seen = new Set<string>()
      for (const [j, { party, date }] of involvements.entries()) {
        if (party === undefined) continue
        // Two spellings of one moment are the same date.
        const moment = date === undefined ? 'none' : (instantOf(date) ?? date)
        const once = JSON.stringify([party, moment])
        const path = `/vulnerabilities/${i}/involvements/${j}`
        if (seen.has(once)) report(path, `the party ${shown(party)} stands twice at one date`)
        seen.add(once)
      }
    }
  },
}
