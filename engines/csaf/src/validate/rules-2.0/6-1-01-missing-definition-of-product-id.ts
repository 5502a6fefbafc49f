import { pathOf } from '../document-view.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

// Errata 01 leaves the flags out of the list of paths; a flag for nobody is wrong all the same.
export const missingDefinitionOfProductId: Rule = {
  id: '6.1.1',
  words: 'Missing Definition of Product ID',
  check({ productIds, productUses }, report) {
    for (const uses of productUses) {
      for (let i = 0; i < uses.ids.length; i++) {
        const id = uses.ids[i] as string
        if (!productIds.has(id)) report(pathOf(uses, i), `no product is defined as ${shown(id)}`)
      }
    }
  },
}
