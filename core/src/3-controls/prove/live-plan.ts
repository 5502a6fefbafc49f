import { formatAddress, readAddress, readNetwork } from '@holdpoint/reach'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { PlantNetwork, Zone } from '../../plant/network.ts'
import type { ConduitPolicy } from '../conduit-policy.ts'
import type { CheckFinding, ControlCheck } from '../control.ts'
import type { LiveShown } from './live-lab.port.ts'
import type { ExploitServices } from './prove-exactly.ts'

export type LiveZone = {
  readonly id: string
  readonly interface: string
  readonly routerAddresses: readonly string[]
}

export type LiveHost = {
  readonly id: string
  readonly zone: string
  readonly addresses: readonly string[]
  readonly gateways: readonly string[]
}

/** One attempt to get to the asset: an exploit that must not arrive, or a flow that must. */
export type LiveProbe = {
  readonly kind: 'exploit' | 'required'
  readonly what: string
  readonly host: string
  readonly protocol: 'tcp' | 'udp'
  readonly from: string
  readonly to: string
  readonly port: number
}

/** The zones around one router, who stands in them, the rules, and what is tried. */
export type LivePlan = {
  readonly zones: readonly LiveZone[]
  readonly hosts: readonly LiveHost[]
  readonly target: string
  /** As `nft -f -` reads them. */
  readonly rules: string
  readonly probes: readonly LiveProbe[]
}

export type LivePlanRefusal = { readonly what: string; readonly clearedBy: string }

const OUTSIDE_LEVEL = 4
const HOSTS_MAX = 60

/**
 * The plant's zones with the asset, one attacker in each zone of level 4 or 5 and each permitted
 * sender. Whoever stands in the zone of the asset passes no firewall and is left out.
 */
export function livePlan(ask: {
  readonly policy: ConduitPolicy
  readonly plant: PlantNetwork
  readonly zoneId: string
  readonly services: ExploitServices
  readonly rules: string
}): Result<LivePlan, LivePlanRefusal> {
  const { plant, policy, services, rules } = ask
  const to = policy.protects.address
  const build = new Build(plant)
  if (to.includes('/') || build.add('target', to, ask.zoneId) === null) {
    const what = `${to} is no address in a recorded network of zone "${ask.zoneId}"`
    return refuse({ what, clearedBy: 'Record the networks of the zone' })
  }
  const tried =
    services.length > 0
      ? services
      : [{ port: policy.permitted[0]?.port ?? 502, transport: 'tcp' as const }]
  const probes: LiveProbe[] = []
  for (const zone of plant.zones.filter(({ level }) => level >= OUTSIDE_LEVEL)) {
    const from = build.anybodyIn(zone, policy)
    if (from === null) continue
    for (const { port, transport } of tried) {
      const what = `${from.address} in ${zone.name} tries ${transport}/${port}`
      const probe = { host: from.id, protocol: transport, from: from.address, to, port }
      probes.push({ kind: 'exploit', what, ...probe })
    }
  }
  if (probes.length === 0) {
    const what = 'No zone of level 4 or 5 with a network is recorded: there is nobody to stop'
    return refuse({ what, clearedBy: 'Record the zones outside with their networks' })
  }
  for (const flow of policy.permitted) {
    const from = firstOf(flow.from)
    const zone = build.zoneOf(from)
    if (zone === null || zone.id === ask.zoneId || flow.to.split('/')[0] !== to) continue
    const id = build.add(`from ${from}`, from, zone.id)
    if (id === null) continue
    const what = `${from} needs ${flow.protocol}/${flow.port}: ${flow.why}`
    const probe = { host: id, protocol: flow.protocol, from, to, port: flow.port }
    probes.push({ kind: 'required', what, ...probe })
  }
  if (build.hosts.length > HOSTS_MAX) {
    const what = `The lab would need ${build.hosts.length} hosts`
    return refuse({ what, clearedBy: `Permit fewer senders; ${HOSTS_MAX} are built` })
  }
  return accept({ zones: build.zones, hosts: build.hosts, target: 'target', rules, probes })
}

/** Collects zones and hosts, each once; the router takes the last free address of each network. */
class Build {
  readonly zones: LiveZone[] = []
  readonly hosts: LiveHost[] = []
  private readonly plant: PlantNetwork

  constructor(plant: PlantNetwork) {
    this.plant = plant
  }

