import { pathOf } from '../document-view.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

// Errata 01 leaves the flags out of the list of paths; a flag for nobody is wrong all the same.
export const missingDefinitionOfProductId: Rule = {
  id: '6.1.1',
  words: 'Missing Definition of Product ID',
  check({ productIds, productUses }, report) {
    for (const use of productUses) {
      if (!productIds.has(use.id)) report(pathOf(use), `no product is defined as ${shown(use.id)}`)
    }
  },
}
