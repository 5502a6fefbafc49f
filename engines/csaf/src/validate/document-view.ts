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

/** A list of product ids or group ids that a document uses, or one use alone, and where it stands. */
export interface Uses {
  readonly ids: readonly string[]
  readonly isList: boolean
  /** `place/key`, or `place/index/key` for a thing in a list. */
  readonly place: string
  readonly index: number | null
  readonly key: string
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
export function pathOf({ isList, place, index, key }: Uses, at: number): string {
  const path = index === null ? `${place}/${key}` : `${place}/${index}/${key}`
  return isList ? `${path}/${at}` : path
}

/** A branch that says where it stands when it is asked: nearly nobody asks. */
class BranchAt implements PlacedBranch {
  readonly value: Branch
  readonly above: readonly Branch[]
  private readonly parent: BranchAt | null
  private readonly index: number

  constructor(value: Branch, above: readonly Branch[], parent: BranchAt | null, index: number) {
    this.value = value
    this.above = above
    this.parent = parent
    this.index = index
  }

  get path(): string {
    return `${this.parent?.path ?? '/product_tree'}/branches/${this.index}`
  }
}

/** The product of a branch. */
class BranchProduct implements Placed<FullProductName> {
  readonly value: FullProductName
  private readonly branch: PlacedBranch

  constructor(value: FullProductName, branch: PlacedBranch) {
    this.value = value
    this.branch = branch
  }

  get path(): string {
    return `${this.branch.path}/product`
  }
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
  gatherBranches(tree.branches ?? [], [], null, branches)
  const products = gatherProducts(document, branches)
  const productIds = new Set<string>()
  for (const { value } of products)
    if (value.product_id !== undefined) productIds.add(value.product_id)
  const uses: Gathered = { products: [], groups: [] }
  gatherTreeUses(document, uses)
  const scores: PlacedScore[] = []
  whoseUses(document.document?.notes ?? [], '/document/notes', uses)
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

function gatherBranches(
  branches: readonly Branch[],
  above: readonly Branch[],
  parent: BranchAt | null,
  into: PlacedBranch[],
): void {
  for (let i = 0; i < branches.length; i++) {
    const value = branches[i] as Branch
    const placed = new BranchAt(value, above, parent, i)
    into.push(placed)
    if (value.branches !== undefined) {
      gatherBranches(value.branches, [...above, value], placed, into)
    }
  }
}

function gatherProducts(
  { product_tree: tree = {} }: CsafDocument,
  branches: readonly PlacedBranch[],
): readonly Placed<FullProductName>[] {
  const products: Placed<FullProductName>[] = []
  for (const branch of branches) {
    const { product } = branch.value
    if (product !== undefined) products.push(new BranchProduct(product, branch))
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
  const one = (id: string | undefined, place: string, index: number, key: string) => {
    if (id !== undefined) uses.products.push({ ids: [id], isList: false, place, index, key })
  }
  for (const [i, { product_ids }] of (tree.product_groups ?? []).entries()) {
    each(product_ids, '/product_tree/product_groups', i, 'product_ids', uses.products)
  }
  const relationships = '/product_tree/relationships'
  for (const [i, relationship] of (tree.relationships ?? []).entries()) {
    one(relationship.product_reference, relationships, i, 'product_reference')
    const { relates_to_product_reference: other } = relationship
    one(other, relationships, i, 'relates_to_product_reference')
  }
  for (const [i, way] of (tree.product_paths ?? []).entries()) {
    const paths = '/product_tree/product_paths'
    one(way.beginning_product_reference, paths, i, 'beginning_product_reference')
    for (const [j, { next_product_reference }] of (way.subpaths ?? []).entries()) {
      one(next_product_reference, `${paths}/${i}/subpaths`, j, 'next_product_reference')
    }
  }
}

function gatherVulnerabilityUses(one: Vulnerability, path: string, uses: Gathered): void {
  const { product_status: statuses } = one
  for (const status in statuses) {
    each(statuses[status], `${path}/product_status`, null, status, uses.products)
  }
  for (const list of WHOSE_LISTS) {
    const things = one[list]
    if (things !== undefined) whoseUses(things, `${path}/${list}`, uses)
  }
  for (const list of SCORE_LISTS) {
    const scored = one[list]
    if (scored === undefined) continue
    for (let i = 0; i < scored.length; i++) {
      each(scored[i]?.products, `${path}/${list}`, i, 'products', uses.products)
    }
  }
}

const WHOSE_LISTS = [
  'flags',
  'remediations',
  'threats',
  'first_known_exploitation_dates',
  'ids',
  'involvements',
  'notes',
] as const
const SCORE_LISTS = ['scores', 'metrics'] as const

function whoseUses(things: readonly Whose[], place: string, uses: Gathered): void {
  for (let i = 0; i < things.length; i++) {
    const { product_ids, group_ids } = things[i] as Whose
    each(product_ids, place, i, 'product_ids', uses.products)
    each(group_ids, place, i, 'group_ids', uses.groups)
  }
}

function each(
  ids: readonly string[] | undefined,
  place: string,
  index: number | null,
  key: string,
  into: Uses[],
): void {
  if (ids !== undefined) into.push({ ids, isList: true, place, index, key })
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
