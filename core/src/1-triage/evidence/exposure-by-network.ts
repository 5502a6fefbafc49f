import type { NamedService } from '@holdpoint/csaf'
import type { Asset } from '../../plant/asset.ts'
import type { Conduit, PlantNetwork, Zone } from '../../plant/network.ts'

/** What the recorded zones and conduits say of the way to an asset; recorded, not proved. */
export type ExposureByNetwork = {
  /** Null: the record does not decide it, which counts as open. */
  readonly exposure: 'controlled' | 'open' | null
  readonly because: string
  /** Zones from which the asset is reached without a stop in between, the outermost first. */
  readonly from: readonly string[]
}

/** From here up stand the business and what lies outside it. */
const OUTSIDE_LEVEL = 4

type Wanted = readonly Pick<NamedService, 'port' | 'transport'>[]

/**
 * Open where a zone of level 4 or 5 reaches the asset: over conduits that nothing enforces, or
 * whose flows let the vulnerable service pass on every leg. Controlled where the record names the
 * outside and stops it. Never small: that nothing is recorded does not show that nothing is there.
 */
export function exposureByNetwork(
  asset: Pick<Asset, 'zone' | 'address'>,
  network: PlantNetwork | null,
  services: Wanted,
): ExposureByNetwork {
  const unknown = (because: string) => ({ exposure: null, because, from: [] })
  if (network === null) return unknown('No zones and conduits are recorded; it counts as open')
  const zone = network.zones.find(({ id }) => id === asset.zone)
  if (zone === undefined) {
    return unknown(`Zone "${asset.zone}" is not in the list of zones; it counts as open`)
  }
  const stray = straysFrom(asset.address, zone)
  if (stray !== null) return unknown(`${stray}; it counts as open`)
  if (zone.level >= OUTSIDE_LEVEL) {
    const because = `It stands in ${zone.name}, level ${zone.level}`
    return { exposure: 'open', because, from: [zone.name] }
  }
  const outside = network.zones.filter(({ level }) => level >= OUTSIDE_LEVEL)
  if (outside.length === 0) {
    return unknown(
      'The list names no zone of level 4 or 5, so the way in from outside is not known',
    )
  }
  const reaching = zonesReaching(zone, network, (service) => passes(service, services))
  const from = reaching.toSorted((a, b) => b.level - a.level).map(({ name }) => name)
  const isOutside = ({ level }: Zone) => level >= OUTSIDE_LEVEL
  const open = reaching.filter(isOutside)
  if (open.length > 0) {
    const names = open.map(({ name }) => name).join(', ')
    const because = `Reached from ${names}: every conduit on the way lets it pass, or nothing enforces it`
    return { exposure: 'open', because, from }
  }
  if (services.length === 0) {
    const perhaps = zonesReaching(zone, network, () => true).filter(isOutside)
    if (perhaps.length > 0) {
      const names = perhaps.map(({ name }) => name).join(', ')
      const because = `The advisory names no service, and some service passes on every leg from ${names}`
      return unknown(`${because}; it counts as open`)
    }
  }
  const stopped = outside.map(({ name }) => name).join(', ')
  const because =
    `Recorded conduits stop ${stopped} before it; ` +
    (from.length === 0 ? 'no other zone reaches it' : `reached from ${from.join(', ')}`)
  return { exposure: 'controlled', because: `${because}. As recorded, not proved`, from }
}

function passes(service: string, services: Wanted): boolean {
  return (
    service === 'any' || services.some(({ port, transport }) => service === `${transport}/${port}`)
  )
}

/** Every zone from which the same service passes leg by leg to this one. */
function zonesReaching(
  to: Zone,
  network: PlantNetwork,
  isWay: (service: string) => boolean,
): readonly Zone[] {
  const reached = new Set([to.id])
  const edge = [to.id]
  for (let at = edge.shift(); at !== undefined; at = edge.shift()) {
    for (const conduit of network.conduits) {
      const other = otherEnd(conduit, at)
      if (other === null || reached.has(other)) continue
      if (!letsPass(conduit, { from: other, to: at }, isWay)) continue
      reached.add(other)
      edge.push(other)
    }
  }
  reached.delete(to.id)
  return network.zones.filter(({ id }) => reached.has(id))
}

function otherEnd({ between: [one, two] }: Conduit, zone: string): string | null {
  return one === zone ? two : two === zone ? one : null
}

/** What nothing enforces lets everything pass. */
function letsPass(
  { enforcedBy, flows }: Conduit,
  way: { readonly from: string; readonly to: string },
  isWay: (service: string) => boolean,
): boolean {
  if (enforcedBy.length === 0) return true
  return flows.some(({ from, to, service }) => from === way.from && to === way.to && isWay(service))
}

/** In words, where the asset's address lies in none of its zone's networks: one record is wrong. */
function straysFrom(address: string | null, zone: Zone): string | null {
  if (address === null || zone.subnets.length === 0) return null
  const number = numberOf(address)
  if (number === null) return null
  const inside = zone.subnets.some((subnet) => {
    const [base = '', bits = '32'] = subnet.split('/')
    const start = numberOf(base)
    const size = 2 ** (32 - Number(bits))
    return start !== null && Math.floor(number / size) === Math.floor(start / size)
  })
  return inside ? null : `Its address ${address} lies outside the networks of ${zone.name}`
}

function numberOf(address: string): number | null {
  const parts = address.split('.').map(Number)
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part))) return null
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}
