import type { Product } from '../advisory.ts'
import type { AssetFacts } from '../asset-facts.ts'
import { familiesOf, familyKeysOfAsset, familyKeysOfEntry, placeholdersIn } from './families.ts'
import { modelsOfSlashList, productsAmong } from './listed-names.ts'
import { type NamePattern, namePatternIn, patternSays, wordsLike } from './name-pattern.ts'
import {
  compactOrderNumber,
  isSiplusTwin,
  meansOrderNumber,
  type OrderNumber,
  orderNumbersIn,
} from './order-number.ts'
import { compareNames, hasModelToken, type NameParts, partsOfName } from './product-name.ts'
import { shortForms } from './short-forms.ts'
import { mayBeOneVendor, vendorsNamed } from './vendor-name.ts'

/** By what an asset was recognised, best first. */
export type Confidence =
  | 'serial-or-hash'
  | 'order-number-and-version'
  | 'identifier-and-version'
  | 'branch-names'
  | 'free-text'

/** Whether an asset is the product that an entry names. */
export interface Identity {
  readonly standing: 'yes' | 'perhaps' | 'no'
  readonly confidence: Confidence
  readonly rule: string
  readonly reason: string
}

/** A product entry prepared once for many assets. */
export interface ProductSubject {
  readonly product: Product
  /** Every company named; empty where the advisory names none, and so could mean any. */
  readonly vendors: readonly string[]
  readonly orderNumbers: readonly OrderNumber[]
  readonly modelNumbers: readonly string[]
  readonly serialNumbers: readonly string[]
  readonly name: NameParts
  /** Every name that means this product, the one above among them. */
  readonly names: readonly NameParts[]
  readonly pattern: NamePattern | null
  readonly mentionsSiplus: boolean
  /** Of the families that the name speaks of. */
  readonly familyKeys: readonly string[]
  readonly placeholders: readonly RegExp[]
}

/** An asset prepared once for many entries. */
export interface AssetSubject {
  readonly asset: AssetFacts
  /** Empty where the plant does not know the vendor. */
  readonly vendors: readonly string[]
  readonly orderNumbers: readonly OrderNumber[]
  /** Order number and model as they stand, in the spelling that is compared. */
  readonly numbers: readonly string[]
  readonly names: readonly NameParts[]
  readonly series: string | null
  /** Of the families that could hold it. */
  readonly familyKeys: readonly string[]
  /** Of its names and numbers, in capitals. */
  readonly words: readonly string[]
  /** Its number is one of a family of devices. */
  readonly isDevice: boolean
}

const NAME_LENGTH_MAX = 1000

export function productSubject(product: Product): ProductSubject {
  const vendors = vendorsNamed(product.vendor ?? '')
  // The feed controls this string: no pattern may run over more of it than a name can have.
  const productName = (product.productName ?? product.name).slice(0, NAME_LENGTH_MAX)
  const { modelNumbers, skus, serialNumbers } = product.helper
  // Some advisories list catalogue numbers where the version should be.
  const listed = /[<>=]/.test(product.versionText ?? '') ? '' : (product.versionText ?? '')
  const full = product.name.slice(0, NAME_LENGTH_MAX)
  const name = partsOfName(productName, vendors[0] ?? '')
  const others = [
    ...modelsOfSlashList(productName),
    ...productsAmong(listed),
    ...shortForms(productName),
  ]
  return {
    product,
    vendors,
    orderNumbers: orderNumbersIn([productName, full, ...modelNumbers, ...skus, listed].join(' ')),
    modelNumbers: [...modelNumbers, ...skus].map(compactOrderNumber),
    serialNumbers: serialNumbers.map(compactOrderNumber),
    name,
    names: [name, ...others.map((one) => partsOfName(one, vendors[0] ?? ''))],
    pattern: namePatternIn(productName),
    mentionsSiplus: /siplus/i.test(productName),
    familyKeys: familyKeysOfEntry(productName),
    placeholders: placeholdersIn(productName),
  }
}

