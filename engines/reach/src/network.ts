import { accept, type Result, refuse } from '@holdpoint/std'
import { ANY_ADDRESS, ANY_IPV4, ANY_IPV6, readAddress, readNetwork } from './address.ts'
import { type Crossing, crossingOf } from './crossing.ts'
import { readConfiguration } from './dialects/read-configuration.ts'
import { common, complement, type Interval, type Intervals, normal } from './interval.ts'
import type { NetworkFile, NetworkFileFirewall } from './network-file.ts'

export type NetworkZone = {
  readonly id: string
  readonly space: Intervals<bigint>
}

/** As many addresses as an IPv4 network of 16 bits. */
const NAMED_MAX = 65_536n

export type Stretch = { readonly from: bigint; readonly zone: string | null }

/** A firewall's leg in a zone. */
export type Leg = { readonly name: string; readonly zone: string }

export type NetworkFirewall = {
  readonly id: string
  readonly crossing: Crossing
  readonly legs: readonly Leg[]
  /** The destinations that leave by each leg. */
  readonly routes: ReadonlyMap<string, Intervals<bigint>>
  readonly addresses: Intervals<bigint>
}

export type Network = {
  readonly zones: readonly NetworkZone[]
  readonly zoneOf: ReadonlyMap<string, NetworkZone>
  /** Where zones begin and end, in order: the smallest network around each stretch. */
  readonly stretches: readonly Stretch[]
  readonly hosts: ReadonlyMap<string, readonly bigint[]>
  readonly firewalls: readonly NetworkFirewall[]
  /** Every way between the zones is listed: where there is none, nothing passes. */
  readonly complete: boolean
  /** Destinations that some firewall changes: who is asked for may not be who answers. */
  readonly translated: Intervals<bigint>
  /** Of those the ones that a rule names, not whole networks of the world. */
  readonly namedTranslated: Intervals<bigint>
  /** No firewall changes an address: who is let in last is who sent. */
  readonly keepsAddresses: boolean
}

/** What is wrong, and where: a JSON pointer in the network, or a file and its line. */
export type NetworkRefusal = { readonly where: string; readonly why: string }

/** Reads a network whose configurations are at hand; every fault is told at once. */
export function readNetworkFile(file: NetworkFile): Result<Network, readonly NetworkRefusal[]> {
  const faults: NetworkRefusal[] = []
  const fault = (where: string, why: string) => faults.push({ where, why })
  const zones = zonesOf(file, fault)
  const ids = new Set(zones.map(({ id }) => id))
  const hosts = hostsOf(file, fault)
  const seen = new Set<string>()
  const firewalls = file.firewalls.flatMap((one, at) => {
    if (seen.has(one.id)) fault(`/firewalls/${at}/id`, `"${one.id}" stands here a second time`)
    seen.add(one.id)
    const read = firewallOf(one, `/firewalls/${at}`, { zones, ids, fault })
    return read === null ? [] : [read]
  })
  if (faults.length > 0) return refuse(faults)
  const translated = normal(firewalls.flatMap(({ crossing }) => translatedBy(crossing)))
  const zoneOf = new Map(zones.map((zone) => [zone.id, zone]))
  const stretches = stretchesOf(zones)
  const complete = file.complete === true
  const keepsAddresses = firewalls.every(({ crossing }) => !translates(crossing))
  return accept({
    ...{ zones, zoneOf, stretches, hosts, firewalls, complete, translated },
    keepsAddresses,
    namedTranslated: translated.filter(([low, high]) => high - low < NAMED_MAX),
  })
}

function stretchesOf(zones: readonly NetworkZone[]): readonly Stretch[] {
  const pieces = zones.flatMap(({ id, space }) =>
    space.map(([low, high]) => ({ id, low, high, size: high - low })),
  )
  const cuts = new Set([0n, ...pieces.flatMap(({ low, high }) => [low, high + 1n])])
  const starts = [...cuts].sort((a, b) => (a < b ? -1 : 1))
  // Wider first, so that the smallest network is written last.
  const names: (string | null)[] = starts.map(() => null)
  const at = new Map(starts.map((start, index) => [start, index]))
  for (const { id, low, high } of pieces.toSorted((a, b) => (a.size > b.size ? -1 : 1))) {
    names.fill(id, at.get(low), at.get(high + 1n))
  }
  return starts.map((from, index) => ({ from, zone: names[index] ?? null }))
}

type Fault = (where: string, why: string) => void

function zonesOf(file: NetworkFile, fault: Fault): readonly NetworkZone[] {
  const read = file.zones.map(({ id, subnets = [] }, at) => {
    if (file.zones.findIndex((one) => one.id === id) !== at) {
      fault(`/zones/${at}/id`, `"${id}" stands here a second time`)
    }
    const networks = subnets.flatMap((text, index) => {
      const network = text === 'any' ? ANY_ADDRESS : readNetwork(text)
      if (network === null) fault(`/zones/${at}/subnets/${index}`, `"${text}" is no network`)
      return network === null ? [] : [network]
    })
    return { id, space: normal(networks) }
  })
  const named = normal(read.flatMap(({ space }) => space))
  const rest = complement(named, ANY_ADDRESS)
  return read.map(({ id, space }) => ({
    id,
    space: splitFamilies(space.length === 0 ? rest : space),
  }))
}

