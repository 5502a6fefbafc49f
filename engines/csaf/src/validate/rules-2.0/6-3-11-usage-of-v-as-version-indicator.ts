import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const usageOfVAsVersionIndicator: Rule = {
  id: '6.3.11',
  words: 'Usage of V as Version Indicator',
  check({ branches }, report) {
    for (const { value, path } of branches) {
      if (value.category !== 'product_version' || !/^v[0-9]/i.test(value.name ?? '')) continue
      report(`${path}/name`, `${shown(value.name)} begins with a V`)
    }
  },
}
