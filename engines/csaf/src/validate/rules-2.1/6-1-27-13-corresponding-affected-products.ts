import { shown } from '../fault.ts'
import { isOneOf } from '../profiles.ts'
import type { Rule } from '../rule.ts'
import { correspond, productLines } from './corresponding-products.ts'

const AFFECTED = ['first_affected', 'known_affected', 'last_affected']
const FIXED = ['first_fixed', 'fixed']

/** A fix is of use to those only who find the version that they run among the affected ones. */
export const correspondingAffectedProducts: Rule = {
  id: '6.1.27.13',
  words: 'Corresponding Affected Products',
  check(view, report) {
    if (!isOneOf(view, 'csaf_security_advisory')) return
    const lines = productLines(view)
    for (const [i, { product_status: status = {} }] of view.vulnerabilities.entries()) {
      const affected = AFFECTED.flatMap((name) => status[name] ?? [])
      for (const name of FIXED) {
        for (const [j, id] of (status[name] ?? []).entries()) {
          // What is not defined at all is another test's matter.
          if (!view.productIds.has(id) || affected.some((one) => correspond(lines, id, one)))
            continue
          const path = `/vulnerabilities/${i}/product_status/${name}/${j}`
          report(path, `no affected version corresponds to the fixed product ${shown(id)}`)
        }
      }
    }
  },
}