export function assetSubject(asset: AssetFacts): AssetSubject {
  const vendors = vendorsNamed(asset.vendor)
  const vendor = vendors[0] ?? ''
  const written = [asset.orderNumber, asset.model, asset.product].filter((one) => one !== undefined)
  const orderNumbers = written.flatMap(orderNumbersIn)
  const own = [...new Set([asset.product, asset.model].filter((name) => name !== undefined))]
  const families = familiesOf({
    vendors,
    orderNumbers: orderNumbers.map(({ value }) => value),
    names: own,
  })
  const called = [...own, ...own.flatMap(shortForms), ...families]
  const names = [...new Set(called)]
    .filter((name) => name !== '')
    .map((name) => partsOfName(name, vendor))
  const numbers = [asset.orderNumber, asset.model]
    .filter((value) => value !== undefined)
    .map(compactOrderNumber)
  const familyKeys = familyKeysOfAsset(written)
  const words = [...new Set(written.flatMap((text) => text.toUpperCase().split(/[\s,()/]+/)))]
  const series = seriesOf(asset, vendor)
  const isDevice = families.length > 0 && orderNumbers.length > 0
  return { asset, vendors, orderNumbers, numbers, names, series, familyKeys, words, isDevice }
}

/** Another asset under the same vendor, product, model and order number. */
export function subjectLike(one: AssetSubject, asset: AssetFacts): AssetSubject {
  const alike = asset.series === one.asset.series && asset.hardware === one.asset.hardware
  return { ...one, asset, series: alike ? one.series : seriesOf(asset, one.vendors[0] ?? '') }
}

function seriesOf(asset: AssetFacts, vendor: string): string | null {
  if (asset.series !== undefined) {
    return asset.series.replace(/^ser(?:ies|\.)?\s+/i, '').toUpperCase()
  }
  const written = [asset.product, asset.model, asset.orderNumber, asset.hardware]
  const known = written
    .map((text) => (text === undefined ? [] : partsOfName(text, vendor).series))
    .find((series) => series.length === 1)
  return known?.[0] ?? null
}

/** First decides by serial number, then order number, then name; `no` means another product. */
export function identify(one: AssetSubject, entry: ProductSubject): Identity {
  const vendor = vendorDoubt(one, entry)
  if (vendor === 'other') {
    return no('vendor', `the vendor is ${one.asset.vendor}, not ${entry.product.vendor}`)
  }
  const found =
    bySerial(one, entry) ?? byOrderNumber(one, entry) ?? byPattern(one, entry) ?? byName(one, entry)
  const certain = found.confidence === 'order-number-and-version'
  if (found.standing !== 'yes' || vendor === null || certain) return found
  return { ...found, standing: 'perhaps', reason: `${found.reason}; ${vendor}` }
}

/** Null where both name a company, and it is the same. */
function vendorDoubt(one: AssetSubject, { vendors, product }: ProductSubject): string | null {
  if (one.vendors.length === 0) return 'the vendor is not known'
  if (vendors.length === 0) return 'the advisory names no single vendor'
  if (one.vendors.some((vendor) => vendors.includes(vendor))) return null
  const mayBe = one.vendors.some((own) => vendors.some((vendor) => mayBeOneVendor(own, vendor)))
  return mayBe ? `"${product.vendor}" may be another company than ${one.asset.vendor}` : 'other'
}

function bySerial({ asset }: AssetSubject, { serialNumbers }: ProductSubject): Identity | null {
  if (serialNumbers.length === 0 || asset.serialNumber === undefined) return null
  const own = compactOrderNumber(asset.serialNumber)
  const confidence = 'serial-or-hash'
  return serialNumbers.includes(own)
    ? {
        standing: 'yes',
        confidence,
        rule: 'serial number',
        reason: `serial number ${own} is listed`,
      }
    : null
}

