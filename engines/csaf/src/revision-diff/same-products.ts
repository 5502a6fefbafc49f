import type { Advisory, Product } from '../advisory.ts'

/** The products of two revisions under one key each: vendors number their entries anew. */
export interface SameProducts {
  readonly before: ProductKeys
  readonly after: ProductKeys
}

export interface ProductKeys {
  keyOf(productId: string): string
  nameOf(key: string): string
  idOf(key: string): string | null
  readonly keys: readonly string[]
}

export function sameProducts(before: Advisory, after: Advisory): SameProducts {
  return { before: productKeys(before), after: productKeys(after) }
}

function productKeys({ products }: Advisory): ProductKeys {
  const seen = new Map<string, number>()
  const keyById = new Map<string, string>()
  const byKey = new Map<string, Product>()
  for (const product of products) {
    const words = wordsOf(product)
    const count = (seen.get(words) ?? 0) + 1
    seen.set(words, count)
    // Entries that read the same are told apart by their order.
    const key = JSON.stringify([words, count])
    keyById.set(product.productId, key)
    byKey.set(key, product)
  }
  return {
    keyOf: (productId) => keyById.get(productId) ?? productId,
    nameOf: (key) => nameOf(byKey.get(key), key),
    idOf: (key) => byKey.get(key)?.productId ?? null,
    keys: [...byKey.keys()],
  }
}

function wordsOf(product: Product): string {
  const { vendor, productName, versionText, name, helper, relationship } = product
  const { modelNumbers, serialNumbers, skus, cpe, purls } = helper
  const installed = relationship?.category ?? null
  return JSON.stringify([
    [vendor, productName, versionText, name, installed],
    [modelNumbers, serialNumbers, skus, cpe, purls],
  ])
}

function nameOf(product: Product | undefined, key: string): string {
  if (product === undefined) return key
  const { name, versionText } = product
  return versionText === null || name.includes(versionText) ? name : `${name}, ${versionText}`
}
