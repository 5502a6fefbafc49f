import type { IdentificationHelper } from '../advisory.ts'
import type { Identifiers } from '../asset-facts.ts'
import { type Cpe, isOneText, readCpe } from './cpe.ts'
import { type PackageName, readPackageName } from './package-name.ts'

/** The identifiers of an asset or of an entry as they are compared. */
export interface KnownIdentifiers {
  readonly cpes: readonly { readonly written: string; readonly cpe: Cpe }[]
  readonly packages: readonly { readonly written: string; readonly name: PackageName }[]
  /** `sha256 0c1…` in small letters. */
  readonly hashes: ReadonlySet<string>
  readonly uris: ReadonlySet<string>
  /** Those that cannot be read, or name no single thing, each with the rest of a sentence. */
  readonly unread: readonly string[]
  readonly versionsAreOld: boolean
}

/** Null where an entry has none, as most have. */
export function listedIdentifiers(helper: IdentificationHelper): KnownIdentifiers | null {
  const { cpe, purls, hashes, genericUris } = helper
  const uris = genericUris.map(({ uri }) => uri)
  if (cpe === null && purls.length + hashes.length + uris.length === 0) return null
  return knownIdentifiers({ cpes: cpe === null ? [] : [cpe], purls, hashes, uris })
}

export function ownIdentifiers(given: Identifiers | undefined): KnownIdentifiers | null {
  if (given === undefined) return null
  const known = knownIdentifiers(given)
  const vague = known.cpes.filter(({ cpe }) => !isOneThing(cpe))
  const words = vague.map(({ written }) => `${shown(written)} names no single product`)
  const cpes = known.cpes.filter((one) => !vague.includes(one))
  return { ...known, cpes, unread: [...known.unread, ...words] }
}

/** An asset is one thing: its name holds no wildcard where it says what it is. */
function isOneThing({ vendor, product, version }: Cpe): boolean {
  return isOneText(vendor) && isOneText(product) && (version.kind !== 'text' || isOneText(version))
}

function knownIdentifiers({
  cpes = [],
  purls = [],
  hashes = [],
  uris = [],
  versionsAreOld,
}: Identifiers): KnownIdentifiers {
  const unread: string[] = []
  const readCpes = cpes.flatMap((written) => {
    const read = readCpe(written)
    if (!read.ok) unread.push(`${shown(written)} ${read.refusal}`)
    return read.ok ? [{ written, cpe: read.value }] : []
  })
  const packages = purls.flatMap((written) => {
    const read = readPackageName(written)
    if (!read.ok) unread.push(`${shown(written)} ${read.refusal}`)
    return read.ok ? [{ written, name: read.value }] : []
  })
  return {
    cpes: readCpes,
    packages,
    hashes: new Set(hashes.map(hashKey)),
    uris: new Set(uris),
    unread,
    versionsAreOld: versionsAreOld ?? false,
  }
}

/** CycloneDX writes SHA-256 where CSAF writes sha256. */
function hashKey({ algorithm, value }: { algorithm: string; value: string }): string {
  return `${algorithm.toLowerCase().replace(/[^a-z0-9]/g, '')} ${value.trim().toLowerCase()}`
}

const SHOWN_MAX = 200

function shown(written: string): string {
  return JSON.stringify(written.slice(0, SHOWN_MAX))
}

/** What the identifiers say of the version, best first; empty where they say nothing. */
export function versionsSaid(known: KnownIdentifiers): readonly string[] {
  const { cpes, packages, versionsAreOld } = known
  if (versionsAreOld) return []
  const ofCpes = cpes.flatMap(({ cpe }) => versionOfCpe(cpe) ?? [])
  return [...new Set([...ofCpes, ...packages.flatMap(({ name }) => name.version ?? [])])]
}

/** `7.5` with the update `sp2_update_9` is 7.5 sp2 update 9. */
export function versionOfCpe({ version, update }: Cpe): string | null {
  if (!isOneText(version)) return null
  return isOneText(update) ? `${version.text} ${update.text.replaceAll('_', ' ')}` : version.text
}

export function vendorSaid({ cpes }: KnownIdentifiers): string | null {
  const vendor = cpes[0]?.cpe.vendor
  return vendor !== undefined && isOneText(vendor) ? vendor.text.replaceAll(/[_-]/g, ' ') : null
}

/** Under what an index finds it: vendor and product of a CPE, package, hash, address. */
export function identifierKeys(known: KnownIdentifiers): readonly string[] {
  return [
    ...known.cpes.flatMap(({ cpe: { vendor, product } }) =>
      isOneText(vendor) && isOneText(product) ? [`cpe ${vendor.text}:${product.text}`] : [],
    ),
    ...known.packages.map(({ name }) => `purl ${name.looseKey}`),
    ...[...known.hashes].map((hash) => `hash ${hash}`),
    ...[...known.uris].map((uri) => `uri ${uri}`),
  ]
}

/** True for a CPE that means many vendors or products, which no key finds. */
export function isOpen({ cpes }: KnownIdentifiers): boolean {
  return cpes.some(({ cpe }) => !isOneText(cpe.vendor) || !isOneText(cpe.product))
}
