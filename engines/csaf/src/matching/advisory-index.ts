import type { Advisory } from '../advisory.ts'
import { identifierKeys, isOpen, type KnownIdentifiers } from '../identifiers/known-identifiers.ts'
import { type Identity, identify } from '../products/product-identity.ts'
import type { AssetSubject, ProductSubject } from '../products/subjects.ts'
import { mayBeOneVendor } from '../products/vendor-name.ts'
import { type Entry, prepareAdvisory } from './prepared-advisory.ts'

/**
 * Advisories compiled for many assets: from what an asset is called to the entries that may mean
 * it. A lookup may give too much, never too little; `identify` has the last word.
 */
export interface AdvisoryIndex {
  readonly advisories: number
  readonly vendors: ReadonlyMap<string, VendorShelf>
  /** By what names a product without any vendor's say. */
  readonly identified: ReadonlyMap<string, readonly NamedEntries[]>
  /** Whose CPE means many products. */
  readonly open: readonly NamedEntries[]
  /** Filled as vendors are asked for: the shelves of those that may be one company with it. */
  readonly near: Map<string, readonly VendorShelf[]>
}

/** The entries of one vendor, once for each way in which products are named. */
interface VendorShelf {
  readonly named: readonly NamedEntries[]
  /** Wildcards, patterns and nameless entries, which no key finds. */
  readonly always: readonly NamedEntries[]
  readonly byNumber: ReadonlyMap<string, readonly NamedEntries[]>
  readonly byToken: ReadonlyMap<string, readonly NamedEntries[]>
  /** Under the token alone that is rarest at this vendor. */
  readonly byRarestToken: ReadonlyMap<string, readonly NamedEntries[]>
  readonly byFamily: ReadonlyMap<string, readonly NamedEntries[]>
  readonly byJoined: ReadonlyMap<string, readonly NamedEntries[]>
  readonly listsSerials: boolean
  readonly withIdentifiers: readonly NamedEntries[]
  /** Of these, with one that cannot be read. */
  readonly withUnread: readonly NamedEntries[]
}

/** Entries of any advisory that name their product in the same words. */
export interface NamedEntries {
  readonly subject: ProductSubject
  readonly entries: readonly PlacedEntry[]
}

export interface PlacedEntry {
  readonly entry: Entry
  /** By advisory in the order given, then by its place there. */
  readonly place: number
  readonly advisory: number
}

/** The shelf of entries that name no company. */
const ANY_VENDOR = ''

export function indexAdvisories(advisories: readonly Advisory[]): AdvisoryIndex {
  const byVendor = new Map<
    string,
    Map<string, { subject: ProductSubject; entries: PlacedEntry[] }>
  >()
  let place = 0
  for (const [advisory, document] of advisories.entries()) {
    for (const entry of prepareAdvisory(document).entries) {
      const { subject } = entry
      const placed = { entry, place: place++, advisory }
      for (const vendor of subject.vendors.length === 0 ? [ANY_VENDOR] : subject.vendors) {
        const named = kept(byVendor, vendor, () => new Map())
        kept(named, namingOf(subject), () => ({ subject, entries: [] })).entries.push(placed)
      }
    }
  }
  const shelves = [...byVendor].map(
    ([vendor, named]) => [vendor, shelfOf([...named.values()])] as const,
  )
  const vendors = new Map(shelves)
  return { advisories: advisories.length, vendors, ...byIdentifier(vendors), near: new Map() }
}

function byIdentifier(
  vendors: AdvisoryIndex['vendors'],
): Pick<AdvisoryIndex, 'identified' | 'open'> {
  const identified = new Map<string, NamedEntries[]>()
  const open: NamedEntries[] = []
  for (const { withIdentifiers } of vendors.values()) {
    for (const named of withIdentifiers) {
      const known = named.subject.identifiers as KnownIdentifiers
      for (const key of identifierKeys(known)) kept(identified, key, () => []).push(named)
      if (isOpen(known)) open.push(named)
    }
  }
  return { identified, open }
}

/** Everything that `identify` and its reasons take from a product. */
function namingOf(subject: ProductSubject): string {
  const { product, modelNumbers, serialNumbers, orderNumbers, names } = subject
  const { vendor, productName, name } = product
  const numbers = orderNumbers.map(({ value }) => value)
  const called = names.map(({ tokens }) => [...tokens])
  const { cpe, purls, hashes, genericUris } = product.helper
  const known = subject.identifiers === null ? [] : [cpe, purls, hashes, genericUris]
  const listed = [modelNumbers, serialNumbers, numbers, called, known]
  return JSON.stringify([vendor, productName ?? name, ...listed])
}

