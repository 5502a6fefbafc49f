import type { Rule } from '../rule.ts'

export const remediationWithoutProductReference: Rule = {
  id: '6.1.29',
  words: 'Remediation without Product Reference',
  check({ vulnerabilities }, report) {
    vulnerabilities.forEach(({ remediations }, i) => {
      remediations?.forEach(({ product_ids, group_ids }, j) => {
        if (product_ids !== undefined || group_ids !== undefined) return
        report(`/vulnerabilities/${i}/remediations/${j}`, 'names no product and no product group')
      })
    })
  },
}
