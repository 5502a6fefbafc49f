import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

const RANGE_WORDS = new Set(['after', 'all', 'before', 'earlier', 'later', 'prior', 'versions'])

export const versionRangeInProductVersion: Rule = {
  id: '6.1.31',
  words: 'Version Range in Product Version',
  check({ branches }, report) {
    for (const { value, path } of branches) {
      if (value.category !== 'product_version' || value.name === undefined) continue
      const words = value.name.toLowerCase().split(/\s+/)
      const isRange = /[<>]/.test(value.name) || words.some((word) => RANGE_WORDS.has(word))
      if (isRange) report(`${path}/name`, `${shown(value.name)} is a range, not one version`)
    }
  },
}
