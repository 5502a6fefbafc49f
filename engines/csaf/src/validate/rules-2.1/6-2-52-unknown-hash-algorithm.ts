import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'
import { wordSet } from '../word-list.ts'

/** The names that OpenSSL gives, to which the standard refers. */
const KNOWN = wordSet(`
blake2b512 blake2s256 md4 md5 md5-sha1 mdc2 ripemd ripemd160 rmd160 sha1 sha224 sha256 sha3-224
sha3-256 sha3-384 sha3-512 sha384 sha512 sha512-224 sha512-256 shake128 shake256 sm3 whirlpool
`)

export const unknownHashAlgorithm: Rule = {
  id: '6.2.52',
  words: 'Unknown Hash Algorithm',
  check({ products }, report) {
    for (const { value, path } of products) {
      for (const [i, hash] of (value.product_identification_helper?.hashes ?? []).entries()) {
        for (const [j, { algorithm = '' }] of (hash.file_hashes ?? []).entries()) {
          if (KNOWN.has(algorithm)) continue
          const at = `${path}/product_identification_helper/hashes/${i}/file_hashes/${j}/algorithm`
          report(at, `${shown(algorithm)} is not an algorithm that the standard names`)
        }
      }
    }
  },
}
