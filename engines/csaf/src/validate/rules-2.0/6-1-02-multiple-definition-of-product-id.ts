import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const multipleDefinitionOfProductId: Rule = {
  id: '6.1.2',
  words: 'Multiple Definition of Product ID',
  check({ products }, report) {
    const seen = new Map<string, string>()
    for (const { value, path } of products) {
      const id = value.product_id
      if (id === undefined) continue
      const first = seen.get(id)
      if (first === undefined) seen.set(id, path)
      else report(`${path}/product_id`, `the product ${shown(id)} is already defined at ${first}`)
    }
  },
}
