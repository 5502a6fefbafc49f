import type { Rule } from '../rule.ts'

export const useOfShortHash: Rule = {
  id: '6.3.5',
  words: 'Use of Short Hash',
  check({ products }, report) {
    for (const { value: product, path } of products) {
      for (const [i, hash] of (product.product_identification_helper?.hashes ?? []).entries()) {
        for (const [j, { value = '' }] of (hash.file_hashes ?? []).entries()) {
          if (value.length >= 64) continue
          const at = `${path}/product_identification_helper/hashes/${i}/file_hashes/${j}/value`
          report(at, `has ${value.length} digits; fewer than 64 are too short`)
        }
      }
    }
  },
}
