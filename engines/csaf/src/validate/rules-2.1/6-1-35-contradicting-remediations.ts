import { shown } from '../fault.ts'
import { productsOf } from '../products-of.ts'
import type { Rule } from '../rule.ts'

/** For each category the others that the same product may have beside it. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  workaround: ['mitigation', 'vendor_fix', 'fix_planned', 'no_fix_planned'],
  mitigation: ['workaround', 'vendor_fix', 'fix_planned', 'no_fix_planned'],
  vendor_fix: ['workaround', 'mitigation'],
  optional_patch: [],
  none_available: [],
  fix_planned: ['workaround', 'mitigation'],
  no_fix_planned: ['workaround', 'mitigation'],
}

export const contradictingRemediations: Rule = {
  id: '6.1.35',
  words: 'Contradicting Remediations',
  check(view, report) {
    for (const [i, { remediations = [] }] of view.vulnerabilities.entries()) {
      const categories = new Map<string, Set<string>>()
      for (const [j, remediation] of remediations.entries()) {
        const { category = '' } = remediation
        const beside = Object.hasOwn(BESIDE, category) ? BESIDE[category] : undefined
        if (beside === undefined) continue
        for (const id of productsOf(view, [remediation])) {
          const known = categories.get(id) ?? new Set()
          const against = [...known].find((one) => one !== category && !beside.includes(one))
          if (against !== undefined) {
            const words = `${category} and ${against} for ${shown(id)} contradict each other`
            report(`/vulnerabilities/${i}/remediations/${j}`, words)
          }
          categories.set(id, known.add(category))
        }
      }
    }
  },
}
