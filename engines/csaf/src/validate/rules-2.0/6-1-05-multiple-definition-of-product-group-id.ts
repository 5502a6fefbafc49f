import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const multipleDefinitionOfProductGroupId: Rule = {
  id: '6.1.5',
  words: 'Multiple Definition of Product Group ID',
  check({ document }, report) {
    const seen = new Set<string>()
    for (const [i, { group_id: id }] of (document.product_tree?.product_groups ?? []).entries()) {
      if (id === undefined) continue
      const path = `/product_tree/product_groups/${i}/group_id`
      if (seen.has(id)) report(path, `the product group ${shown(id)} is already defined`)
      seen.add(id)
    }
  },
}
