import type { Rule } from '../rule.ts'

export const usageOfProductVersionRange: Rule = {
  id: '6.3.10',
  words: 'Usage of Product Version Range',
  check({ branches }, report) {
    for (const { value, path } of branches) {
      if (value.category !== 'product_version_range') continue
      report(`${path}/category`, 'is a range; single versions match more surely')
    }
  },
}
