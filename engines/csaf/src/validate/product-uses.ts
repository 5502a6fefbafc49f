import type { CsafDocument, Vulnerability, Whose } from './csaf-document.ts'

/** A list of product ids or group ids that a document uses, or one use alone, and where it stands. */
export interface Uses {
  readonly ids: readonly string[]
  /** The place of one of the ids, as a JSON pointer. */
  pathOf(at: number): string
}

export interface GatheredUses {
  readonly products: readonly Uses[]
  readonly groups: readonly Uses[]
}

/** Where the document names products and groups, in the order of the rules' own lists of paths. */
export function usesOf(document: CsafDocument): GatheredUses {
  const uses: Gathered = { products: [], groups: [] }
  gatherTreeUses(document, uses)
  whoseUses(document.document?.notes, NOWHERE, 'notes', uses)
  const { vulnerabilities } = document
  if (vulnerabilities === undefined) return uses
  for (let i = 0; i < vulnerabilities.length; i++) {
    gatherVulnerabilityUses(vulnerabilities[i] as Vulnerability, i, uses)
  }
  return uses
}

interface Gathered {
  readonly products: Uses[]
  readonly groups: Uses[]
}

const NOWHERE = -1

// Documents name products hundreds of times and nearly never wrongly: the words of a place are put
// together only when somebody asks for them.

/** In a part of the document, or of the vulnerability with this index. */
class UsesAt implements Uses {
  readonly ids: readonly string[]
  private readonly vulnerability: number
  private readonly part: string
  private readonly index: number
  private readonly key: string

  constructor(
    ids: readonly string[],
    vulnerability: number,
    part: string,
    index: number,
    key: string,
  ) {
    this.ids = ids
    this.vulnerability = vulnerability
    this.part = part
    this.index = index
    this.key = key
  }

  pathOf(at: number): string {
    const { vulnerability, part, index, key } = this
    const above = vulnerability === NOWHERE ? '/document' : `/vulnerabilities/${vulnerability}`
    return `${above}/${part}${index === NOWHERE ? '' : `/${index}`}/${key}/${at}`
  }
}

/** In the product tree, where each place has words of its own. */
class TreeUses implements Uses {
  readonly ids: readonly string[]
  private readonly place: string
  private readonly isList: boolean

  constructor(ids: readonly string[], place: string, isList: boolean) {
    this.ids = ids
    this.place = place
    this.isList = isList
  }

  pathOf(at: number): string {
    return this.isList ? `${this.place}/${at}` : this.place
  }
}

function gatherTreeUses({ product_tree: tree }: CsafDocument, uses: Gathered): void {
  if (tree === undefined) return
  const { product_groups, relationships, product_paths } = tree
  const one = (id: string | undefined, place: string) => {
    if (id !== undefined) uses.products.push(new TreeUses([id], `/product_tree/${place}`, false))
  }
  product_groups?.forEach(({ product_ids }, i) => {
    if (product_ids === undefined) return
    const place = `/product_tree/product_groups/${i}/product_ids`
    uses.products.push(new TreeUses(product_ids, place, true))
  })
  relationships?.forEach((relationship, i) => {
    const { product_reference, relates_to_product_reference } = relationship
    one(product_reference, `relationships/${i}/product_reference`)
    one(relates_to_product_reference, `relationships/${i}/relates_to_product_reference`)
  })
  product_paths?.forEach((way, i) => {
    one(way.beginning_product_reference, `product_paths/${i}/beginning_product_reference`)
    way.subpaths?.forEach(({ next_product_reference }, j) => {
      one(next_product_reference, `product_paths/${i}/subpaths/${j}/next_product_reference`)
    })
  })
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

function gatherVulnerabilityUses(one: Vulnerability, at: number, uses: Gathered): void {
  const { product_status: statuses, scores, metrics } = one
  for (const status in statuses) {
    each(statuses[status], at, 'product_status', NOWHERE, status, uses.products)
  }
  for (let i = 0; i < WHOSE_LISTS.length; i++) {
    const list = WHOSE_LISTS[i] as (typeof WHOSE_LISTS)[number]
    whoseUses(one[list], at, list, uses)
  }
  if (scores !== undefined) scoredUses(scores, at, 'scores', uses)
  if (metrics !== undefined) scoredUses(metrics, at, 'metrics', uses)
}

type Scored = { readonly products?: readonly string[] }

function scoredUses(scored: readonly Scored[], at: number, part: string, uses: Gathered): void {
  for (let i = 0; i < scored.length; i++) {
    each((scored[i] as Scored).products, at, part, i, 'products', uses.products)
  }
}

function whoseUses(
  things: readonly Whose[] | undefined,
  at: number,
  part: string,
  uses: Gathered,
): void {
  if (things === undefined) return
  for (let i = 0; i < things.length; i++) {
    const { product_ids, group_ids } = things[i] as Whose
    each(product_ids, at, part, i, 'product_ids', uses.products)
    each(group_ids, at, part, i, 'group_ids', uses.groups)
  }
}

function each(
  ids: readonly string[] | undefined,
  vulnerability: number,
  part: string,
  index: number,
  key: string,
  into: Uses[],
): void {
  if (ids !== undefined) into.push(new UsesAt(ids, vulnerability, part, index, key))
}
