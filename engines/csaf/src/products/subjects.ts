import type { Product } from '../advisory.ts'
import type { AssetFacts, InstalledFacts } from '../asset-facts.ts'
import {
  type KnownIdentifiers,
  listedIdentifiers,
  ownIdentifiers,
  vendorSaid,
  versionsSaid,
} from '../identifiers/known-identifiers.ts'
import { familiesOf, familyKeysOfAsset, familyKeysOfEntry, placeholdersIn } from './families.ts'
import { modelsOfSlashList, productsAmong } from './listed-names.ts'
import { type NamePattern, namePatternIn } from './name-pattern.ts'
import { operatingSystemNamed } from './operating-system.ts'
import { compactOrderNumber, type OrderNumber, orderNumbersIn } from './order-number.ts'
import { type NameParts, partsOfName } from './product-name.ts'
import { shortForms } from './short-forms.ts'
import { vendorsNamed } from './vendor-name.ts'

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
  readonly identifiers: KnownIdentifiers | null
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
  readonly identifiers: KnownIdentifiers | null
  /** Set where the subject is not the asset but what is installed on it. */
  readonly part: InstalledFacts | null
  /** What is installed on it, each a subject of its own. */
  readonly parts: readonly AssetSubject[]
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
    identifiers: listedIdentifiers(product.helper),
  }
}

export function assetSubject(asset: AssetFacts): AssetSubject {
  const parts = (asset.installed ?? []).map((one) => installedSubject(asset.id, one))
  return { ...subjectOf(asset), parts }
}

/** The facts of what is installed, as of an asset of its own. */
function installedSubject(id: string, part: InstalledFacts): AssetSubject {
  const { kind, name, version, identifiers } = part
  const read = kind === 'software' ? null : operatingSystemNamed(name)
  const known = ownIdentifiers(identifiers)
  const vendor = part.vendor ?? (known === null ? null : vendorSaid(known)) ?? read?.vendor ?? ''
  const own = version ?? read?.version ?? undefined
  const facts: AssetFacts = {
    ...{ id, vendor, product: read?.name ?? name },
    ...(own === undefined ? {} : { version: own }),
    ...(identifiers === undefined ? {} : { identifiers }),
  }
  return { ...subjectOf(facts), part }
}

function subjectOf(given: AssetFacts): AssetSubject {
  const identifiers = ownIdentifiers(given.identifiers)
  const asset = withVersionSaid(given, identifiers)
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
  return {
    ...{ asset, vendors, orderNumbers, numbers, names, series, familyKeys, words, isDevice },
    ...{ identifiers, part: null, parts: [] },
  }
}

/** What the plant wrote down comes first; where it wrote nothing, an identifier may know. */
function withVersionSaid(asset: AssetFacts, identifiers: KnownIdentifiers | null): AssetFacts {
  if (identifiers === null) return asset
  const [version] = versionsSaid(identifiers)
  const isKnown = asset.firmware !== undefined || asset.version !== undefined
  return isKnown || version === undefined ? asset : { ...asset, version }
}

/** Another asset under the same vendor, product, model, order number and identifiers. */
export function subjectLike(one: AssetSubject, given: AssetFacts): AssetSubject {
  const asset = withVersionSaid(given, one.identifiers)
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
