import { shown } from '../fault.ts'
import type { Uses } from '../product-uses.ts'
import type { Rule } from '../rule.ts'

// Errata 01 leaves the flags out of the list of paths; a flag for nobody is wrong all the same.
export const missingDefinitionOfProductId: Rule = {
  id: '6.1.1',
  words: 'Missing Definition of Product ID',
  check({ productIds, productUses }, report) {
    // One list after the other mostly names the same products.
    let defined: readonly string[] = []
    for (let n = 0; n < productUses.length; n++) {
      const uses = productUses[n] as Uses
      const { ids } = uses
      let areDefined = true
      for (let i = 0; i < ids.length; i++) {
        const id = ids[i] as string
        if ((i < defined.length && defined[i] === id) || productIds.has(id)) continue
        report(uses.pathOf(i), `no product is defined as ${shown(id)}`)
        areDefined = false
      }
      if (areDefined) defined = ids
    }
  },
}
