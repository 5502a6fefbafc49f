import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

/** Serial and model numbers belong to things; a firmware is something installed on one. */
export const hardwareAndSoftware: Rule = {
  id: '6.2.31',
  words: 'Hardware and Software',
  check({ document, products }, report) {
    const joined = new Set(
      (document.product_tree?.product_paths ?? []).flatMap((path) => [
        path.beginning_product_reference,
        ...(path.subpaths ?? []).map(({ next_product_reference: next }) => next),
      ]),
    )
    for (const { value, path } of products) {
      const { serial_numbers, model_numbers } = value.product_identification_helper ?? {}
      if (serial_numbers === undefined && model_numbers === undefined) continue
      if (joined.has(value.product_id)) continue
      report(path, `${shown(value.name)} is a thing, but no product path says what runs on it`)
    }
  },
}
