import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const stackedBranchCategories: Rule = {
  id: '6.1.57',
  words: 'Stacked Branch Categories',
  check({ branches }, report) {
    for (const { value, path, above } of branches) {
      if (value.product === undefined) continue
      const seen = new Set<string>()
      for (const { category = '' } of [...above, value]) {
        if (category === 'product_family') continue
        if (seen.has(category)) {
          report(`${path}/product`, `the category ${shown(category)} stands twice on the way here`)
        }
        seen.add(category)
      }
    }
  },
}
