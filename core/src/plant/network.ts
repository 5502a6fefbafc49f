import type { Asset, Level } from './asset.ts'

/** The seven foundational requirements of IEC 62443-3-3, in the standard's order. */
export const foundationalRequirements = ['IAC', 'UC', 'SI', 'DC', 'RDF', 'TRE', 'RA'] as const

export type FoundationalRequirement = (typeof foundationalRequirements)[number]

/** Target security level, 0 to 4 for each foundational requirement (IEC 62443-3-2). */
export type SecurityLevelTarget = Readonly<Record<FoundationalRequirement, number>>

/** Assets of one Purdue level that share what protects them. An asset names its zone by `id`. */
export type Zone = {
  readonly id: string
  readonly name: string
  readonly level: Level
  readonly containsSafetySystem: boolean
  /** IPv4 networks in CIDR notation. */
  readonly subnets: readonly string[]
  readonly securityLevelTarget: SecurityLevelTarget | null
}

/** What a conduit is meant to let pass: meant, not proved. */
export type ConduitFlow = {
  readonly from: string
  readonly to: string
  /** `tcp/502`, `udp/161` or `any`. */
  readonly service: string
  readonly why: string
}

/** The only way between two zones (IEC 62443-1-1). */
export type Conduit = {
  readonly id: string
  readonly name: string
  /** The two zones that it joins. */
  readonly between: readonly [string, string]
  /** Tags of the firewalls that enforce it; none means that nothing does. */
  readonly enforcedBy: readonly string[]
  readonly flows: readonly ConduitFlow[]
  /** How long the process bears to lose it, in seconds; null is not recorded. */
  readonly lossToleratedSeconds: number | null
}

export type PlantNetwork = {
  readonly zones: readonly Zone[]
  readonly conduits: readonly Conduit[]
  /** True: somebody says that every way between zones is listed. */
  readonly complete?: boolean
}

export type NetworkFault = { readonly path: string; readonly words: string }

const octet = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)'
const SUBNET = new RegExp(`^${octet}(?:\\.${octet}){3}/(?:3[0-2]|[12]?\\d)$`)
const SERVICE = /^(?:any|(?:tcp|udp)\/([1-9]\d{0,4}))$/

/** Every fault at once: names that come twice, zones and firewalls that are not there. */
export function networkFaults(
  network: PlantNetwork,
  assets: readonly Pick<Asset, 'tag' | 'kind'>[],
): readonly NetworkFault[] {
  const zones = new Set(network.zones.map((zone) => zone.id))
  return [
    ...twice('/zones', network.zones),
    ...twice('/conduits', network.conduits),
    ...network.zones.flatMap(zoneFaults),
    ...network.conduits.flatMap((conduit, at) => conduitFaults(conduit, at, zones, assets)),
  ]
}

function twice(path: string, all: readonly { readonly id: string }[]): readonly NetworkFault[] {
  return all.flatMap(({ id }, at) =>
    all.findIndex((one) => one.id === id) === at
      ? []
      : [{ path: `${path}/${at}/id`, words: `"${id}" stands here a second time` }],
  )
}

function zoneFaults(zone: Zone, at: number): readonly NetworkFault[] {
  return zone.subnets.flatMap((subnet, index) =>
    SUBNET.test(subnet)
      ? []
      : [
          {
            path: `/zones/${at}/subnets/${index}`,
            words: `"${subnet}" is not an IPv4 network such as 10.10.1.0/24`,
          },
        ],
  )
}

function conduitFaults(
  conduit: Conduit,
  at: number,
  zones: ReadonlySet<string>,
  assets: readonly Pick<Asset, 'tag' | 'kind'>[],
): readonly NetworkFault[] {
  const path = `/conduits/${at}`
  const out: NetworkFault[] = []
  conduit.between.forEach((zone, end) => {
    if (!zones.has(zone)) out.push({ path: `${path}/between/${end}`, words: noZone(zone) })
  })
  if (conduit.between[0] === conduit.between[1]) {
    out.push({ path: `${path}/between`, words: 'joins a zone with itself' })
  }
  conduit.enforcedBy.forEach((tag, index) => {
    const enforcer = assets.find((asset) => asset.tag === tag)
    if (enforcer === undefined) {
      out.push({ path: `${path}/enforcedBy/${index}`, words: `no asset has the tag "${tag}"` })
    } else if (enforcer.kind !== 'firewall') {
      const words = `${tag} is a ${enforcer.kind}, not a firewall`
      out.push({ path: `${path}/enforcedBy/${index}`, words })
    }
  })
  conduit.flows.forEach((flow, index) => {
    const where = `${path}/flows/${index}`
    for (const end of ['from', 'to'] as const) {
      if (conduit.between.includes(flow[end])) continue
      out.push({ path: `${where}/${end}`, words: `"${flow[end]}" is not an end of this conduit` })
    }
    const [, port] = SERVICE.exec(flow.service) ?? [undefined, undefined]
    const known = SERVICE.test(flow.service) && Number(port ?? 1) <= 65_535
    if (!known) {
      const words = `"${flow.service}" is not a service such as tcp/502, udp/161 or any`
      out.push({ path: `${where}/service`, words })
    }
  })
  return out
}

function noZone(id: string): string {
  return `no zone has the id "${id}"`
}
