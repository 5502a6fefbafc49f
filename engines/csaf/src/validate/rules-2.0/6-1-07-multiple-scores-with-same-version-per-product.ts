import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const multipleScoresWithSameVersionPerProduct: Rule = {
  id: '6.1.7',
  words: 'Multiple Scores with same Version per Product',
  check({ scores }, report) {
    const seen = new Map<string, Set<string>>()
    for (const { vulnerability, key, cvss, products, path, source } of scores) {
      const version = typeof cvss.version === 'string' ? cvss.version : key
      const kind = `${vulnerability} ${version} ${source}`
      const before = seen.get(kind)
      if (before === undefined) seen.set(kind, new Set(products))
      else {
        for (const id of products) {
          if (before.has(id)) report(path, `the product ${shown(id)} has another CVSS v${version}`)
          before.add(id)
        }
      }
    }
  },
}
