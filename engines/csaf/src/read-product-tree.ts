import type { FileHash, IdentificationHelper, PathStep, Product, Relationship } from './advisory.ts'
import {
  type Cursor,
  complain,
  field,
  items,
  optionalText,
  requireObject,
  text,
  texts,
} from './document-cursor.ts'

export interface ProductTree {
  readonly products: readonly Product[]
  /** Group id to the products it stands for. */
  readonly groups: ReadonlyMap<string, readonly string[]>
}

// CSAF 2.0 sets no limit on nesting; thirty is its advice for implementations (section 3.1.2).
const BRANCH_DEPTH_MAX = 30

/** Flattens branches, loose products and relationships into one list with unique ids. */
export function readProductTree(tree: Cursor): ProductTree {
  const products = new Map<string, Product>()
  if (tree.value === undefined || !requireObject(tree)) return { products: [], groups: new Map() }
  for (const branch of items(field(tree, 'branches'))) readBranch(branch, [], products)
  for (const loose of items(field(tree, 'full_product_names'))) {
    keep(products, loose, readProduct(loose, [], null))
  }
  const relationships = items(field(tree, 'relationships'))
  for (const relationship of relationships) readRelationship(relationship, products)
  for (const relationship of relationships) checkReferences(relationship, products)
  readProductPaths(items(field(tree, 'product_paths')), products)
  return { products: [...products.values()], groups: readGroups(tree, products) }
}

function readBranch(branch: Cursor, above: readonly PathStep[], products: Map<string, Product>) {
  if (!requireObject(branch)) return
  if (above.length >= BRANCH_DEPTH_MAX) {
    complain(branch, `branches nest deeper than ${BRANCH_DEPTH_MAX}`)
    return
  }
  const category = text(field(branch, 'category'))
  const path = [...above, { category, name: text(field(branch, 'name')) }]
  const product = field(branch, 'product')
  const below = field(branch, 'branches')
  if (product.value !== undefined) keep(products, product, readProduct(product, path, null))
  for (const inner of items(below)) readBranch(inner, path, products)
  if (product.value === undefined && below.value === undefined) {
    complain(branch, 'must hold a product or further branches')
  }
}

function readProduct(
  product: Cursor,
  path: readonly PathStep[],
  relationship: Relationship | null,
): Product {
  requireObject(product)
  const productId = text(field(product, 'product_id'))
  const name = text(field(product, 'name'))
  const helper = readHelper(field(product, 'product_identification_helper'))
  return { productId, name, helper, relationship, path, ...namedSteps(path) }
}

function namedSteps(path: readonly PathStep[]) {
  const last = (category: string) =>
    path.findLast((step) => step.category === category)?.name ?? null
  const version = path.findLast(
    ({ category }) => category === 'product_version' || category === 'product_version_range',
  )
  return {
    vendor: last('vendor'),
    productName: last('product_name') ?? last('product_family'),
    versionText: version?.name ?? null,
    versionCategory: (version?.category ?? null) as Product['versionCategory'],
  }
}

function readHelper(helper: Cursor): IdentificationHelper {
  if (helper.value !== undefined) requireObject(helper)
  const purl = optionalText(field(helper, 'purl'))
  return {
    modelNumbers: texts(field(helper, 'model_numbers')),
    serialNumbers: texts(field(helper, 'serial_numbers')),
    skus: texts(field(helper, 'skus')),
    cpe: optionalText(field(helper, 'cpe')),
    purls: [...(purl === null ? [] : [purl]), ...texts(field(helper, 'purls'))],
    hashes: items(field(helper, 'hashes')).flatMap(readHashes),
    genericUris: items(field(helper, 'x_generic_uris')).map((one) => ({
      namespace: text(field(one, 'namespace')),
      uri: text(field(one, 'uri')),
    })),
  }
}

function readHashes(file: Cursor): readonly FileHash[] {
  const filename = text(field(file, 'filename'))
  return items(field(file, 'file_hashes')).map((hash) => ({
    filename,
    algorithm: text(field(hash, 'algorithm')),
    value: text(field(hash, 'value')).toLowerCase(),
  }))
}

function readRelationship(cursor: Cursor, products: Map<string, Product>): void {
  if (!requireObject(cursor)) return
  keepCombined(cursor, products, {
    category: text(field(cursor, 'category')),
    productId: text(field(cursor, 'product_reference')),
    relatesToProductId: text(field(cursor, 'relates_to_product_reference')),
  })
}

/** The product that the two make together has a name of its own. */
function keepCombined(
  cursor: Cursor,
  products: Map<string, Product>,
  relationship: Relationship,
): void {
  const full = field(cursor, 'full_product_name')
  const path = products.get(relationship.productId)?.path ?? []
  keep(products, full, readProduct(full, path, relationship))
}

/**
 * CSAF 2.1, clause 3.2.3.5: a way from one product over others. A relationship of 2.0 names one
 * other product: the first on the way; that there may be more makes the entry no surer.
 */
function readProductPaths(paths: readonly Cursor[], products: Map<string, Product>): void {
  const ways = paths.filter(requireObject)
  for (const way of ways) {
    const steps = items(field(way, 'subpaths'))
    const [first] = steps
    if (first === undefined) {
      complain(field(way, 'subpaths'), 'must hold at least one step')
      continue
    }
    keepCombined(way, products, {
      category: text(field(first, 'category')),
      productId: text(field(way, 'beginning_product_reference')),
      relatesToProductId: text(field(first, 'next_product_reference')),
    })
  }
  for (const way of ways) {
    checkReference(field(way, 'beginning_product_reference'), products)
    for (const step of items(field(way, 'subpaths'))) {
      checkReference(field(step, 'next_product_reference'), products)
    }
  }
}

function checkReferences(cursor: Cursor, products: ReadonlyMap<string, Product>): void {
  for (const name of ['product_reference', 'relates_to_product_reference']) {
    checkReference(field(cursor, name), products)
  }
}

function checkReference(reference: Cursor, products: ReadonlyMap<string, Product>): void {
  if (typeof reference.value !== 'string' || products.has(reference.value)) return
  complain(reference, `names the product "${reference.value}", which is not in the tree`)
}

function readGroups(tree: Cursor, products: ReadonlyMap<string, Product>) {
  const groups = new Map<string, readonly string[]>()
  for (const group of items(field(tree, 'product_groups'))) {
    const groupId = text(field(group, 'group_id'))
    if (groups.has(groupId)) complain(group, `repeats the group id "${groupId}"`)
    groups.set(groupId, knownIds(field(group, 'product_ids'), products))
  }
  return groups
}

/** Product ids that must exist in the tree. */
export function knownIds(list: Cursor, products: ReadonlyMap<string, unknown>): readonly string[] {
  return items(list).map((item) => {
    const id = text(item)
    if (id !== '' && !products.has(id)) {
      complain(item, `names the product "${id}", which is not in the tree`)
    }
    return id
  })
}

function keep(products: Map<string, Product>, where: Cursor, product: Product): void {
  if (products.has(product.productId)) {
    complain(field(where, 'product_id'), `repeats the product id "${product.productId}"`)
  }
  products.set(product.productId, product)
}
