import type { Rule } from '../rule.ts'

export const remediationWithoutProductReference: Rule = {
  id: '6.1.29',
  words: 'Remediation without Product Reference',
  check({ vulnerabilities }, report) {
    for (const [i, { remediations = [] }] of vulnerabilities.entries()) {
      for (const [j, one] of remediations.entries()) {
        if (one.product_ids !== undefined || one.group_ids !== undefined) continue
        report(`/vulnerabilities/${i}/remediations/${j}`, 'names no product and no product group')
      }
    }
  },
}
