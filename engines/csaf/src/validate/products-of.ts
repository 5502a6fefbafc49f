import type { Whose } from './csaf-document.ts'
import type { DocumentView } from './document-view.ts'

/** The products that the things name, themselves or through a product group. */
export function productsOf(
  { groups }: DocumentView,
  things: readonly Whose[],
): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const { product_ids = [], group_ids = [] } of things) {
    for (const id of product_ids) ids.add(id)
    for (const group of group_ids) for (const id of groups.get(group) ?? []) ids.add(id)
  }
  return ids
}
