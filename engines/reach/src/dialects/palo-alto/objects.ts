import { ANY_ADDRESS, readNetwork } from '../../address.ts'
import { type Interval, normal } from '../../interval.ts'
import { ANY_PORT, TCP, UDP } from '../../packet.ts'
import { ANY_SERVICE, type ServiceMatch } from '../../rule.ts'
import { at, type Node, value, values } from './tree.ts'

type Found<T> = { readonly all: readonly T[]; readonly unsure: readonly string[] }

/** Addresses and services of one virtual system, with those that are shared. */
export class PaloAltoObjects {
  private readonly places: readonly Node[]

  constructor(places: readonly Node[]) {
    this.places = places
  }

  private find(kind: string, name: string): Node | undefined {
    for (const place of this.places) {
      const found = at(place, kind, name)
      if (found !== undefined) return found
    }
    return undefined
  }

  addresses(names: readonly string[], seen: readonly string[] = []): Found<Interval<bigint>> {
    const all: Interval<bigint>[] = []
    const unsure: string[] = []
    for (const name of names) {
      const found = this.address(name, seen)
      all.push(...found.all)
      unsure.push(...found.unsure)
    }
    return { all, unsure }
  }

  private address(name: string, seen: readonly string[]): Found<Interval<bigint>> {
    const anything = (why: string) => ({ all: [ANY_ADDRESS], unsure: [`${name}: ${why}`] })
    if (name === 'any') return { all: [ANY_ADDRESS], unsure: [] }
    if (seen.includes(name)) return anything('a group that holds itself')
    const group = this.find('address-group', name)
    if (group !== undefined) {
      if (group.below.has('static')) return this.addresses(values(group, 'static'), [...seen, name])
      return anything('a group by tags')
    }
    const object = this.find('address', name)
    const text =
      object === undefined ? name : (value(object, 'ip-netmask') ?? value(object, 'ip-range'))
    const network = text === undefined ? null : readNetwork(text)
    if (network === null) return anything('an address that is not read')
    return { all: [network], unsure: [] }
  }

  services(names: readonly string[], seen: readonly string[] = []): Found<ServiceMatch> {
    const all: ServiceMatch[] = []
    const unsure: string[] = []
    for (const name of names) {
      const found = this.service(name, seen)
      all.push(...found.all)
      unsure.push(...found.unsure)
    }
    return { all, unsure }
  }

  private service(name: string, seen: readonly string[]): Found<ServiceMatch> {
    const anything = (why: string) => ({ all: [ANY_SERVICE], unsure: [`${name}: ${why}`] })
    if (name === 'any') return { all: [ANY_SERVICE], unsure: [] }
    if (seen.includes(name)) return anything('a group that holds itself')
    const group = this.find('service-group', name)
    if (group !== undefined) return this.services(values(group, 'members'), [...seen, name])
    const object = this.find('service', name)
    if (object === undefined) {
      if (name === 'service-http') return { all: of(TCP, '80,8080'), unsure: [] }
      if (name === 'service-https') return { all: of(TCP, '443'), unsure: [] }
      if (name === 'application-default') return anything('ports of the application')
      return anything('no such service')
    }
    const out: ServiceMatch[] = []
    for (const [key, protocol] of [
      ['tcp', TCP],
      ['udp', UDP],
      ['sctp', 132],
    ] as const) {
      const node = at(object, 'protocol', key)
      if (node === undefined) continue
      const found = of(protocol, value(node, 'port') ?? '', value(node, 'source-port'))
      if (found.length === 0) return anything('a service that is not read')
      out.push(...found)
    }
    return out.length === 0 ? anything('a service that is not read') : { all: out, unsure: [] }
  }
}

/** `80,8080-8090` with its source ports; empty where one is not read. */
function of(protocol: number, ports: string, sources?: string): readonly ServiceMatch[] {
  const destinationPorts = rangesOf(ports)
  const sourcePorts = sources === undefined ? [ANY_PORT] : rangesOf(sources)
  if (destinationPorts === null || sourcePorts === null) return []
  return [
    {
      protocols: [[protocol, protocol]],
      sourcePorts: normal(sourcePorts),
      destinationPorts: normal(destinationPorts),
    },
  ]
}

function rangesOf(text: string): readonly Interval<number>[] | null {
  const all = text.split(',').map((part): Interval<number> | null => {
    const [, low, high] = /^\s*(\d{1,5})(?:-(\d{1,5}))?\s*$/.exec(part) ?? []
    if (low === undefined) return null
    const range: Interval<number> = [Number(low), Number(high ?? low)]
    return range[0] <= range[1] && range[1] <= 65_535 ? range : null
  })
  const known = all.filter((one) => one !== null)
  return known.length < all.length ? null : known
}
