import {
  type Network,
  type NetworkFile,
  type NetworkFileFirewall,
  type NetworkRefusal,
  readConfiguration,
  readNetworkFile,
} from '@holdpoint/reach'
import { accept, type Result } from '@holdpoint/std'
import { type FirewallConfiguration, isStale } from './firewall-configuration.ts'
import type { Instant } from './instant.ts'
import type { Conduit, PlantNetwork } from './network.ts'

/** A conduit through which everything counts as passing, and why. */
export type Gap = {
  readonly conduit: string
  readonly kind: 'nothing-enforces' | 'not-known'
  readonly why: string
}

/** The zones with the firewalls between them, as far as their configurations are known. */
export type GuardedNetwork = {
  readonly network: Network
  /** Ways that no configuration speaks of, by the name that stands in for a firewall. */
  readonly gaps: ReadonlyMap<string, Gap>
  /** The configurations that were read. */
  readonly read: readonly FirewallConfiguration[]
}

/** A list without any rule whose end lets everything pass: a packet's way names it. */
const ALL_PASS = JSON.stringify({
  nftables: [
    {
      chain: {
        ...{ family: 'inet', table: 'stand-in', name: 'forward', handle: 1 },
        ...{ type: 'filter', hook: 'forward', prio: 0, policy: 'accept' },
      },
    },
  ],
})

/**
 * Puts the configurations into the recorded zones and conduits. What no configuration speaks of —
 * none imported, one too old, interfaces that do not lead to both ends — lets everything pass.
 */
export function guardedNetwork(
  plant: PlantNetwork,
  configurations: readonly FirewallConfiguration[],
  now: Instant,
): Result<GuardedNetwork, readonly NetworkRefusal[]> {
  const zones = new Set(plant.zones.map(({ id }) => id))
  const read = configurations.filter((one) => notReadable(one, zones, now) === null)
  const gaps = new Map<string, Gap>()
  const standIns: NetworkFileFirewall[] = []
  for (const conduit of plant.conduits) {
    for (const gap of gapsOf(conduit, { configurations, read, zones, now })) {
      const id = `${conduit.name} #${gaps.size + 1}`
      gaps.set(id, gap)
      standIns.push(standIn(id, conduit))
    }
  }
  const file: NetworkFile = {
    zones: plant.zones.map(({ id, subnets }) => ({ id, subnets })),
    firewalls: [...read.map(asWritten), ...standIns],
    complete: plant.complete === true,
  }
  const network = readNetworkFile(file)
  return network.ok ? accept({ network: network.value, gaps, read }) : network
}

/** The configuration in the form of the engine. */
export function asWritten(one: FirewallConfiguration): NetworkFileFirewall {
  const { firewall, dialect, configurations, interfaces, routes, harmless, virtual } = one
  return {
    ...{ id: firewall, dialect, configurations, interfaces, routes, harmless },
    ...(virtual === null ? {} : { virtual }),
  }
}

type Known = {
  readonly configurations: readonly FirewallConfiguration[]
  readonly read: readonly FirewallConfiguration[]
  readonly zones: ReadonlySet<string>
  readonly now: Instant
}

function gapsOf(conduit: Conduit, known: Known): readonly Gap[] {
  const gap = (kind: Gap['kind'], why: string): Gap => ({ conduit: conduit.name, kind, why })
  if (conduit.enforcedBy.length === 0) {
    return [gap('nothing-enforces', `nothing enforces ${conduit.name}`)]
  }
  const missing = conduit.enforcedBy.flatMap((tag) => {
    const one = known.configurations.find(({ firewall }) => firewall === tag)
    const why =
      one === undefined
        ? `the configuration of ${tag} is not imported`
        : notReadable(one, known.zones, known.now)
    return why === null ? [] : [gap('not-known', why)]
  })
  if (missing.length > 0) return missing
  const enforcers = known.read.filter(({ firewall }) => conduit.enforcedBy.includes(firewall))
  if (joins(conduit, enforcers)) return []
  const tags = conduit.enforcedBy.join(' and ')
  return [gap('not-known', `no interfaces of ${tags} lead to both ends of ${conduit.name}`)]
}

function notReadable(
  one: FirewallConfiguration,
  zones: ReadonlySet<string>,
  now: Instant,
): string | null {
  if (isStale(one, now)) {
    return `the configuration of ${one.firewall} is of ${one.at.slice(0, 10)}, which is too old`
  }
  const stray = Object.values(one.interfaces).find(({ zone }) => !zones.has(zone))
  if (stray !== undefined) {
    return `${one.firewall} is said to lead to zone "${stray.zone}", which is not in the list`
  }
  const read = readConfiguration(asWritten(one))
  return read.ok ? null : `the configuration of ${one.firewall} is not read: ${read.refusal.why}`
}

/** Whether the firewalls of a conduit lead from one end to the other, perhaps one behind another. */
function joins({ between: [from, to] }: Conduit, by: readonly FirewallConfiguration[]): boolean {
  const reached = new Set([from])
  const legs = by.map(({ interfaces }) => Object.values(interfaces).map(({ zone }) => zone))
  for (let grown = true; grown; ) {
    grown = false
    for (const zones of legs) {
      if (!zones.some((zone) => reached.has(zone))) continue
      for (const zone of zones) {
        if (reached.has(zone)) continue
        reached.add(zone)
        grown = true
      }
    }
  }
  return reached.has(to)
}

function standIn(id: string, { between: [one, two] }: Conduit): NetworkFileFirewall {
  return {
    ...{ id, dialect: 'nftables', interfaces: { one, two } },
    configurations: [{ file: id, text: ALL_PASS }],
  }
}
