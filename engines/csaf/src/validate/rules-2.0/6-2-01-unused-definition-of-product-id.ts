import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const unusedDefinitionOfProductId: Rule = {
  id: '6.2.1',
  words: 'Unused Definition of Product ID',
  check({ document, products, productUses }, report) {
    if (document.document?.category === 'csaf_informational_advisory') return
    const used = new Set(productUses.flatMap(({ ids }) => ids))
    for (const { value, path } of products) {
      if (value.product_id === undefined || used.has(value.product_id)) continue
      report(`${path}/product_id`, `nothing refers to the product ${shown(value.product_id)}`)
    }
  },
}
