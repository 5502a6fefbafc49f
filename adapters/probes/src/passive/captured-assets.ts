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

/** A switch has a hardware address for each port. */
const ADDRESSES_MAX = 64

const byNumber = new Intl.Collator('en', { numeric: true }).compare

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
  const macs = new Map<string, string>()
  for (const [mac, ips] of book.pairs()) for (const ip of ips) if (ips.size === 1) macs.set(ip, mac)
  const byAddress = new Map<string, KnownHost[]>()
  for (const known of book.hosts()) {
    const address = ownAddress(book, known)
    const hosts = byAddress.get(address)
    if (hosts === undefined) byAddress.set(address, [known])
    else hosts.push(known)
  }
  const assets = [...byAddress].flatMap(([address, hosts]) => {
    return assetsAt(book, address, { hosts, mac: macs.get(address) ?? null })
  })
  return assets.sort(
    (a, b) => byNumber(a.address, b.address) || byNumber(a.unit ?? '', b.unit ?? ''),
  )
}

/** A port is its device; a hardware address with exactly one IP address is that address. */
function ownAddress(book: FactBook, { host }: KnownHost): string {
  if (!host.isMac) return host.address
  const mac = book.aliases().get(host.address) ?? host.address
  for (const one of [mac, host.address]) {
    const [ip, second] = book.pairs().get(one) ?? []
    if (ip !== undefined && second === undefined) return ip
  }
  return mac
}

type Found = { readonly hosts: readonly KnownHost[]; readonly mac: string | null }

function assetsAt(book: FactBook, address: string, found: Found): CapturedAsset[] {
  const common = commonOf(book, address, found)
  const units = new Map<string | null, KnownDevice[]>([[null, []]])
  for (const { device, units: behind } of found.hosts) {
    units.get(null)?.push(device)
    for (const [unit, one] of behind) units.set(unit, [...(units.get(unit) ?? []), one])
  }
  return [...units]
    .map(([unit, devices]) => assetOf(common, unit, devices))
    .filter((asset) => asset !== null)
}

function commonOf(book: FactBook, address: string, { hosts, mac: paired }: Found): Common {
  const macs = hosts.filter(({ host }) => host.isMac).map(({ host }) => host.address)
  const chassis = macs.map((one) => book.aliases().get(one)).find((one) => one !== undefined)
  const mac = chassis ?? macs[0] ?? paired
  const times = { packets: 0, first: 0, last: 0 }
  for (const { host } of hosts) {
    times.packets += host.packets
    times.last = Math.max(times.last, host.lastAt)
    if (host.firstAt > 0 && (times.first === 0 || host.firstAt < times.first)) {
      times.first = host.firstAt
    }
  }
  const all = [address, ...(mac === null ? [] : [mac]), ...macs]
  return {
    address,
    mac,
    addresses: [...new Set(all)].slice(0, ADDRESSES_MAX),
    packets: times.packets,
    firstSeen: instantText(times.first),
    lastSeen: instantText(times.last),
  }
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
  const protocols = distinct(devices.flatMap((device) => device.presences()))
  const best = bestProtocol(facts, protocols)
  if (best === null) return null
  const said = (field: IdentityField) => newest(facts, field)?.value ?? null
  const identity = {
    vendor: said('vendor'),
    product: said('product') ?? instead(facts),
    orderNumber: said('orderNumber'),
    series: said('series'),
    firmware: said('firmware') ?? newest(facts, 'software')?.value ?? null,
    hardware: said('hardware'),
    serial: said('serial'),
    name: said('name'),
  }
  return {
    ...common,
    unit,
    protocol: best,
    ...identity,
    protocols,
    facts,
    conflicts: conflictsOf(facts),
  }
}

/** Each protocol once in each role: a switch announces itself at every port. */
function distinct(presences: readonly CapturedPresence[]): readonly CapturedPresence[] {
  return presences.filter(
    (one, i) =>
      presences.findIndex((each) => each.protocol === one.protocol && each.role === one.role) === i,
  )
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
    const said = values.map(({ value }) => (field === 'vendor' ? vendorWord(value) : value))
    return differs(said) ? [{ field, values }] : []
  })
}

/** `Schneider Automation` and `Schneider Electric` are one; two unknown numbers are not. */
function vendorWord(value: string): string {
  return /\d/.test(value) ? value : (/^[\w&+-]{2,}/.exec(value)?.[0] ?? value)
}

/** `V3.2` and `3.2` are one version, `CPU 315` and `CPU 315-2 PN/DP` are not one product. */
function differs(values: readonly string[]): boolean {
  return new Set(values.map(comparable)).size > 1
}

function comparable(value: string): string {
  return value
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
    .replace(/^v(?=\d)/, '')
}
