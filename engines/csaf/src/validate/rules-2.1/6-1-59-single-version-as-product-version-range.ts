import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { isSingleVersion } from '../version-range-name.ts'

export const singleVersionAsProductVersionRange: Rule = {
  id: '6.1.59',
  words: 'Single Version as Product Version Range',
  check({ branches }, report) {
    for (const { value, path } of branches) {
      if (value.category !== 'product_version_range' || value.name === undefined) continue
      if (isSingleVersion(value.name)) report(`${path}/name`, `${shown(value.name)} is one version`)
    }
  },
}
