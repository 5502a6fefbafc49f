import type { JsonValue } from '@holdpoint/std'
import type {
  Branch,
  CsafDocument,
  CvssObject,
  FullProductName,
  Vulnerability,
  Whose,
} from './csaf-document.ts'
import type { Fault } from './fault.ts'

export type CsafVersion = '2.0' | '2.1'

/** Something of a document with its JSON pointer. */
export interface Placed<T> {
  readonly value: T
  readonly path: string
}

/** A use of a product id or group id; the pointer is put together only where it is needed. */
export interface Use {
  readonly id: string
  readonly list: string
  readonly index: number | null
}

/** A branch and the branches above it, from the top down. */
export interface PlacedBranch extends Placed<Branch> {
  readonly above: readonly Branch[]
}

export interface PlacedScore {
  readonly key: 'cvss_v2' | 'cvss_v3' | 'cvss_v4'
  readonly cvss: CvssObject
  readonly products: readonly string[]
  readonly path: string
  readonly vulnerability: number
  /** Whom a metric names as its source (2.1); empty where it names none. */
  readonly source: string
}

/** A document with what most rules look for already gathered, once. */
export interface DocumentView {
  readonly version: CsafVersion
  /** The JSON as it came, with everything that the schema does not name. */
  readonly raw: JsonValue
  readonly document: CsafDocument
  readonly vulnerabilities: readonly Vulnerability[]
  readonly branches: readonly PlacedBranch[]
  readonly products: readonly Placed<FullProductName>[]
  readonly productIds: ReadonlySet<string>
  readonly productUses: readonly Use[]
  readonly groups: ReadonlyMap<string, readonly string[]>
  readonly groupUses: readonly Use[]
  readonly scores: readonly PlacedScore[]
  readonly schemaFaults: readonly Fault[]
  readonly unnamed: readonly Fault[]
  /** What URLs of the document answered: an HTTP status, or null for no answer. */
  readonly urlStatuses: ReadonlyMap<string, number | null>
  /** Milliseconds since 1970 when the test runs, where the caller says. */
  readonly now: number | null
}

export function pathOf({ list, index }: Use): string {
  return index === null ? list : `${list}/${index}`
}

export interface Checked {
  readonly version: CsafVersion
  readonly raw: JsonValue
  readonly document: CsafDocument
  readonly schemaFaults: readonly Fault[]
  readonly unnamed: readonly Fault[]
  readonly urlStatuses: ReadonlyMap<string, number | null>
  readonly now: number | null
}

export function viewOf(checked: Checked): DocumentView {
  const { document } = checked
  const tree = document.product_tree ?? {}
  const vulnerabilities = document.vulnerabilities ?? []
  const branches: PlacedBranch[] = []
  gatherBranches({
    branches: tree.branches ?? [],
    path: '/product_tree',
    above: [],
    into: branches,
  })
  const products = gatherProducts(document, branches)
  const uses: Uses = { products: [], groups: [] }
  gatherTreeUses(document, uses)
  whoseUses(document.document?.notes, '/document/notes', uses)
  for (const [i, one] of vulnerabilities.entries()) {
    gatherVulnerabilityUses(one, `/vulnerabilities/${i}`, uses)
  }
  const groups = new Map<string, readonly string[]>()
  for (const { group_id, product_ids } of tree.product_groups ?? []) {
    if (group_id !== undefined) groups.set(group_id, product_ids ?? [])
  }
  return {
    ...checked,
    vulnerabilities,
    branches,
    products,
    productIds: new Set(products.flatMap(({ value }) => value.product_id ?? [])),
    productUses: uses.products,
    groups,
    groupUses: uses.groups,
    scores: vulnerabilities.flatMap((one, i) => scoresOf(one, i)),
  }
}

interface Uses {
  readonly products: Use[]
  readonly groups: Use[]
}

function gatherBranches(at: {
  branches: readonly Branch[]
  path: string
  above: readonly Branch[]
  into: PlacedBranch[]
}): void {
  for (let i = 0; i < at.branches.length; i++) {
    const value = at.branches[i] as Branch
    const path = `${at.path}/branches/${i}`
    at.into.push({ value, path, above: at.above })
    if (value.branches === undefined) continue
    const above = [...at.above, value]
    gatherBranches({ branches: value.branches, path, above, into: at.into })
  }
}

