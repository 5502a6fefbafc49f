import {
  type CapturedFact,
  type CapturedField,
  type CapturedPresence,
  type CapturedProtocol,
  IDENTITY_FIELDS,
  type IdentityField,
  PROTOCOLS,
} from './captured-fact.ts'
import type { FactBook, KnownHost } from './fact-book.ts'
import { instantText } from './instant-text.ts'
import type { KnownDevice } from './known-device.ts'

export type CapturedAsset = {
  /** IP where it is known, else the hardware address. */
  readonly address: string
  /** What is meant behind the address: `slot 3`, `unit 12`; null for the device itself. */
  readonly unit: string | null
  /** Where the identity comes from; else what the device was heard to speak. */
  readonly protocol: CapturedProtocol
  readonly mac: string | null
  /** Every address of the device, this one first. */
  readonly addresses: readonly string[]
  readonly packets: number
  readonly firstSeen: string | null
  readonly lastSeen: string | null
  readonly protocols: readonly CapturedPresence[]
  /** In the order of their last sighting. */
  readonly facts: readonly CapturedFact[]
  readonly conflicts: readonly CapturedConflict[]
} & { readonly [field in IdentityField]: string | null }

/** Different answers to one question stand side by side; a person rules. */
export type CapturedConflict = {
  readonly field: IdentityField
  readonly values: readonly CapturedFact[]
}

/** One asset for each device: addresses that a device itself called its own are put together. */
export function capturedAssets(book: FactBook): readonly CapturedAsset[] {
  const byAddress = new Map<string, KnownHost[]>()
  for (const known of book.hosts()) {
    const address = ownAddress(book, known)
    byAddress.set(address, [...(byAddress.get(address) ?? []), known])
  }
  const assets: CapturedAsset[] = []
  for (const [address, hosts] of byAddress) {
    assets.push(...assetsAt(book, address, hosts))
  }
  return assets.sort((a, b) => compare(a.address, b.address) || compare(a.unit ?? '', b.unit ?? ''))
}

/** A port is its device; a hardware address with exactly one IP address is that address. */
function ownAddress(book: FactBook, { host }: KnownHost): string {
  if (!host.isMac) return host.address
  const mac = book.aliases().get(host.address) ?? host.address
  for (const one of [mac, host.address]) {
    const paired = [...(book.pairs().get(one) ?? [])]
    if (paired.length === 1 && paired[0] !== undefined) return paired[0]
  }
  return mac
}

function assetsAt(book: FactBook, address: string, hosts: readonly KnownHost[]): CapturedAsset[] {
  const macs = hosts.filter(({ host }) => host.isMac).map(({ host }) => host.address)
  const chassis = macs.map((one) => book.aliases().get(one)).find((one) => one !== undefined)
  const mac = chassis ?? macs[0] ?? macOf(book, address)
  const times = hosts.map(({ host }) => host)
  const packets = times.reduce((sum, host) => sum + host.packets, 0)
  const firsts = times.map((host) => host.firstAt).filter((at) => at > 0)
  const common = {
    address,
    mac,
    addresses: [...new Set([address, ...(mac === null ? [] : [mac]), ...macs])],
    packets,
    firstSeen: instantText(Math.min(...firsts)),
    lastSeen: instantText(Math.max(...times.map((host) => host.lastAt))),
  }
  const itself = assetOf(
    common,
    null,
    hosts.map(({ device }) => device),
  )
  const units = hosts.flatMap(({ units: behind }) =>
    [...behind].map(([unit, device]) => assetOf(common, unit, [device])),
  )
  return [itself, ...units].filter((asset) => asset !== null)
}

type Common = Pick<
  CapturedAsset,
  'address' | 'mac' | 'addresses' | 'packets' | 'firstSeen' | 'lastSeen'
>

function assetOf(
  common: Common,
  unit: string | null,
  devices: readonly KnownDevice[],
): CapturedAsset | null {
  const facts = devices.flatMap((device) => device.facts())
  const protocols = devices.flatMap((device) => device.presences())
  const best = bestProtocol(facts, protocols)
  if (best === null) return null
  const said = (field: IdentityField) => newest(facts, field)?.value ?? null
  const identity = {
    vendor: said('vendor'),
    product: said('product') ?? instead(facts),
    orderNumber: said('orderNumber'),
    series: said('series'),
    firmware: said('firmware'),
    hardware: said('hardware'),
    serial: said('serial'),
    name: said('name'),
  }
  return {
    unit,
    protocol: best,
    ...identity,
    ...common,
    protocols,
    facts,
    conflicts: conflictsOf(facts),
  }
}

/** Where no product is named: what comes nearest to a name of the product. */
function instead(facts: readonly CapturedFact[]): string | null {
  for (const field of ['orderNumber', 'description', 'productUri'] as const) {
    const fact = newest(facts, field)
    if (fact !== null) return fact.value
  }
  return null
}

const rank = (protocol: CapturedProtocol): number => PROTOCOLS.indexOf(protocol)

function bestProtocol(
  facts: readonly CapturedFact[],
  presences: readonly CapturedPresence[],
): CapturedProtocol | null {
  const isIdentity = ({ field }: { field: CapturedField }) =>
    (IDENTITY_FIELDS as readonly string[]).includes(field)
  const devices = presences.filter(({ role }) => role === 'device')
  const [strongest] = [facts.filter(isIdentity), devices, presences].filter(
    (list) => list.length > 0,
  )
  if (strongest === undefined) return null
  return strongest.map(({ protocol }) => protocol).reduce((a, b) => (rank(a) <= rank(b) ? a : b))
}

/** Of the protocol that says most, what was said last: firmware may change within a capture. */
function newest(facts: readonly CapturedFact[], field: CapturedField): CapturedFact | null {
  let best: CapturedFact | null = null
  for (const fact of facts) {
    if (fact.field !== field) continue
    if (best === null || rank(fact.protocol) <= rank(best.protocol)) best = fact
  }
  return best
}

function conflictsOf(facts: readonly CapturedFact[]): readonly CapturedConflict[] {
  return IDENTITY_FIELDS.flatMap((field) => {
    const values = facts.filter((fact) => fact.field === field)
    const distinct = new Set(values.map(({ value }) => comparable(value)))
    return distinct.size > 1 ? [{ field, values }] : []
  })
}

function comparable(value: string): string {
  return value.toLowerCase().replace(/[^a-z0-9]+/g, '')
}

function macOf(book: FactBook, address: string): string | null {
  for (const [mac, ips] of book.pairs()) if (ips.size === 1 && ips.has(address)) return mac
  return null
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
