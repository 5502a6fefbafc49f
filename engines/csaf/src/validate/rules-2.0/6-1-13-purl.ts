import { purlFault } from '../package-url.ts'
import type { Rule } from '../rule.ts'

export const purl: Rule = {
  id: '6.1.13',
  words: 'PURL',
  check({ products }, report) {
    for (const product of products) {
      const helper = product.value.product_identification_helper
      if (helper === undefined || (helper.purl ?? helper.purls) === undefined) continue
      const at = `${product.path}/product_identification_helper`
      const one = helper.purl === undefined ? null : purlFault(helper.purl)
      if (one !== null) report(`${at}/purl`, one)
      for (const [i, each] of (helper.purls ?? []).entries()) {
        const wrong = purlFault(each)
        if (wrong !== null) report(`${at}/purls/${i}`, wrong)
      }
    }
  },
}