function gatherProducts(
  { product_tree: tree = {} }: CsafDocument,
  branches: readonly PlacedBranch[],
): readonly Placed<FullProductName>[] {
  const products: Placed<FullProductName>[] = []
  for (const { value, path } of branches) {
    if (value.product !== undefined)
      products.push({ value: value.product, path: `${path}/product` })
  }
  for (const [i, value] of (tree.full_product_names ?? []).entries()) {
    products.push({ value, path: `/product_tree/full_product_names/${i}` })
  }
  for (const list of ['relationships', 'product_paths'] as const) {
    for (const [i, { full_product_name: value }] of (tree[list] ?? []).entries()) {
      const path = `/product_tree/${list}/${i}/full_product_name`
      if (value !== undefined) products.push({ value, path })
    }
  }
  return products
}

function gatherTreeUses({ product_tree: tree = {} }: CsafDocument, uses: Uses): void {
  const one = (id: string | undefined, list: string) => {
    if (id !== undefined) uses.products.push({ id, list, index: null })
  }
  for (const [i, { product_ids }] of (tree.product_groups ?? []).entries()) {
    each(product_ids, `/product_tree/product_groups/${i}/product_ids`, uses.products)
  }
  for (const [i, relationship] of (tree.relationships ?? []).entries()) {
    const path = `/product_tree/relationships/${i}`
    one(relationship.product_reference, `${path}/product_reference`)
    one(relationship.relates_to_product_reference, `${path}/relates_to_product_reference`)
  }
  for (const [i, way] of (tree.product_paths ?? []).entries()) {
    const path = `/product_tree/product_paths/${i}`
    one(way.beginning_product_reference, `${path}/beginning_product_reference`)
    for (const [j, { next_product_reference }] of (way.subpaths ?? []).entries()) {
      one(next_product_reference, `${path}/subpaths/${j}/next_product_reference`)
    }
  }
}

function gatherVulnerabilityUses(one: Vulnerability, path: string, uses: Uses): void {
  for (const status in one.product_status) {
    each(one.product_status[status], `${path}/product_status/${status}`, uses.products)
  }
  whoseUses(one.flags, `${path}/flags`, uses)
  whoseUses(one.remediations, `${path}/remediations`, uses)
  whoseUses(one.threats, `${path}/threats`, uses)
  for (const [i, { products }] of (one.scores ?? []).entries()) {
    each(products, `${path}/scores/${i}/products`, uses.products)
  }
  whoseUses(one.first_known_exploitation_dates, `${path}/first_known_exploitation_dates`, uses)
  whoseUses(one.ids, `${path}/ids`, uses)
  whoseUses(one.involvements, `${path}/involvements`, uses)
  whoseUses(one.notes, `${path}/notes`, uses)
  for (const [i, { products }] of (one.metrics ?? []).entries()) {
    each(products, `${path}/metrics/${i}/products`, uses.products)
  }
}

function whoseUses(things: readonly Whose[] | undefined, path: string, uses: Uses): void {
  if (things === undefined) return
  for (let i = 0; i < things.length; i++) {
    const { product_ids, group_ids } = things[i] as Whose
    if (product_ids !== undefined) each(product_ids, `${path}/${i}/product_ids`, uses.products)
    if (group_ids !== undefined) each(group_ids, `${path}/${i}/group_ids`, uses.groups)
  }
}

function each(ids: readonly string[] | undefined, list: string, into: Use[]): void {
  if (ids === undefined) return
  for (let index = 0; index < ids.length; index++) {
    into.push({ id: ids[index] as string, list, index })
  }
}

const CVSS_KEYS = ['cvss_v2', 'cvss_v3', 'cvss_v4'] as const

function scoresOf(vulnerability: Vulnerability, index: number): readonly PlacedScore[] {
  const found: PlacedScore[] = []
  const at = `/vulnerabilities/${index}`
  for (const [i, { products = [], ...content }] of (vulnerability.scores ?? []).entries()) {
    const rest = { products, path: `${at}/scores/${i}`, source: '', vulnerability: index }
    found.push(...cvssOf(content, rest))
  }
  for (const [i, { products = [], content, source = '' }] of (
    vulnerability.metrics ?? []
  ).entries()) {
    const rest = { products, path: `${at}/metrics/${i}/content`, source, vulnerability: index }
    if (content !== undefined) found.push(...cvssOf(content, rest))
  }
  return found
}

function cvssOf(
  content: { readonly [key in PlacedScore['key']]?: CvssObject },
  rest: Omit<PlacedScore, 'key' | 'cvss'>,
): readonly PlacedScore[] {
  return CVSS_KEYS.flatMap((key) => {
    const cvss = content[key]
    return cvss === undefined ? [] : [{ ...rest, key, cvss, path: `${rest.path}/${key}` }]
  })
}
