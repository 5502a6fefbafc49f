import type { NamedService } from '@holdpoint/csaf'
import {
  formatAddress,
  type Passes,
  type PathStep,
  packetInALine,
  passes,
  readAddress,
  readNetwork,
} from '@holdpoint/reach'
import type { Asset } from '../../plant/asset.ts'
import type { GuardedNetwork } from '../../plant/guarded-network.ts'
import type { PlantNetwork, Zone } from '../../plant/network.ts'

/** What the configurations of the firewalls say of the way to an asset. */
export type ExposureByNetwork = {
  /** Null: they do not decide it, which counts as open. */
  readonly exposure: 'controlled' | 'open' | null
  readonly because: string
  /** Zones from which some packet gets to the asset, the outermost first. */
  readonly from: readonly string[]
  /** One packet that gets through from outside, in words; null where none is known. */
  readonly witness: string | null
  /** The rules that let it pass, in order. */
  readonly path: readonly PathStep[]
}

/** From here up stand the business and what lies outside it. */
const OUTSIDE_LEVEL = 4

type Wanted = readonly Pick<NamedService, 'port' | 'transport'>[]
type Target = Pick<Asset, 'zone' | 'address'>

/**
 * Whether a packet of a zone of level 4 or 5 gets to the vulnerable service, asked of the engine
 * over the configurations that are imported. Open with the rule that permits it; controlled only
 * where no packet passes and every firewall on the way was read; else not known. Never small: that
 * no way is listed does not show that none is there.
 */
export function exposureByNetwork(
  asset: Target,
  plant: PlantNetwork | null,
  guarded: GuardedNetwork | null,
  services: Wanted,
): ExposureByNetwork {
  if (plant === null) return unknown('No zones and conduits are recorded; it counts as open')
  const zone = plant.zones.find(({ id }) => id === asset.zone)
  if (zone === undefined) {
    return unknown(`Zone "${asset.zone}" is not in the list of zones; it counts as open`)
  }
  const stray = straysFrom(asset.address, zone)
  if (stray !== null) return unknown(`${stray}; it counts as open`)
  if (zone.level >= OUTSIDE_LEVEL) {
    const because = `It stands in ${zone.name}, level ${zone.level}`
    return { exposure: 'open', because, from: [zone.name], witness: null, path: [] }
  }
  const outside = plant.zones.filter(({ level }) => level >= OUTSIDE_LEVEL)
  if (outside.length === 0) {
    return unknown(
      'The list names no zone of level 4 or 5, so the way in from outside is not known',
    )
  }
  if (zone.subnets.length === 0) {
    return unknown(`No networks are recorded for ${zone.name}; it counts as open`)
  }
  if (guarded === null) {
    return unknown('The zones, conduits and configurations do not fit together; it counts as open')
  }
  return asked({ asset, zone, plant, guarded, services })
}

type Asking = {
  readonly asset: Target
  readonly zone: Zone
  readonly plant: PlantNetwork
  readonly guarded: GuardedNetwork
  readonly services: Wanted
}

function asked(asking: Asking): ExposureByNetwork {
  const { zone, plant } = asking
  const found = plant.zones
    .filter(({ id }) => id !== zone.id)
    .toSorted((a, b) => b.level - a.level)
    .flatMap((from) => gettingIn(from, asking).map((one) => ({ from, ...one })))
  const from = [...new Set(found.map((one) => one.from.name))]
  const outside = found.filter((one) => one.from.level >= OUTSIDE_LEVEL)
  const shown = outside.find(({ doubt }) => doubt === null) ?? outside[0]
  if (shown === undefined) {
    const stopped = plant.zones.filter(({ level }) => level >= OUTSIDE_LEVEL)
    const names = stopped.map(({ name }) => name).join(', ')
    const inside =
      from.length === 0 ? 'no other zone reaches it' : `reached from ${from.join(', ')}`
    const because = `No packet of ${names} gets to ${servicesInWords(asking)}; ${inside}`
    return { exposure: 'controlled', because, from, witness: null, path: [] }
  }
  const { passed, doubt } = shown
  const witness = passed.witness === null ? null : packetInALine(passed.witness)
  const { path } = passed
  const way = `${witness ?? 'some packet'}, by ${pathInWords(path, asking.guarded)}`
  if (doubt === null) {
    const because = `Reached from ${shown.from.name}: ${way}`
    return { exposure: 'open', because, from, witness, path }
  }
  const because = `Perhaps reached from ${shown.from.name}: ${way}. Not certain: ${doubt}; it counts as open`
  return { exposure: null, because, from, witness, path }
}

