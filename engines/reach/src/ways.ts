import type { Network, NetworkFirewall } from './network.ts'

/** One firewall on the way, from leg to leg. */
export type Hop = {
  readonly firewall: NetworkFirewall
  readonly inside: string
  readonly outside: string
}

export type WaysFound = { readonly ways: readonly (readonly Hop[])[]; readonly tooMany: boolean }

const WAYS_MAX = 128
const HOPS_MAX = 16

const known = new WeakMap<Network, Map<string, WaysFound>>()

/**
 * Every way from zone to zone that enters no zone twice. A firewall that stands in the target zone
 * delivers there: no longer way leads past it.
 */
export function waysBetween(network: Network, from: string, to: string): WaysFound {
  const kept = known.get(network) ?? new Map<string, WaysFound>()
  known.set(network, kept)
  const key = `${from}\0${to}`
  const before = kept.get(key)
  if (before !== undefined) return before
  const ways: (readonly Hop[])[] = []
  let tooMany = false
  const go = (zone: string, seen: ReadonlySet<string>, hops: readonly Hop[]): void => {
    if (zone === to) {
      if (ways.length >= WAYS_MAX) tooMany = true
      else ways.push(hops)
      return
    }
    if (hops.length >= HOPS_MAX) {
      tooMany = true
      return
    }
    for (const hop of hopsFrom(network, zone, to)) {
      const next = zoneOfLeg(hop.firewall, hop.outside)
      if (tooMany || seen.has(next)) continue
      go(next, new Set([...seen, next]), [...hops, hop])
    }
  }
  go(from, new Set([from]), [])
  const found = { ways, tooMany }
  kept.set(key, found)
  return found
}

/** A firewall that stands in a zone, with the zones that it leads to. */
type Exit = {
  readonly firewall: NetworkFirewall
  readonly inside: string
  readonly outsides: readonly { readonly name: string; readonly zone: string }[]
}

const exitsKnown = new WeakMap<Network, ReadonlyMap<string, readonly Exit[]>>()

function exitsOf(network: Network): ReadonlyMap<string, readonly Exit[]> {
  const before = exitsKnown.get(network)
  if (before !== undefined) return before
  const exits = new Map<string, Exit[]>()
  for (const firewall of network.firewalls) {
    for (const { name, zone } of firewall.legs) {
      const outsides = firewall.legs.filter((leg) => leg.zone !== zone)
      const known = exits.get(zone) ?? []
      exits.set(zone, [...known, { firewall, inside: name, outsides }])
    }
  }
  exitsKnown.set(network, exits)
  return exits
}

function hopsFrom(network: Network, zone: string, to: string): readonly Hop[] {
  return (exitsOf(network).get(zone) ?? []).flatMap(({ firewall, inside, outsides }) => {
    const delivers = outsides.some((leg) => leg.zone === to)
    return outsides
      .filter((leg) => !delivers || leg.zone === to)
      .map((leg) => ({ firewall, inside, outside: leg.name }))
  })
}

function zoneOfLeg(firewall: NetworkFirewall, leg: string): string {
  return firewall.legs.find(({ name }) => name === leg)?.zone ?? ''
}
