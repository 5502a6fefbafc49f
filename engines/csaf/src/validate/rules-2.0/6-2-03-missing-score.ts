import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

const AFFECTED = ['first_affected', 'known_affected', 'last_affected']

export const missingScore: Rule = {
  id: '6.2.3',
  words: 'Missing Score',
  check({ vulnerabilities }, report) {
    for (const [i, one] of vulnerabilities.entries()) {
      const scored = new Set(
        [...(one.scores ?? []), ...(one.metrics ?? [])].flatMap(({ products = [] }) => products),
      )
      for (const status of AFFECTED) {
        for (const [j, id] of (one.product_status?.[status] ?? []).entries()) {
          if (scored.has(id)) continue
          const path = `/vulnerabilities/${i}/product_status/${status}/${j}`
          report(path, `no score is given for ${shown(id)}`)
        }
      }
    }
  },
}
