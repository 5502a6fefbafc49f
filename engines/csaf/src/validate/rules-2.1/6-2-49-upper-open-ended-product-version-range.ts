import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const upperOpenEndedProductVersionRange: Rule = {
  id: '6.2.49',
  words: 'Upper Open Ended Product Version Range',
  check({ branches }, report) {
    for (const { value, path } of branches) {
      if (value.category !== 'product_version_range' || value.name === undefined) continue
      const constraints = value.name.replace(/^vers:[^/]*\//, '').split('|')
      const last = constraints.filter((one) => !one.startsWith('!=')).at(-1) ?? ''
      if (last !== '*' && !last.startsWith('>')) continue
      report(`${path}/name`, `${shown(value.name)} also holds every version that is yet to come`)
    }
  },
}
