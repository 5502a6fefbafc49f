import type { Rule } from '../rule.ts'

/** Clauses 6.2.8 and 6.2.9 differ in the name of the algorithm alone. */
function onlyHash(id: string, algorithm: string, words: string): Rule {
  return {
    id,
    words,
    check({ products }, report) {
      for (const { value, path } of products) {
        for (const [i, hash] of (value.product_identification_helper?.hashes ?? []).entries()) {
          const used = hash.file_hashes ?? []
          if (used.length === 0 || used.some((one) => one.algorithm !== algorithm)) continue
          const at = `${path}/product_identification_helper/hashes/${i}/file_hashes`
          report(at, `${algorithm} is the only algorithm, and it is broken`)
        }
      }
    },
  }
}

export const useOfMd5AsTheOnlyHashAlgorithm = onlyHash(
  '6.2.8',
  'md5',
  'Use of MD5 as the only Hash Algorithm',
)

export const useOfSha1AsTheOnlyHashAlgorithm = onlyHash(
  '6.2.9',
  'sha1',
  'Use of SHA-1 as the only Hash Algorithm',
)