type GettingIn = { readonly passed: Passes /** Null: certain. */; readonly doubt: string | null }

/** What gets in from one zone, one answer for each service that the advisory names. */
function gettingIn(from: Zone, { asset, zone, guarded, services }: Asking): readonly GettingIn[] {
  const to = asset.address === null ? `zone:${zone.id}` : `host:${asset.address}`
  const asking = services.map(({ transport, port }) => `${transport}/${port}`)
  const names = asking.length === 0 ? ['any'] : [...new Set(asking)]
  return names.flatMap((service): readonly GettingIn[] => {
    const answer = passes(guarded.network, { from: `zone:${from.id}`, to, service })
    // The ends were looked at before; what cannot be asked is not answered with "nothing passes".
    if (!answer.ok) return [{ passed: NOTHING_SHOWN, doubt: answer.refusal.why }]
    if (answer.value.verdict === 'none') return []
    return [{ passed: answer.value, doubt: doubtOf(answer.value, guarded, service) }]
  })
}

const NOTHING_SHOWN: Passes = {
  ...{ verdict: 'some', packets: [], packetsLeftOut: 0, witness: null, path: [], assumptions: [] },
}

/** Why a way in is not certain: a gap on it, a line that was not understood, no service named. */
function doubtOf(passed: Passes, { gaps }: GuardedNetwork, service: string): string | null {
  for (const { firewall } of passed.path) {
    const gap = gaps.get(firewall)
    if (gap?.kind === 'not-known') return gap.why
  }
  const [first] = passed.assumptions
  if (first !== undefined) {
    const at = first.file === '' ? '' : ` (${first.file}:${first.line})`
    return `${first.what}${at}`
  }
  return service === 'any' ? 'the advisory names no service, and some service passes' : null
}

function pathInWords(path: readonly PathStep[], { gaps }: GuardedNetwork): string {
  // The end of a list says nothing where a rule of the same firewall speaks.
  const named = new Set(path.filter(({ rule }) => rule !== null).map(({ firewall }) => firewall))
  const told = path.filter(({ firewall, rule }) => rule !== null || !named.has(firewall))
  const steps = told.map(({ firewall, chain, rule, file, line }) => {
    const gap = gaps.get(firewall)
    if (gap !== undefined) return gap.kind === 'not-known' ? `${gap.conduit} (${gap.why})` : gap.why
    const what = rule === null ? `the end of ${chain}` : `${rule} (${file}:${line})`
    return `${firewall} ${what}`
  })
  return steps.length === 0 ? 'no firewall in between' : [...new Set(steps)].join(', then ')
}

function servicesInWords({ asset, services, zone }: Asking): string {
  const where = asset.address ?? zone.name
  if (services.length === 0) return `${where} over any service`
  const names = services.map(({ transport, port }) => `${transport}/${port}`)
  return `${where} over ${[...new Set(names)].join(', ')}`
}

function unknown(because: string): ExposureByNetwork {
  return { exposure: null, because, from: [], witness: null, path: [] }
}

/** In words, where the asset's address lies in none of its zone's networks: one record is wrong. */
function straysFrom(address: string | null, zone: Zone): string | null {
  if (address === null || zone.subnets.length === 0) return null
  const number = readAddress(address)
  if (number === null) return `Its address ${address} is not one of a network`
  const inside = zone.subnets.some((subnet) => {
    const range = readNetwork(subnet)
    return range !== null && range[0] <= number && number <= range[1]
  })
  return inside
    ? null
    : `Its address ${formatAddress(number)} lies outside the networks of ${zone.name}`
}
