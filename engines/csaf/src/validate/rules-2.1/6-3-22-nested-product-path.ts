import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const nestedProductPath: Rule = {
  id: '6.3.22',
  words: 'Nested Product Path',
  check({ document }, report) {
    const paths = document.product_tree?.product_paths ?? []
    const made = new Set(paths.flatMap(({ full_product_name: name }) => name?.product_id ?? []))
    for (const [i, one] of paths.entries()) {
      const at = `/product_tree/product_paths/${i}`
      const say = (id: string | undefined, path: string) => {
        if (id !== undefined && made.has(id)) report(path, `${shown(id)} is itself a product path`)
      }
      say(one.beginning_product_reference, `${at}/beginning_product_reference`)
      for (const [j, { next_product_reference: next }] of (one.subpaths ?? []).entries()) {
        say(next, `${at}/subpaths/${j}/next_product_reference`)
      }
    }
  },
}