/** No interval holds addresses of both families. */
export function splitFamilies(all: Intervals<bigint>): Intervals<bigint> {
  return [...common(all, [ANY_IPV6]), ...common(all, [ANY_IPV4])]
}

function hostsOf(file: NetworkFile, fault: Fault): ReadonlyMap<string, readonly bigint[]> {
  const hosts = new Map<string, readonly bigint[]>()
  for (const [at, host] of (file.hosts ?? []).entries()) {
    const addresses = host.addresses.flatMap((text, index) => {
      const address = readAddress(text)
      if (address === null) fault(`/hosts/${at}/addresses/${index}`, `"${text}" is no address`)
      return address === null ? [] : [address]
    })
    if (hosts.has(host.id)) fault(`/hosts/${at}/id`, `"${host.id}" stands here a second time`)
    hosts.set(host.id, addresses)
  }
  return hosts
}

function firewallOf(
  one: NetworkFileFirewall,
  path: string,
  plant: {
    readonly zones: readonly NetworkZone[]
    readonly ids: Set<string>
    readonly fault: Fault
  },
): NetworkFirewall | null {
  const { fault } = plant
  const read = readConfiguration(one)
  if (!read.ok) {
    fault(
      read.refusal.line === null ? path : `${read.refusal.file}:${read.refusal.line}`,
      read.refusal.why,
    )
    return null
  }
  const firewall = read.value
  const known = new Set(firewall.interfaces.flatMap(({ name, alias }) => [name, ...alias]))
  const addresses: bigint[] = firewall.interfaces.flatMap((face) => face.addresses)
  const legs: Leg[] = []
  for (const [name, given] of Object.entries(one.interfaces)) {
    const zone = typeof given === 'string' ? given : given.zone
    const where = `${path}/interfaces/${name}`
    if (!plant.ids.has(zone)) fault(where, `no zone has the id "${zone}"`)
    if (known.size > 0 && !known.has(name)) {
      fault(where, `the configuration has no such interface; it has ${[...known].join(', ')}`)
    }
    legs.push({ name, zone })
    for (const text of typeof given === 'string' ? [] : (given.addresses ?? [])) {
      const address = readAddress(text)
      if (address === null) fault(where, `"${text}" is no address`)
      else addresses.push(address)
    }
  }
  const routes = routesOf(one, legs, { path, ...plant })
  const names = legs.map(({ name }) => name)
  const own = normal(addresses.map((address): Interval<bigint> => [address, address]))
  return { id: one.id, crossing: crossingOf(firewall, names), legs, routes, addresses: own }
}

/**
 * Which destinations leave by which leg. Networks of attached zones leave there; listed routes by
 * the longest prefix; what no line names may leave by any leg.
 */
function routesOf(
  one: NetworkFileFirewall,
  legs: readonly Leg[],
  plant: {
    readonly path: string
    readonly zones: readonly NetworkZone[]
    readonly fault: Fault
  },
): ReadonlyMap<string, Intervals<bigint>> {
  const attached = (zone: string) => plant.zones.find(({ id }) => id === zone)?.space ?? []
  const lines: { readonly leg: string; readonly to: Interval<bigint> }[] = []
  for (const [at, route] of (one.routes ?? []).entries()) {
    const to = route.to === 'default' ? ANY_ADDRESS : readNetwork(route.to)
    const where = `${plant.path}/routes/${at}`
    if (to === null) plant.fault(`${where}/to`, `"${route.to}" is no network`)
    if (!legs.some(({ name }) => name === route.interface)) {
      plant.fault(`${where}/interface`, `no interface is called "${route.interface}"`)
    }
    if (to !== null) lines.push({ leg: route.interface, to })
  }
  // External zones take what is left and would hide the routes that were listed.
  const connected = legs.map(({ name, zone }) => ({ leg: name, space: attached(zone) }))
  const width = ([low, high]: Interval<bigint>) => high - low
  const byLength = lines.toSorted((a, b) => (width(a.to) < width(b.to) ? -1 : 1))
  let rest: Intervals<bigint> = [ANY_ADDRESS]
  const out = new Map<string, Interval<bigint>[]>(legs.map(({ name }) => [name, []]))
  for (const { leg, space } of connected) {
    out.get(leg)?.push(...space)
    // Two legs in one zone: either may be taken.
    rest = common(rest, complement(normal([...space]), ANY_ADDRESS))
  }
  let at = 0
  while (at < byLength.length) {
    const size = width((byLength[at] as { to: Interval<bigint> }).to)
    const same = byLength.filter(({ to }) => width(to) === size)
    for (const { leg, to } of same) out.get(leg)?.push(...common(rest, [to]))
    rest = common(rest, complement(normal(same.map(({ to }) => to)), ANY_ADDRESS))
    at += same.length
  }
  for (const { name } of legs) out.get(name)?.push(...rest)
  return new Map([...out].map(([leg, all]) => [leg, splitFamilies(normal(all))]))
}

function translatedBy({ firewall }: Crossing): readonly Interval<bigint>[] {
  const out: Interval<bigint>[] = []
  for (const { rules } of firewall.chains.values()) {
    for (const { action, match } of rules) {
      if (action.kind === 'translate' && action.translation.end === 'destination') {
        out.push(...match.destinations)
      }
    }
  }
  return out
}

function translates({ firewall }: Crossing): boolean {
  return [...firewall.chains.values()].some(({ rules }) =>
    rules.some(({ action }) => action.kind === 'translate'),
  )
}