  zoneOf(address: string): Zone | null {
    return this.plant.zones.find((zone) => subnetOf(zone, address) !== null) ?? null
  }

  /** The host's id, or null where its zone does not hold the address. */
  add(id: string, address: string, zoneId: string): string | null {
    const known = this.hosts.find(({ addresses }) => addresses[0]?.split('/')[0] === address)
    if (known !== undefined) return known.id
    const zone = this.plant.zones.find((one) => one.id === zoneId)
    const subnet = zone === undefined ? null : subnetOf(zone, address)
    if (zone === undefined || subnet === null) return null
    const bits = Number(subnet.split('/')[1])
    const range = readNetwork(subnet)
    if (range === null || bits > 29) return null
    const router = formatAddress(last(range, address))
    const at = `${zoneId} ${subnet}`
    if (!this.zones.some((one) => one.id === at)) {
      const name = `hpz${this.zones.length}`
      this.zones.push({ id: at, interface: name, routerAddresses: [`${router}/${bits}`] })
    }
    const gateway = this.zones.find((one) => one.id === at)?.routerAddresses[0]?.split('/')[0]
    const plan = { id, zone: at, addresses: [`${address}/${bits}`], gateways: [gateway ?? router] }
    this.hosts.push(plan)
    return id
  }

  /** Somebody of a zone whom the policy does not permit. */
  anybodyIn(
    zone: Zone,
    policy: ConduitPolicy,
  ): { readonly id: string; readonly address: string } | null {
    for (const subnet of zone.subnets) {
      const range = readNetwork(subnet)
      if (range === null) continue
      for (
        let value = range[0] + 1n;
        value < range[1] - 2n && value < range[0] + 50n;
        value += 1n
      ) {
        const address = formatAddress(value)
        if (policy.permitted.some(({ from }) => isIn(from, value))) continue
        const id = this.add(`outside ${zone.id}`, address, zone.id)
        if (id !== null) return { id, address }
      }
    }
    return null
  }
}

function subnetOf(zone: Zone, address: string): string | null {
  const value = readAddress(address)
  if (value === null) return null
  return zone.subnets.find((subnet) => isIn(subnet, value)) ?? null
}

function isIn(network: string, value: bigint): boolean {
  const range = readNetwork(network)
  return range !== null && range[0] <= value && value <= range[1]
}

/** The router stands at the end of the network, beside whoever has that address. */
function last(range: readonly [bigint, bigint], taken: string): bigint {
  const value = readAddress(taken)
  const end = range[1] - 1n
  return value === end ? end - 1n : end
}

function firstOf(network: string): string {
  const range = readNetwork(network)
  if (!network.includes('/') || range === null) return network
  return formatAddress(range[0] === range[1] ? range[0] : range[0] + 1n)
}

/**
 * An exploit must arrive without the rules, or stopping it shows nothing, and not with them, nor go
 * on in a session that was open; what the process needs must arrive both times.
 */
export function judgeLive(
  plan: LivePlan,
  shown: readonly LiveShown[],
): Pick<ControlCheck, 'verdict' | 'findings'> {
  const findings = plan.probes.flatMap(({ kind, what }, at): readonly CheckFinding[] => {
    const one = shown[at]
    if (one === undefined) return [{ what: `${what}: was not tried`, holds: false }]
    if (!one.without) return [{ what: `${what}: does not arrive even without rules`, holds: false }]
    if (kind === 'required') {
      const words = one.withRules ? 'arrives' : 'IS STOPPED'
      return [{ what: `${what}: ${words}`, holds: one.withRules }]
    }
    const stopped = {
      what: `${what}: ${one.withRules ? 'ARRIVES' : 'is stopped'}`,
      holds: !one.withRules,
    }
    if (one.sessionGoesOn === null) return [stopped]
    const words = one.sessionGoesOn ? 'GOES ON' : 'ends'
    const session = `${what}: a session that was open ${words}`
    return [stopped, { what: session, holds: !one.sessionGoesOn }]
  })
  const required = plan.probes.some(({ kind }) => kind === 'required')
  const holds = findings.length > 0 && findings.every((one) => one.holds)
  const none = { what: 'No permitted flow crosses a firewall: none was tried', holds: true }
  return { verdict: holds ? 'holds' : 'fails', findings: required ? findings : [...findings, none] }
}
