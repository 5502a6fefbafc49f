import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const multipleUseOfSameHashAlgorithm: Rule = {
  id: '6.1.25',
  words: 'Multiple Use of Same Hash Algorithm',
  check({ products }, report) {
    for (const product of products) {
      const { hashes } = product.value.product_identification_helper ?? {}
      if (hashes === undefined) continue
      for (const [i, hash] of hashes.entries()) {
        const seen = new Set<string>()
        for (const [j, { algorithm }] of (hash.file_hashes ?? []).entries()) {
          if (algorithm === undefined) continue
          const isTwice = seen.has(algorithm)
          seen.add(algorithm)
          if (!isTwice) continue
          const at = `${product.path}/product_identification_helper/hashes/${i}/file_hashes/${j}`
          report(at, `the algorithm ${shown(algorithm)} stands twice`)
        }
      }
    }
  },
}
