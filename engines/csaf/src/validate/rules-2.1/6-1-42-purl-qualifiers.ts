import { shown } from '../fault.ts'
import { readPackageUrl } from '../package-url.ts'
import type { Rule } from '../rule.ts'

export const purlQualifiers: Rule = {
  id: '6.1.42',
  words: 'PURL Qualifiers',
  check({ products }, report) {
    for (const { value, path } of products) {
      let first: string | null = null
      for (const [i, text] of (value.product_identification_helper?.purls ?? []).entries()) {
        const purl = readPackageUrl(text)
        if (typeof purl === 'string') continue
        const { type, namespace, name, version, subpath } = purl
        const rest = JSON.stringify([type, namespace, name, version, subpath])
        first ??= rest
        if (rest === first) continue
        const at = `${path}/product_identification_helper/purls/${i}`
        report(at, `${shown(text)} differs from the first in more than its qualifiers`)
      }
    }
  },
}
