import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const multipleUseOfSameHashAlgorithm: Rule = {
  id: '6.1.25',
  words: 'Multiple Use of Same Hash Algorithm',
  check({ products }, report) {
    for (const { value, path } of products) {
      for (const [i, hash] of (value.product_identification_helper?.hashes ?? []).entries()) {
        const seen = new Set<string>()
        for (const [j, { algorithm }] of (hash.file_hashes ?? []).entries()) {
          if (algorithm === undefined) continue
          const at = `${path}/product_identification_helper/hashes/${i}/file_hashes/${j}`
          if (seen.has(algorithm)) report(at, `the algorithm ${shown(algorithm)} stands twice`)
          seen.add(algorithm)
        }
      }
    }
  },
}
