import type { Advisory, Product } from '../advisory.ts'
import { compareNames, partsOfName } from '../products/product-name.ts'
import { normalVendor } from '../products/vendor-name.ts'
import { sameProducts } from './same-products.ts'

/**
 * The entry that is the same product in another revision; null where it is not listed there. An
 * entry that reads the same is the same, whatever its id. Of those that read otherwise now, one is
 * the same where only it can be: the same name under the same id, or the one of that name whose
 * versions changed, or a name that was only completed under the same id. An id alone says nothing:
 * it may have gone to another product.
 */
export function sameEntry(from: Advisory, productId: string, to: Advisory): string | null {
  const { before, after } = sameProducts(from, to)
  const exact = after.idOf(before.keyOf(productId))
  if (exact !== null) return exact
  const product = from.products.find((one) => one.productId === productId)
  if (product === undefined) return null
  const known = new Set(before.keys)
  const kept = new Set(after.keys)
  const rivals = from.products.filter((one) => !kept.has(before.keyOf(one.productId)))
  const fresh = to.products.filter((one) => !known.has(after.keyOf(one.productId)))
  return changedEntry(product, { rivals, fresh })?.productId ?? null
}

type Changed = {
  /** Entries of the one revision that do not read so in the other, and the other way round. */
  readonly rivals: readonly Product[]
  readonly fresh: readonly Product[]
}

function changedEntry(product: Product, { rivals, fresh }: Changed): Product | null {
  const key = namingOf(product)
  const alike = fresh.filter((one) => namingOf(one) === key)
  const sameId = fresh.find(({ productId }) => productId === product.productId)
  if (sameId !== undefined && alike.includes(sameId)) return sameId
  const numbered = alike.filter((one) => numbersOf(one) === numbersOf(product))
  for (const [own, others] of [
    [alike, rivals.filter((one) => namingOf(one) === key)],
    [numbered, rivals.filter((one) => isNumberedAlike(one, product))],
  ] as const) {
    const [only] = own
    if (only !== undefined && own.length === 1 && others.length === 1) return only
  }
  return sameId !== undefined && alike.length === 0 && isRenamed(product, sameId) ? sameId : null
}

function isNumberedAlike(one: Product, other: Product): boolean {
  return namingOf(one) === namingOf(other) && numbersOf(one) === numbersOf(other)
}

/** What the entry is called, without its versions: case and punctuation do not count. */
function namingOf({ vendor, productName, name, relationship }: Product): string {
  const words = (productName ?? name).toLowerCase().split(/[^\p{L}\p{N}]+/u)
  const of = words.filter((word) => word !== '').join(' ')
  return JSON.stringify([normalVendor(vendor ?? ''), of, relationship?.category ?? null])
}

function numbersOf({ helper: { modelNumbers, serialNumbers, skus } }: Product): string {
  return JSON.stringify([modelNumbers, serialNumbers, skus])
}

/** `S7-1500 CPU` that became `S7-1500 CPU family`, and not a pump that became a valve. */
function isRenamed(before: Product, after: Product): boolean {
  const vendor = normalVendor(before.vendor ?? '')
  if (vendor !== normalVendor(after.vendor ?? '')) return false
  if (before.relationship !== null || after.relationship !== null) return false
  const called = ({ productName, name }: Product) => partsOfName(productName ?? name, vendor)
  return compareNames(called(before), called(after)) !== 'different'
}
