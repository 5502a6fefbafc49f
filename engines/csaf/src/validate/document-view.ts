import type { JsonValue } from '@holdpoint/std'
import type {
  Branch,
  CsafDocument,
  CvssObject,
  FullProductName,
  ProductTree,
  Vulnerability,
} from './csaf-document.ts'
import type { Fault } from './fault.ts'
import { type Uses, usesOf } from './product-uses.ts'
import { type PlacedRevision, readRevisions, sortedByDate } from './revisions.ts'
import { type CvssKey, sayingsOfVector, type VectorSayings } from './vector-sayings.ts'

export type CsafVersion = '2.0' | '2.1'

/** Something of a document with its JSON pointer. */
export interface Placed<T> {
  readonly value: T
  readonly path: string
}

/** A branch and the branches above it, from the top down. */
export interface PlacedBranch extends Placed<Branch> {
  readonly above: readonly Branch[]
}

export interface PlacedScore {
  readonly key: CvssKey
  readonly cvss: CvssObject
  /** What its vector says; nothing where it has none. */
  readonly says: VectorSayings
  readonly products: readonly string[]
  readonly path: string
  readonly vulnerability: number
  /** Whom a metric names as its source (2.1); empty where it names none. */
  readonly source: string
}

export interface Checked {
  readonly version: CsafVersion
  /** The JSON as it came, with everything that the schema does not name. */
  readonly raw: JsonValue
  readonly document: CsafDocument
  readonly schemaFaults: readonly Fault[]
  readonly unnamed: readonly Fault[]
  /** What URLs of the document answered: an HTTP status, or null for no answer. */
  readonly urlStatuses: ReadonlyMap<string, number | null>
  /** Milliseconds since 1970 when the test runs, where the caller says. */
  readonly now: number | null
}

const NONE: readonly never[] = []
const SAYS_NOTHING: VectorSayings = { metrics: NONE, computed: NONE }

/** A document with what most rules look for already gathered, once. */
export class DocumentView implements Checked {
  readonly version: CsafVersion
  readonly raw: JsonValue
  readonly document: CsafDocument
  readonly schemaFaults: readonly Fault[]
  readonly unnamed: readonly Fault[]
  readonly urlStatuses: ReadonlyMap<string, number | null>
  readonly now: number | null
  readonly vulnerabilities: readonly Vulnerability[]
  readonly branches: readonly PlacedBranch[]
  readonly products: readonly Placed<FullProductName>[]
  readonly productIds: ReadonlySet<string>
  readonly productUses: readonly Uses[]
  readonly groups: ReadonlyMap<string, readonly string[]>
  readonly groupUses: readonly Uses[]
  readonly scores: readonly PlacedScore[]
  private asWritten: readonly PlacedRevision[] | null = null
  private byDate: readonly PlacedRevision[] | null = null

  constructor(checked: Checked) {
    const { document } = checked
    this.version = checked.version
    this.raw = checked.raw
    this.document = document
    this.schemaFaults = checked.schemaFaults
    this.unnamed = checked.unnamed
    this.urlStatuses = checked.urlStatuses
    this.now = checked.now
    this.vulnerabilities = document.vulnerabilities ?? NONE
    const branches: BranchAt[] = []
    gatherBranches(document.product_tree?.branches, null, branches)
    this.branches = branches
    this.products = productsOf(document.product_tree, branches)
    this.productIds = idsOf(this.products)
    this.groups = groupsOf(document.product_tree)
    const { products, groups } = usesOf(document)
    this.productUses = products
    this.groupUses = groups
    this.scores = scoresOf(this.vulnerabilities)
  }

  /** The items of the revision history whose number can be read, as they are written. */
  get revisions(): readonly PlacedRevision[] {
    this.asWritten ??= readRevisions(this.document)
    return this.asWritten
  }

  /** The same by date; at one moment the lower number was first. Undated items are left out. */
  get revisionsByDate(): readonly PlacedRevision[] {
    this.byDate ??= sortedByDate(this.revisions)
    return this.byDate
  }
}

// Where a thing stands is put into words when somebody asks: nearly nobody asks.

class BranchAt implements PlacedBranch {
  readonly value: Branch
  private readonly parent: BranchAt | null
  private readonly index: number

  constructor(value: Branch, parent: BranchAt | null, index: number) {
    this.value = value
    this.parent = parent
    this.index = index
  }

  get above(): readonly Branch[] {
    return this.parent === null ? NONE : [...this.parent.above, this.parent.value]
  }

  get path(): string {
    return `${this.parent?.path ?? '/product_tree'}/branches/${this.index}`
  }
}

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

class ListedProduct implements Placed<FullProductName> {
  readonly value: FullProductName
  private readonly list: string
  private readonly index: number
  private readonly rest: string