function shelfOf(named: readonly NamedEntries[]): VendorShelf {
  const always: NamedEntries[] = []
  const byNumber = new Map<string, NamedEntries[]>()
  const byToken = new Map<string, NamedEntries[]>()
  const byFamily = new Map<string, NamedEntries[]>()
  const byJoined = new Map<string, NamedEntries[]>()
  for (const one of named) {
    const { subject } = one
    const { tokens } = subject.name
    const loose = subject.orderNumbers.some(({ wildcard }) => wildcard)
    const open = loose || subject.placeholders.length > 0
    if (open || subject.pattern !== null || tokens.size === 0 || subject.serialNumbers.length > 0) {
      always.push(one)
    }
    for (const number of numbersOf(subject)) kept(byNumber, number, () => []).push(one)
    const words = new Set(subject.names.flatMap((name) => [...name.tokens]))
    for (const token of words) kept(byToken, token, () => []).push(one)
    for (const { joined } of subject.names) kept(byJoined, joined, () => []).push(one)
    for (const key of subject.familyKeys) kept(byFamily, key, () => []).push(one)
  }
  const byRarestToken = new Map<string, NamedEntries[]>()
  for (const one of named) {
    for (const { tokens } of one.subject.names) {
      const rarest = rarestOf([...tokens], byToken)
      if (rarest !== null) kept(byRarestToken, rarest, () => []).push(one)
    }
  }
  const listsSerials = named.some(({ subject }) => subject.serialNumbers.length > 0)
  const withIdentifiers = named.filter(({ subject }) => subject.identifiers !== null)
  const withUnread = withIdentifiers.filter(
    ({ subject }) => (subject.identifiers?.unread.length ?? 0) > 0,
  )
  return {
    ...{ named, always, byNumber, byToken, byRarestToken, byFamily, byJoined },
    ...{ listsSerials, withIdentifiers, withUnread },
  }
}

function numbersOf({ modelNumbers, orderNumbers, mentionsSiplus }: ProductSubject): Set<string> {
  const twins = mentionsSiplus ? orderNumbers.map(({ value }) => twinKey(value)) : []
  return new Set([...modelNumbers, ...orderNumbers.map(({ value }) => value), ...twins])
}

/** What a SIPLUS variant shares with its sibling. */
function twinKey(orderNumber: string): string {
  return `twin ${orderNumber.slice(4, 12)}`
}

export interface Recognised {
  readonly identity: Identity
  readonly named: NamedEntries
}

/** Every entry that is about this asset, or may be; and whether its serial number has a say in it. */
export function recognise(
  one: AssetSubject,
  index: AdvisoryIndex,
): { readonly recognised: readonly Recognised[]; readonly listsSerials: boolean } {
  const shelves = shelvesFor(one, index)
  const recognised: Recognised[] = []
  const entries = new Set<PlacedEntry>()
  const hasOneShelf = shelves.length < 2 && one.identifiers === null
  const look = (named: NamedEntries) => {
    // Of an entry that names several companies, the second shelf says nothing new.
    if (!hasOneShelf && entries.has(named.entries[0] as PlacedEntry)) return
    const identity = identify(one, named.subject)
    if (identity.standing === 'no') return
    recognised.push({ identity, named })
    for (const placed of named.entries) entries.add(placed)
  }
  for (const shelf of shelves) candidatesOn(shelf, one).forEach(look)
  for (const named of identifiedIn(index, one.identifiers)) look(named)
  return { recognised, listsSerials: shelves.some((shelf) => shelf.listsSerials) }
}

function identifiedIn(
  { identified, open }: AdvisoryIndex,
  known: KnownIdentifiers | null,
): readonly NamedEntries[] {
  if (known === null) return []
  return [...identifierKeys(known).flatMap((key) => identified.get(key) ?? []), ...open]
}

/** An asset of unknown vendor could be of any; names of companies are not always written alike. */
export function shelvesFor(
  { vendors }: AssetSubject,
  index: AdvisoryIndex,
): readonly VendorShelf[] {
  if (vendors.length === 0) return [...index.vendors.values()]
  const near = vendors.flatMap((vendor) => shelvesNear(vendor, index))
  return [...new Set([...near, index.vendors.get(ANY_VENDOR)])].filter((one) => one !== undefined)
}

/** The shelf of a vendor first, then those of names that may mean the same company. */
function shelvesNear(vendor: string, index: AdvisoryIndex): readonly VendorShelf[] {
  return kept(index.near, vendor, () => {
    const others = [...index.vendors.keys()].filter((other) => mayBeOneVendor(vendor, other))
    return [vendor, ...others].flatMap((name) => index.vendors.get(name) ?? [])
  })
}

function candidatesOn(shelf: VendorShelf, one: AssetSubject): ReadonlySet<NamedEntries> {
  const found = new Set<NamedEntries>(shelf.always)
  const add = (more: readonly NamedEntries[] = []) => {
    for (const named of more) found.add(named)
  }
  if (one.identifiers !== null) {
    add(one.identifiers.unread.length > 0 ? shelf.withIdentifiers : shelf.withUnread)
  }
  for (const number of one.numbers) add(shelf.byNumber.get(number))
  for (const { value } of one.orderNumbers) {
    add(shelf.byNumber.get(value))
    if (value.startsWith('6AG1')) add(shelf.byNumber.get(twinKey(value)))
  }
  for (const key of one.familyKeys) add(shelf.byFamily.get(key))
  for (const { tokens, joined } of one.names) {
    add(shelf.byJoined.get(joined))
    // Names overlap where one holds every word of the other: the entry's rarest word is among the
    // asset's, or the asset's rarest is among the entry's.
    for (const token of tokens) add(shelf.byRarestToken.get(token))
    const rarest = rarestOf([...tokens], shelf.byToken)
    if (rarest !== null) add(shelf.byToken.get(rarest))
  }
  return found
}

/** Null where a token is at no entry at all. */
function rarestOf(
  tokens: readonly string[],
  byToken: ReadonlyMap<string, readonly unknown[]>,
): string | null {
  let rarest: string | null = null
  let fewest = Number.POSITIVE_INFINITY
  for (const token of tokens) {
    const count = byToken.get(token)?.length ?? 0
    if (count === 0) return null
    if (count < fewest) [rarest, fewest] = [token, count]
  }
  return rarest
}

function kept<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const before = map.get(key)
  if (before !== undefined) return before
  const made = make()
  map.set(key, made)
  return made
}