function byOrderNumber(one: AssetSubject, entry: ProductSubject): Identity | null {
  const confidence = 'order-number-and-version'
  const model = one.numbers.find((value) => entry.modelNumbers.includes(value))
  if (model !== undefined) {
    return {
      standing: 'yes',
      confidence,
      rule: 'model number',
      reason: `model number ${model} is listed`,
    }
  }
  for (const { scheme, value } of one.orderNumbers) {
    const ofScheme = entry.orderNumbers.filter((listed) => listed.scheme === scheme)
    if (ofScheme.length === 0) continue
    const reason = `order number ${value} is listed`
    if (ofScheme.some((listed) => meansOrderNumber(listed, value))) {
      return { standing: 'yes', confidence, rule: 'order number', reason }
    }
    if (entry.mentionsSiplus && ofScheme.some((listed) => isSiplusTwin(listed.value, value))) {
      const twin = `${value} may be one of the SIPLUS variants meant`
      return { standing: 'perhaps', confidence, rule: 'SIPLUS twin', reason: twin }
    }
    return no('order number', `the entry lists other order numbers than ${value}`)
  }
  return null
}

function byPattern(one: AssetSubject, { pattern }: ProductSubject): Identity | null {
  if (pattern === null) return null
  const { model, orderNumber, product } = one.asset
  const confidence = 'identifier-and-version'
  const rule = 'model pattern in the name'
  const like = wordsLike(pattern, product)
  const written = model ?? orderNumber ?? like.find((word) => word === word.toUpperCase())
  // Without anything that looks like one of the models, the rest of the name has to say it.
  if (written === undefined && like.length === 0) return null
  if (written === undefined) {
    return {
      standing: 'perhaps',
      confidence,
      rule,
      reason: 'the model is needed to read the pattern',
    }
  }
  const says = patternSays(pattern, written)
  if (says === 'not-listed') return no(rule, `the pattern does not list ${written}`)
  return says === 'listed'
    ? { standing: 'yes', confidence, rule, reason: `the pattern lists ${written}` }
    : {
        standing: 'perhaps',
        confidence,
        rule,
        reason: `the list that should hold ${written} is damaged`,
      }
}

function byName(one: AssetSubject, entry: ProductSubject): Identity {
  const { name, names, product } = entry
  const listed = product.productName ?? product.name
  if (name.tokens.size === 0) {
    const reason = `"${listed}" names no product; it could be any of this vendor`
    return { standing: 'perhaps', confidence: 'free-text', rule: 'nameless entry', reason }
  }
  if (one.isDevice && SOFTWARE.some((word) => name.tokens.has(word))) {
    return no('software', `"${listed}" is software, the asset a device`)
  }
  const compared = closest(one.names, names)
  if (compared === 'same') {
    const confidence = hasModelToken(name) ? 'identifier-and-version' : 'branch-names'
    return {
      standing: 'yes',
      confidence,
      rule: 'product name',
      reason: `the product is named "${listed}"`,
    }
  }
  if (compared === 'different' && speaksOfFamily(one, entry)) {
    const reason = `"${listed}" speaks of a family that may hold this product`
    return { standing: 'perhaps', confidence: 'free-text', rule: 'family of products', reason }
  }
  if (compared === 'different') return no('product name', `"${listed}" is another product`)
  const reason = `"${listed}" may mean this product; the names only overlap`
  return { standing: 'perhaps', confidence: 'free-text', rule: 'part of the name', reason }
}

/** Words of products that run in place of a device. */
const SOFTWARE = ['softwarecontroller', 'plcsim', 'emulate', 'simulator']

function speaksOfFamily(one: AssetSubject, entry: ProductSubject): boolean {
  if (entry.familyKeys.some((key) => one.familyKeys.includes(key))) return true
  return entry.placeholders.some((form) => one.words.some((word) => form.test(word)))
}

function closest(
  own: readonly NameParts[],
  listed: readonly NameParts[],
): ReturnType<typeof compareNames> {
  let best: ReturnType<typeof compareNames> = 'different'
  for (const one of own) {
    for (const other of listed) {
      const compared = compareNames(one, other)
      if (compared === 'same') return compared
      if (compared === 'part') best = compared
    }
  }
  return best
}

function no(rule: string, reason: string): Identity {
  return { standing: 'no', confidence: 'free-text', rule, reason }
}
