import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

const ORDER = ['vendor', 'product_name', 'product_version']

/** Others may stand before, between and behind; these three in this order must be there. */
export const branchCategories: Rule = {
  id: '6.3.9',
  words: 'Branch Categories',
  check({ branches }, report) {
    for (const { value, path, above } of branches) {
      if (value.product === undefined) continue
      let found = 0
      for (const { category } of [...above, value]) {
        const isNext =
          category === ORDER[found] || (found === 2 && category === 'product_version_range')
        if (isNext) found++
      }
      if (found >= ORDER.length) continue
      const words = `the way to ${shown(value.product.name)} does not go by ${ORDER.join(', ')}`
      report(`${path}/product`, words)
    }
  },
}
