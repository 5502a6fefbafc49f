import type { JsonValue } from '@holdpoint/std'
import { assetKinds } from './asset.ts'
import type { Instant } from './instant.ts'

/** How the text of a fact is read, and where a person finds it. */
export type FactReading =
  | { readonly as: 'text' }
  /** A version, order or serial number: a number in a workbook has lost its last zero. */
  | { readonly as: 'exact-text' }
  | { readonly as: 'choice'; readonly of: readonly string[] }
  | { readonly as: 'level' | 'address' | 'mac' | 'date' | 'count' | 'kind' }
  /** Texts, one below the other or with semicolons between them. */
  | { readonly as: 'list' }
  | { readonly as: 'software' }
  /** A CPE name, a package URL, hashes as `sha256 0c1…`: each must read. */
  | { readonly as: 'cpe' | 'purl' | 'hashes' }
  /** Written in JSON alone: services, channels and signals. */
  | { readonly as: 'structure' }

export type FactSection = 'identity' | 'place' | 'care' | 'baseline' | 'channel'

type FactRule = {
  readonly words: string
  readonly section: FactSection
  readonly reads: FactReading
}

const rule = (section: FactSection, words: string, reads: FactReading): FactRule => ({
  section,
  words,
  reads,
})
const text = { as: 'text' } as const
const exact = { as: 'exact-text' } as const
const list = { as: 'list' } as const
const structure = { as: 'structure' } as const
const choice = (...of: readonly string[]) => ({ as: 'choice', of }) as const
const grade = choice('low', 'medium', 'high', 'unknown')

/** Every fact that an inventory may state about an asset; each is kept with its source and age. */
export const assetFacts = {
  tag: rule('identity', 'Tag', text),
  kind: rule('identity', 'Kind', { as: 'kind' }),
  vendor: rule('identity', 'Vendor', text),
  product: rule('identity', 'Product', text),
  orderNumber: rule('identity', 'Order number', exact),
  series: rule('identity', 'Series', exact),
  hardware: rule('identity', 'Hardware', exact),
  serial: rule('identity', 'Serial number', exact),
  firmware: rule('identity', 'Firmware', exact),
  firmwareLine: rule('identity', 'Firmware line', choice('signed', 'unsigned')),
  cpe: rule('identity', 'CPE name', { as: 'cpe' }),
  purl: rule('identity', 'Package URL', { as: 'purl' }),
  hashes: rule('identity', 'Hashes of its files', { as: 'hashes' }),
  address: rule('place', 'IP address', { as: 'address' }),
  mac: rule('place', 'MAC address', { as: 'mac' }),
  hostname: rule('place', 'Host name', text),
  zone: rule('place', 'Zone', text),
  level: rule('place', 'Purdue level', { as: 'level' }),
  processUnit: rule('place', 'Process unit', text),
  location: rule('place', 'Location', text),
  criticalitySafety: rule('place', 'Critical for safety', grade),
  criticalityEnvironment: rule('place', 'Critical for the environment', grade),
  criticalityProduction: rule('place', 'Critical for production', grade),
  cipRating: rule('place', 'NERC CIP impact rating', choice('high', 'medium', 'low', 'none')),
  cipClass: rule('place', 'NERC CIP class', choice('BCS', 'EACMS', 'PACS', 'PCA', 'none')),
  redundancyGroup: rule('care', 'Redundancy group', text),
  redundancyKeeps: rule('care', 'Members that must stay alive', { as: 'count' }),
  dependsOn: rule('care', 'Depends on', list),
  spare: rule('care', 'Spare', choice('programmed', 'blank', 'none', 'unknown')),
  supportEndsOn: rule('care', 'Vendor support ends', { as: 'date' }),
  owner: rule('care', 'Owner', text),
  operatingSystem: rule('baseline', 'Operating system', exact),
  software: rule('baseline', 'Software', { as: 'software' }),
  openPorts: rule('baseline', 'Ports seen open', list),
  patches: rule('baseline', 'Patches', list),
  services: rule('baseline', 'Services', structure),
  identity: rule('channel', 'Identity probe', structure),
  maintenance: rule('channel', 'Maintenance channel', structure),
  modbus: rule('channel', 'Signal source', structure),
  signals: rule('channel', 'Signals', structure),
} as const satisfies Readonly<Record<string, FactRule>>

export type FactField = keyof typeof assetFacts

export const factFields = Object.keys(assetFacts) as readonly FactField[]

export function isFactField(name: string): name is FactField {
  return Object.hasOwn(assetFacts, name)
}

/** What one source says of one asset; what it does not say is not there. */
export type StatedFacts = { readonly [F in FactField]?: JsonValue }

/** The same, as texts that a person wrote for all rows of a file. */
export type StatedText = { readonly [F in FactField]?: string }

/** A reading in two ways after a change is believed before any list; a single answer is not. */
export type FactOrigin = 'import' | 'capture' | 'probe' | 'verified'

/** One source's word on one fact, and when it was seen to be so. */
export type FactClaim = {
  readonly value: JsonValue
  readonly source: string
  readonly origin: FactOrigin
  readonly at: Instant
}

/** One piece of software on an asset. */
export type InstalledSoftware = {
  readonly name: string
  readonly version: string | null
  readonly purl: string | null
  readonly cpe: string | null
  /** Its maker and the hashes of its files, where a bill of materials says them. */
  readonly vendor?: string
  readonly hashes?: readonly string[]
}

export const kindNames: ReadonlySet<string> = new Set(assetKinds)
