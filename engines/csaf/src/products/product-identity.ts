import type { InstalledFacts } from '../asset-facts.ts'
import { type Identified, identified } from '../identifiers/identified.ts'
import { patternSays, wordsLike } from './name-pattern.ts'
import { compactOrderNumber, isSiplusTwin, meansOrderNumber } from './order-number.ts'
import { compareNames, hasModelToken, type NameParts, partsOfName } from './product-name.ts'
import type { AssetSubject, ProductSubject } from './subjects.ts'
import { mayBeOneVendor, plainText } from './vendor-name.ts'

/** By what an asset was recognised, best first. */
export type Confidence =
  | 'serial-or-hash'
  | 'order-number-and-version'
  | 'identifier-and-version'
  | 'branch-names'
  | 'free-text'
  | 'installed-by-identifier'
  | 'installed-by-name'

/** Whether an asset is the product that an entry names. */
export interface Identity {
  readonly standing: 'yes' | 'perhaps' | 'no'
  readonly confidence: Confidence
  readonly rule: string
  readonly reason: string
}

/** `no` means another product. */
export function identify(one: AssetSubject, entry: ProductSubject): Identity {
  const found = one.identifiers === null ? named(one, entry) : byIdentifiers(one, entry)
  return one.part === null ? found : asInstalled(one.part, found)
}

/** What is installed says so in its words and its class. */
function asInstalled(part: InstalledFacts, found: Identity): Identity {
  const { kind, name, version } = part
  const what = kind === 'software' ? 'installed software' : 'operating system'
  const called = version === undefined ? name : `${name} ${version}`
  const isExact = found.confidence === 'serial-or-hash' || IDENTIFIER_RULES.has(found.rule)
  return {
    ...found,
    confidence: isExact ? 'installed-by-identifier' : 'installed-by-name',
    rule: `${what} + ${found.rule}`,
    reason: `${what} "${called}": ${found.reason}`,
  }
}

const RULES = {
  hash: 'hash of a file',
  uri: 'address in a list',
  cpe: 'CPE name',
  purl: 'package URL',
} as const

const PATTERN = 'model pattern in the name'
const IDENTIFIER_RULES: ReadonlySet<string> = new Set(Object.values(RULES))

/** A hash comes before all else; a CPE name or package URL after numbers and before names. */
function byIdentifiers(one: AssetSubject, entry: ProductSubject): Identity {
  const own = one.identifiers
  const listed = entry.identifiers
  const name = named(one, entry)
  if (own === null || listed === null) return name
  const found = identified(own, listed, entry.product)
  if (found?.by === 'hash') {
    const { by, reason } = found
    return { standing: 'yes', confidence: 'serial-or-hash', rule: RULES[by], reason }
  }
  if (name.rule === 'serial number' || name.rule.endsWith(' number')) return name
  if (found !== null) {
    const stated = one.vendors.length > 0 && one.part === null
    const other = stated && vendorDoubt(one, entry) === 'other'
    const unlisted = name.standing === 'no' && name.rule === PATTERN ? name.reason : null
    const doubt = other ? `the vendor is ${one.asset.vendor}` : (found.doubt ?? unlisted)
    const isLess = doubt !== null && name.standing !== 'no'
    return isLess ? name : identityBy(found, doubt)
  }
  return name.standing === 'no' ? (unread(one, entry) ?? name) : name
}

function identityBy({ by, reason }: Identified, doubt: string | null): Identity {
  const common = { confidence: 'identifier-and-version', rule: RULES[by] } as const
  return doubt === null
    ? { ...common, standing: 'yes', reason }
    : { ...common, standing: 'perhaps', reason: `${reason}; ${doubt}` }
}

/** What is not understood could be this product: null where it is another company's. */
function unread(one: AssetSubject, entry: ProductSubject): Identity | null {
  const [words] = [...(one.identifiers?.unread ?? []), ...(entry.identifiers?.unread ?? [])]
  if (words === undefined || vendorDoubt(one, entry) !== null) return null
  const rule = 'identifier that cannot be read'
  return { standing: 'perhaps', confidence: 'free-text', rule, reason: words }
}

/** First decides by serial number, then order number, then name. */
function named(one: AssetSubject, entry: ProductSubject): Identity {
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
  if (one.vendors.length === 0) {
    return vendorBefore(one, vendors) === null ? 'the vendor is not known' : null
  }
  if (vendors.length === 0) return 'the advisory names no single vendor'
  if (one.vendors.some((vendor) => vendors.includes(vendor))) return null
  const mayBe = one.vendors.some((own) => vendors.some((vendor) => mayBeOneVendor(own, vendor)))
  return mayBe ? `"${product.vendor}" may be another company than ${one.asset.vendor}` : 'other'
}

/** Lists of software have no column for its maker; many names begin with it. */
function vendorBefore({ part, asset }: AssetSubject, vendors: readonly string[]): string | null {
  if (part === null) return null
  const name = plainText(asset.product)
  return vendors.find((vendor) => name.startsWith(`${vendor} `)) ?? null
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
  const rule = PATTERN
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
    // A piece of software whose maker is not known is not every nameless product.
    if (one.part !== null && one.vendors.length === 0) return no('nameless entry', 'no name')
    const reason = `"${listed}" names no product; it could be any of this vendor`
    return { standing: 'perhaps', confidence: 'free-text', rule: 'nameless entry', reason }
  }
  if (one.isDevice && SOFTWARE.some((word) => name.tokens.has(word))) {
    return no('software', `"${listed}" is software, the asset a device`)
  }
  const vendor = one.vendors.length === 0 ? vendorBefore(one, entry.vendors) : null
  const own = vendor === null ? one.names : [partsOfName(one.asset.product, vendor)]
  const compared = closest(own, names)
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
  // Numbering is a vendor's own: a piece of software without a maker has none.
  if (one.part !== null && one.vendors.length === 0) return false
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
