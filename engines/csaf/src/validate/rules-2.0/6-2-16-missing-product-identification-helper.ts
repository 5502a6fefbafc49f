import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const missingProductIdentificationHelper: Rule = {
  id: '6.2.16',
  words: 'Missing Product Identification Helper',
  check({ products }, report) {
    for (const { value, path } of products) {
      if (value.product_identification_helper !== undefined) continue
      report(path, `${shown(value.name)} has no product_identification_helper`)
    }
  },
}
