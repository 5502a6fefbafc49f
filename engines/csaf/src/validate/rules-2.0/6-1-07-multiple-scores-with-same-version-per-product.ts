import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const multipleScoresWithSameVersionPerProduct: Rule = {
  id: '6.1.7',
  words: 'Multiple Scores with same Version per Product',
  check({ scores }, report) {
    const seen = new Set<string>()
    for (const { vulnerability, key, cvss, products, path, source } of scores) {
      const version = typeof cvss.version === 'string' ? cvss.version : key
      for (const id of products) {
        const once = JSON.stringify([vulnerability, version, source, id])
        if (seen.has(once)) report(path, `the product ${shown(id)} has another CVSS v${version}`)
        seen.add(once)
      }
    }
  },
}
