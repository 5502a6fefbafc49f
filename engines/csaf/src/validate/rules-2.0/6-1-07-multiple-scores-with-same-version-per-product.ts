import type { PlacedScore } from '../document-view.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const multipleScoresWithSameVersionPerProduct: Rule = {
  id: '6.1.7',
  words: 'Multiple Scores with same Version per Product',
  check({ scores }, report) {
    if (!hasTwoOfOne(scores)) return
    const seen = new Map<string, Set<string> | readonly string[]>()
    for (const { vulnerability, key, cvss, products, path, source } of scores) {
      const version = typeof cvss.version === 'string' ? cvss.version : key
      const kind = `${vulnerability} ${version} ${source}`
      const first = seen.get(kind)
      if (first === undefined) {
        seen.set(kind, products)
        continue
      }
      const before = new Set(first)
      for (const id of products) {
        if (before.has(id)) report(path, `the product ${shown(id)} has another CVSS v${version}`)
        before.add(id)
      }
      seen.set(kind, before)
    }
  },
}

/** Scores stand in the order of the vulnerabilities; mostly each has one. */
function hasTwoOfOne(scores: readonly PlacedScore[]): boolean {
  for (let i = 1; i < scores.length; i++) {
    if (scores[i]?.vulnerability === scores[i - 1]?.vulnerability) return true
  }
  return false
}
