import type { DocumentView } from '../document-view.ts'

/** A product as the products that it is made of, first to last, and how each joins the one before. */
interface Chain {
  readonly ids: readonly string[]
  readonly joints: readonly string[]
}

export interface ProductLines {
  /** Vendor, families and name of each product of the branches: all but its version. */
  readonly names: ReadonlyMap<string, string>
  readonly chains: ReadonlyMap<string, Chain>
  /** What was there before a thing was installed with it: by the thing, and by the whole. */
  readonly without: ReadonlyMap<string, ReadonlySet<string>>
}

const NAMING = new Set(['vendor', 'product_family', 'product_name'])

/** What the product tree says of how products belong together. */
export function productLines({ branches, document }: DocumentView): ProductLines {
  const names = new Map<string, string>()
  for (const { value, above } of branches) {
    const id = value.product?.product_id
    if (id === undefined) continue
    const naming = [...above, value].filter(({ category = '' }) => NAMING.has(category))
    names.set(id, JSON.stringify(naming.map(({ category, name }) => [category, name])))
  }
  const chains = new Map<string, Chain>()
  const without = new Map<string, Set<string>>()
  for (const path of document.product_tree?.product_paths ?? []) {
    const id = path.full_product_name?.product_id
    const begin = path.beginning_product_reference
    if (id === undefined || begin === undefined) continue
    const subpaths = path.subpaths ?? []
    const ids = [begin, ...subpaths.map(({ next_product_reference: next = '' }) => next)]
    chains.set(id, { ids, joints: subpaths.map(({ category = '' }) => category) })
    if (subpaths[0]?.category !== 'installed_with') continue
    for (const whole of [id, ids[1] ?? '']) {
      without.set(whole, (without.get(whole) ?? new Set()).add(begin))
    }
  }
  return { names, chains, without }
}

/** Whether the affected product is what the fixed one was before, or will be. */
export function correspond(lines: ProductLines, fixed: string, affected: string): boolean {
  if (lines.without.get(fixed)?.has(affected) === true) return true
  const a = chainOf(lines, fixed)
  const b = chainOf(lines, affected)
  if (a.joints.join() !== b.joints.join()) return false
  // One link may be of another version; the rest of the chain is what it is installed on.
  const differing = a.ids.filter((id, i) => id !== b.ids[i])
  const [link, another] = differing
  if (link === undefined || another !== undefined) return false
  return lines.names.get(link) === lines.names.get(b.ids[a.ids.indexOf(link)] ?? '')
}

function chainOf({ chains }: ProductLines, id: string): Chain {
  return chains.get(id) ?? { ids: [id], joints: [] }
}
