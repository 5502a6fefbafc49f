import { shown } from '../fault.ts'
import { productsOf } from '../products-of.ts'
import type { Rule } from '../rule.ts'
import { FLAG_LABELS } from '../schema/vocabulary.ts'

export const multipleFlagsWithVexJustificationCodesPerProduct: Rule = {
  id: '6.1.33',
  words: 'Multiple Flags with VEX Justification Codes per Product',
  check(view, report) {
    for (const [i, { flags = [] }] of view.vulnerabilities.entries()) {
      const seen = new Set<string>()
      for (const [j, flag] of flags.entries()) {
        if (!FLAG_LABELS.includes(flag.label ?? '')) continue
        for (const id of productsOf(view, [flag])) {
          const path = `/vulnerabilities/${i}/flags/${j}`
          if (seen.has(id)) report(path, `the product ${shown(id)} already has a justification`)
          seen.add(id)
        }
      }
    }
  },
}