  constructor(value: FullProductName, list: string, index: number, rest: string) {
    this.value = value
    this.list = list
    this.index = index
    this.rest = rest
  }

  get path(): string {
    return `/product_tree/${this.list}/${this.index}${this.rest}`
  }
}

class ScoreAt implements PlacedScore {
  readonly key: CvssKey
  readonly cvss: CvssObject
  readonly products: readonly string[]
  readonly vulnerability: number
  readonly source: string
  readonly says: VectorSayings
  private readonly place: string
  private readonly index: number

  constructor(
    key: CvssKey,
    cvss: CvssObject,
    place: string,
    index: number,
    rest: Pick<PlacedScore, 'products' | 'vulnerability' | 'source'>,
  ) {
    this.key = key
    this.cvss = cvss
    this.products = rest.products
    this.vulnerability = rest.vulnerability
    this.source = rest.source
    const { vectorString } = cvss
    this.says = typeof vectorString === 'string' ? sayingsOfVector(key, vectorString) : SAYS_NOTHING
    this.place = place
    this.index = index
  }

  get path(): string {
    const content = this.place === 'metrics' ? '/content' : ''
    return `/vulnerabilities/${this.vulnerability}/${this.place}/${this.index}${content}/${this.key}`
  }
}

function gatherBranches(
  branches: readonly Branch[] | undefined,
  parent: BranchAt | null,
  into: BranchAt[],
): void {
  if (branches === undefined) return
  for (let i = 0; i < branches.length; i++) {
    const value = branches[i] as Branch
    const placed = new BranchAt(value, parent, i)
    into.push(placed)
    const { branches: below } = value
    if (below !== undefined) gatherBranches(below, placed, into)
  }
}

function productsOf(
  tree: ProductTree | undefined,
  branches: readonly BranchAt[],
): readonly Placed<FullProductName>[] {
  if (tree === undefined) return NONE
  const products: Placed<FullProductName>[] = []
  for (let i = 0; i < branches.length; i++) {
    const branch = branches[i] as BranchAt
    const { product } = branch.value
    if (product !== undefined) products.push(new BranchProduct(product, branch))
  }
  tree.full_product_names?.forEach((value, i) => {
    products.push(new ListedProduct(value, 'full_product_names', i, ''))
  })
  for (const list of ['relationships', 'product_paths'] as const) {
    tree[list]?.forEach(({ full_product_name: value }: Combined, i) => {
      if (value !== undefined)
        products.push(new ListedProduct(value, list, i, '/full_product_name'))
    })
  }
  return products
}

type Combined = { readonly full_product_name?: FullProductName }

function idsOf(products: readonly Placed<FullProductName>[]): ReadonlySet<string> {
  const ids = new Set<string>()
  for (let i = 0; i < products.length; i++) {
    const { product_id } = (products[i] as Placed<FullProductName>).value
    if (product_id !== undefined) ids.add(product_id)
  }
  return ids
}

const NO_GROUPS: ReadonlyMap<string, readonly string[]> = new Map()

function groupsOf(tree: ProductTree | undefined): ReadonlyMap<string, readonly string[]> {
  if (tree?.product_groups === undefined) return NO_GROUPS
  const groups = new Map<string, readonly string[]>()
  for (const { group_id, product_ids } of tree.product_groups) {
    if (group_id !== undefined) groups.set(group_id, product_ids ?? [])
  }
  return groups
}

const CVSS_KEYS = ['cvss_v2', 'cvss_v3', 'cvss_v4'] as const

type Scored = { readonly [key in CvssKey]?: CvssObject }

function scoresOf(vulnerabilities: readonly Vulnerability[]): readonly PlacedScore[] {
  const found: PlacedScore[] = []
  for (let at = 0; at < vulnerabilities.length; at++) {
    const { scores, metrics } = vulnerabilities[at] as Vulnerability
    scores?.forEach((score, i) => {
      const rest = { products: score.products ?? NONE, vulnerability: at, source: '' }
      gatherScores(score, 'scores', i, rest, found)
    })
    metrics?.forEach(({ products = NONE, content, source = '' }, i) => {
      if (content === undefined) return
      gatherScores(content, 'metrics', i, { products, vulnerability: at, source }, found)
    })
  }
  return found
}

function gatherScores(
  scored: Scored,
  place: 'scores' | 'metrics',
  index: number,
  rest: Pick<PlacedScore, 'products' | 'vulnerability' | 'source'>,
  into: PlacedScore[],
): void {
  for (let i = 0; i < CVSS_KEYS.length; i++) {
    const key = CVSS_KEYS[i] as CvssKey
    const cvss = scored[key]
    if (cvss !== undefined) into.push(new ScoreAt(key, cvss, place, index, rest))
  }
}
