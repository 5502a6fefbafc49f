import type { FullProductName } from '../csaf-document.ts'
import type { Placed } from '../document-view.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const multipleDefinitionOfProductId: Rule = {
  id: '6.1.2',
  words: 'Multiple Definition of Product ID',
  check({ products, productIds }, report) {
    // Nearly always each is defined once, and then nobody asks where.
    if (products.length === productIds.size) return
    const seen = new Map<string, Placed<FullProductName>>()
    for (const product of products) {
      const id = product.value.product_id
      if (id === undefined) continue
      const first = seen.get(id)
      if (first === undefined) seen.set(id, product)
      else {
        const words = `the product ${shown(id)} is already defined at ${first.path}`
        report(`${product.path}/product_id`, words)
      }
    }
  },
}
