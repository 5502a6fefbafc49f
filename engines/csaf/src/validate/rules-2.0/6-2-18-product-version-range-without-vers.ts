import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const productVersionRangeWithoutVers: Rule = {
  id: '6.2.18',
  words: 'Product Version Range without vers',
  check({ branches }, report) {
    for (const { value, path } of branches) {
      if (value.category !== 'product_version_range' || value.name === undefined) continue
      if (/^vers:[a-z.\-+][a-z0-9.\-+]*\/.+/.test(value.name)) continue
      report(`${path}/name`, `${shown(value.name)} is not a vers range`)
    }
  },
}
