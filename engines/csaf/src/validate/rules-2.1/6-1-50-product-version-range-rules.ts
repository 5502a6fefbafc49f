import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { rangeFault } from '../version-range-name.ts'

export const productVersionRangeRules: Rule = {
  id: '6.1.50',
  words: 'Product Version Range Rules',
  check({ branches }, report) {
    for (const { value, path } of branches) {
      if (value.category !== 'product_version_range' || value.name === undefined) continue
      const wrong = rangeFault(value.name)
      if (wrong !== null) report(`${path}/name`, `${shown(value.name)} ${wrong}`)
    }
  },
}
