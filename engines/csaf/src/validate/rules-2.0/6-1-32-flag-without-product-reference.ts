import type { Rule } from '../rule.ts'

export const flagWithoutProductReference: Rule = {
  id: '6.1.32',
  words: 'Flag without Product Reference',
  check({ vulnerabilities }, report) {
    for (const [i, { flags = [] }] of vulnerabilities.entries()) {
      for (const [j, one] of flags.entries()) {
        if (one.product_ids !== undefined || one.group_ids !== undefined) continue
        report(`/vulnerabilities/${i}/flags/${j}`, 'names no product and no product group')
      }
    }
  },
}
