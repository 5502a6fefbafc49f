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

/** A list of product ids or group ids that a document uses, or one use alone. */
export interface Uses {
  readonly ids: readonly string[]
  readonly path: string
  readonly isList: boolean
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
  readonly productUses: readonly Uses[]
  readonly groups: ReadonlyMap<string, readonly string[]>
  readonly groupUses: readonly Uses[]
  readonly scores: readonly PlacedScore[]
  readonly schemaFaults: readonly Fault[]
  readonly unnamed: readonly Fault[]
  /** What URLs of the document answered: an HTTP status, or null for no answer. */
  readonly urlStatuses: ReadonlyMap<string, number | null>
  /** Milliseconds since 1970 when the test runs, where the caller says. */
  readonly now: number | null
}

/** The place of one of the ids; put together only where it is needed. */
export function pathOf({ path, isList }: Uses, index: number): string {
  return isList ? `${path}/${index}` : path
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
  const productIds = new Set<string>()
  for (const { value } of products)
    if (value.product_id !== undefined) productIds.add(value.product_id)
  const uses: Gathered = { products: [], groups: [] }
  gatherTreeUses(document, uses)
  const scores: PlacedScore[] = []
  whoseUses(document.document?.notes, '/document/notes', uses)
  for (const [i, one] of vulnerabilities.entries()) {
    gatherVulnerabilityUses(one, `/vulnerabilities/${i}`, uses)
    gatherScores(one, i, scores)
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
    productIds,
    productUses: uses.products,
    groups,
    groupUses: uses.groups,
    scores,
  }
}

interface Gathered {
  readonly products: Uses[]
  readonly groups: Uses[]
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

function gatherTreeUses({ product_tree: tree = {} }: CsafDocument, uses: Gathered): void {
  const one = (id: string | undefined, list: string) => {
    if (id !== undefined) uses.products.push({ ids: [id], path: list, isList: false })
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

function gatherVulnerabilityUses(one: Vulnerability, path: string, uses: Gathered): void {
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

function whoseUses(things: readonly Whose[] | undefined, path: string, uses: Gathered): void {
  if (things === undefined) return
  for (let i = 0; i < things.length; i++) {
    const { product_ids, group_ids } = things[i] as Whose
    if (product_ids !== undefined) each(product_ids, `${path}/${i}/product_ids`, uses.products)
    if (group_ids !== undefined) each(group_ids, `${path}/${i}/group_ids`, uses.groups)
  }
}

function each(ids: readonly string[] | undefined, path: string, into: Uses[]): void {
  if (ids !== undefined) into.push({ ids, path, isList: true })
}

const CVSS_KEYS = ['cvss_v2', 'cvss_v3', 'cvss_v4'] as const

type Scored = { readonly [key in PlacedScore['key']]?: CvssObject }

function gatherScores(one: Vulnerability, vulnerability: number, into: PlacedScore[]): void {
  const add = (content: Scored, rest: Omit<PlacedScore, 'key' | 'cvss' | 'vulnerability'>) => {
    for (const key of CVSS_KEYS) {
      const cvss = content[key]
      if (cvss === undefined) continue
      const { products, path, source } = rest
      into.push({ key, cvss, products, path: `${path}/${key}`, vulnerability, source })
    }
  }
  const at = `/vulnerabilities/${vulnerability}`
  for (const [i, score] of (one.scores ?? []).entries()) {
    add(score, { products: score.products ?? [], path: `${at}/scores/${i}`, source: '' })
  }
  for (const [i, { products = [], content, source = '' }] of (one.metrics ?? []).entries()) {
    if (content !== undefined)
      add(content, { products, path: `${at}/metrics/${i}/content`, source })
  }
}
