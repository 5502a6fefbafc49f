import { shown } from '../fault.ts'
import { productsOf } from '../products-of.ts'
import type { Rule } from '../rule.ts'

const OPEN = ['first_affected', 'known_affected', 'last_affected', 'under_investigation']

export const missingRemediation: Rule = {
  id: '6.2.2',
  words: 'Missing Remediation',
  check(view, report) {
    for (const [i, one] of view.vulnerabilities.entries()) {
      const told = productsOf(view, one.remediations ?? [])
      for (const status of OPEN) {
        for (const [j, id] of (one.product_status?.[status] ?? []).entries()) {
          if (told.has(id)) continue
          const path = `/vulnerabilities/${i}/product_status/${status}/${j}`
          report(path, `no remediation is given for ${shown(id)}`)
        }
      }
    }
  },
}
