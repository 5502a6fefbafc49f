import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

const RANGE_WORDS = /(?:^|\s)(?:after|all|before|earlier|later|prior|versions)(?:$|\s)/i

export const versionRangeInProductVersion: Rule = {
  id: '6.1.31',
  words: 'Version Range in Product Version',
  check({ branches }, report) {
    for (const branch of branches) {
      const { category, name } = branch.value
      if (category !== 'product_version' || name === undefined || !isRange(name)) continue
      report(`${branch.path}/name`, `${shown(name)} is a range, not one version`)
    }
  },
}

function isRange(name: string): boolean {
  return name.includes('<') || name.includes('>') || RANGE_WORDS.test(name)
}
