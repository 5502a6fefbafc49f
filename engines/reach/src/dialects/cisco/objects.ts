import {
  ANY_IPV4,
  ANY_IPV6,
  networkOfMask,
  networksOfWildcard,
  readAddress,
  readNetwork,
} from '../../address.ts'
import { type Interval, normal } from '../../interval.ts'
import { ANY_PORT, ICMP, ICMPV6, PORT_MAX } from '../../packet.ts'
import { ANY_SERVICE, type ServiceMatch } from '../../rule.ts'
import { icmpInterval, readIcmpType, readPort, readProtocol } from '../names.ts'
import type { Block } from './blocks.ts'

/** Addresses that were read, and what of them was not. */
export type Addresses = {
  readonly all: readonly Interval<bigint>[]
  readonly unsure: readonly string[]
}
export type Services = { readonly all: readonly ServiceMatch[]; readonly unsure: readonly string[] }

const NO_ADDRESSES: Addresses = { all: [], unsure: [] }
const NO_SERVICES: Services = { all: [], unsure: [] }
const ANYWHERE: Addresses = { all: [ANY_IPV6, ANY_IPV4], unsure: [] }

/** How a configuration writes what is loose of an address: a mask (ASA) or its opposite (IOS). */
export type Looseness = 'mask' | 'wildcard'

/** Words that are taken one after the other. */
export class Words {
  private readonly words: readonly string[]
  private at = 0
  constructor(words: readonly string[]) {
    this.words = words
  }
  peek(ahead = 0): string {
    return this.words[this.at + ahead] ?? ''
  }
  take(): string {
    const word = this.peek()
    this.at += 1
    return word
  }
  get isEmpty(): boolean {
    return this.at >= this.words.length
  }
  get rest(): string {
    return this.words.slice(this.at).join(' ')
  }
}

/** The objects and object groups of a configuration by name; groups may hold groups. */
export class Objects {
  private readonly blocks = new Map<string, Block>()
  private readonly names = new Map<string, string>()
  private readonly loose: Looseness

  constructor(blocks: readonly Block[], loose: Looseness) {
    this.loose = loose
    for (const block of blocks) {
      const [kind, type, name] = block.words
      if (kind === 'name' && type !== undefined && name !== undefined) this.names.set(name, type)
      if ((kind !== 'object' && kind !== 'object-group') || name === undefined) continue
      const key = `${kind} ${name}`
      const known = this.blocks.get(key)
      // ASA prints the translations of objects in a second block of the same name.
      this.blocks.set(
        key,
        known === undefined ? block : { ...known, below: [...known.below, ...block.below] },
      )
    }
  }

  read(text: string): bigint | null {
    return readAddress(this.names.get(text) ?? text)
  }

  addresses(
    kind: 'object' | 'object-group',
    name: string,
    seen: readonly string[] = [],
  ): Addresses {
    const key = `${kind} ${name}`
    const block = this.blocks.get(key)
    if (block === undefined || block.words[1] !== 'network' || seen.includes(key)) {
      return { all: ANYWHERE.all, unsure: [`${kind} ${name}: not read`] }
    }
    return block.below.reduce<Addresses>((sum, { words }) => {
      const one = this.member(new Words(words), [...seen, key])
      return { all: [...sum.all, ...one.all], unsure: [...sum.unsure, ...one.unsure] }
    }, NO_ADDRESSES)
  }

  private member(words: Words, seen: readonly string[]): Addresses {
    const first = words.peek()
    if (first === 'description' || first === 'nat') return NO_ADDRESSES
    if (first === 'group-object') {
      words.take()
      return this.addresses('object-group', words.take(), seen)
    }
    if (first === 'network-object' || first === 'subnet') words.take()
    if (words.peek() === 'object') {
      words.take()
      return this.addresses('object', words.take(), seen)
    }
    if (words.peek() === 'range') {
      words.take()
      const range = readNetwork(`${words.take()}-${words.take()}`)
      return range === null ? this.unread('range') : { all: [range], unsure: [] }
    }
    // Groups of IOS write masks as ASA does.
    return this.place(words, 'mask')
  }

  private unread(what: string): Addresses {
    return { all: ANYWHERE.all, unsure: [`${what}: an address that is not read`] }
  }

  /** `any`, `host A`, `A mask`, `X::/n`, `object N`, `object-group N` from the words. */
  place(words: Words, loose: Looseness = this.loose): Addresses {
    const first = words.take()
    switch (first) {
      case 'any':
        return ANYWHERE
      case 'any4':
        return { all: [ANY_IPV4], unsure: [] }
      case 'any6':
        return { all: [ANY_IPV6], unsure: [] }
      case 'host': {
        const address = this.read(words.take())
        return address === null ? this.unread('host') : { all: [[address, address]], unsure: [] }
      }
      case 'object':
      case 'object-group':
        return this.addresses(first, words.take())
      default:
        return this.network(first, words, loose)
    }
  }

  private network(first: string, words: Words, loose: Looseness): Addresses {
    if (first.includes('/')) {
      const network = readNetwork(first)
      return network === null ? this.unread(first) : { all: [network], unsure: [] }
    }
    const address = this.read(first)
    if (address === null) return this.unread(first)
    const second = words.peek()
    if (/^\/\d+$/.test(second)) {
      words.take()
      const network = readNetwork(`${first}${second}`)
      return network === null ? this.unread(first) : { all: [network], unsure: [] }
    }
    const bits = readAddress(second)
    if (bits === null) return { all: [[address, address]], unsure: [] }
    words.take()
    if (loose === 'mask') {
      const network = networkOfMask(address, bits)
      return network === null ? this.unread(`${first} ${second}`) : { all: [network], unsure: [] }
    }
    const all = networksOfWildcard(address, bits)
    return all === null ? this.unread(`${first} ${second}`) : { all, unsure: [] }
  }

  services(kind: 'object' | 'object-group', name: string, seen: readonly string[] = []): Services {
    const key = `${kind} ${name}`
    const block = this.blocks.get(key)
    const type = block?.words[1] ?? ''
    if (
      block === undefined ||
      seen.includes(key) ||
      !['service', 'protocol', 'icmp-type'].includes(type)
    ) {
      return { all: [ANY_SERVICE], unsure: [`${kind} ${name}: not read`] }
    }
    const carrier = block.words[3] ?? ''
    return block.below.reduce<Services>((sum, { words }) => {
      const one = this.serviceMember(words, { type, carrier, seen: [...seen, key] })
      return { all: [...sum.all, ...one.all], unsure: [...sum.unsure, ...one.unsure] }
    }, NO_SERVICES)
  }

  private serviceMember(
    given: readonly string[],
    group: { readonly type: string; readonly carrier: string; readonly seen: readonly string[] },
  ): Services {
    const words = new Words(given)
    const first = words.take()
    switch (first) {
      case 'description':
        return NO_SERVICES
      case 'group-object':
        return this.services('object-group', words.take(), group.seen)
      case 'port-object': {
        const ports = portsOf(words)
        const all = carriersOf(group.carrier).map((one) => withDestination(one, ports.all))
        return { all, unsure: ports.unsure }
      }
      case 'protocol-object':
        return protocolService(words.take())
      case 'icmp-object': {
        const type = readIcmpType(words.take(), 4)
        if (type === null) return { all: [ANY_SERVICE], unsure: ['an ICMP type that is not read'] }
        return { all: [icmpService(ICMP, [icmpInterval(type, null)])], unsure: [] }
      }
      case 'service-object':
      case 'service':
        if (words.peek() === 'object') {
          words.take()
          return this.services('object', words.take(), group.seen)
        }
        return this.serviceInWords(words)
      default:
        // IOS groups name the protocol at once.
        return this.serviceInWords(new Words(given))
    }
  }

  /** `tcp [source eq 1] [destination] eq 2`, `icmp echo`, `47`. */
  private serviceInWords(words: Words): Services {
    const name = words.take()
    const carriers = name === 'tcp-udp' ? carriersOf(name) : null
    const base = carriers ?? protocolService(name).all
    const unsure = [...(carriers === null ? protocolService(name).unsure : [])]
    if (name === 'icmp' || name === 'icmp6') {
      if (words.isEmpty) return { all: base, unsure }
      const protocol = name === 'icmp' ? ICMP : ICMPV6
      const icmp = icmpOf(words, protocol)
      return { all: [icmpService(protocol, icmp.all)], unsure: [...unsure, ...icmp.unsure] }
    }
    let sources: readonly Interval<number>[] = [ANY_PORT]
    let destinations: readonly Interval<number>[] = [ANY_PORT]
    if (words.peek() === 'source') {
      words.take()
      const ports = portsOf(words)
      sources = ports.all
      unsure.push(...ports.unsure)
    }
    if (words.peek() === 'destination') words.take()
    if (!words.isEmpty) {
      const ports = portsOf(words)
      destinations = ports.all
      unsure.push(...ports.unsure)
    }
    const all = base.map((one) => ({
      ...{ protocols: one.protocols, sourcePorts: normal(sources) },
      destinationPorts: normal(destinations),
    }))
    return { all, unsure }
  }

  hasService(name: string): boolean {
    const type = this.blocks.get(`object-group ${name}`)?.words[1]
    return type === 'service' || type === 'protocol'
  }

  isNetwork(name: string): boolean {
    return this.blocks.get(`object-group ${name}`)?.words[1] === 'network'
  }
}

export function protocolService(name: string): Services {
  if (name === 'ip' || name === 'ipv6') return { all: [ANY_SERVICE], unsure: [] }
  const protocol = readProtocol(name)
  if (protocol === null) return { all: [ANY_SERVICE], unsure: [`the protocol ${name}`] }
  return { all: [{ ...ANY_SERVICE, protocols: [[protocol, protocol]] }], unsure: [] }
}

function carriersOf(name: string): readonly ServiceMatch[] {
  const names = name === 'tcp-udp' ? ['tcp', 'udp'] : [name]
  return names.flatMap((one) => protocolService(one).all)
}

function withDestination(service: ServiceMatch, all: readonly Interval<number>[]): ServiceMatch {
  return { ...service, destinationPorts: normal(all) }
}

export function icmpService(protocol: number, all: readonly Interval<number>[]): ServiceMatch {
  return {
    ...{ protocols: [[protocol, protocol]], sourcePorts: [ANY_PORT] },
    destinationPorts: normal(all),
  }
}

export type Ports = {
  readonly all: readonly Interval<number>[]
  readonly unsure: readonly string[]
}

export const isPortWord = (word: string): boolean =>
  ['eq', 'neq', 'lt', 'gt', 'range'].includes(word)

/** `eq 80 443`, `range 1 9`, `gt 1023`, `lt 1024`, `neq 80` from the words. */
export function portsOf(words: Words): Ports {
  const unread = (what: string): Ports => ({ all: [ANY_PORT], unsure: [`the port ${what}`] })
  const operator = words.take()
  const first = words.take()
  const port = readPort(first)
  if (port === null) return unread(first)
  switch (operator) {
    case 'eq':
    case 'neq': {
      const ports = [port]
      // IOS takes several ports in one entry.
      for (let next = readPort(words.peek()); next !== null; next = readPort(words.peek())) {
        ports.push(next)
        words.take()
      }
      const all = normal(ports.map((one): Interval<number> => [one, one]))
      if (operator === 'eq') return { all, unsure: [] }
      return { all: gaps(all), unsure: [] }
    }
    case 'lt':
      return { all: port === 0 ? [] : [[0, port - 1]], unsure: [] }
    case 'gt':
      return { all: port === PORT_MAX ? [] : [[port + 1, PORT_MAX]], unsure: [] }
    case 'range': {
      const last = readPort(words.take())
      return last === null
        ? unread('range')
        : { all: [[Math.min(port, last), Math.max(port, last)]], unsure: [] }
    }
    default:
      return unread(operator)
  }
}

function gaps(all: readonly Interval<number>[]): readonly Interval<number>[] {
  const out: Interval<number>[] = []
  let from = 0
  for (const [low, high] of all) {
    if (low > from) out.push([from, low - 1])
    from = high + 1
  }
  if (from <= PORT_MAX) out.push([from, PORT_MAX])
  return out
}

const coded: Readonly<Record<string, readonly [number, number]>> = {
  ...{ 'net-unreachable': [3, 0], 'host-unreachable': [3, 1], 'protocol-unreachable': [3, 2] },
  ...{ 'port-unreachable': [3, 3], 'packet-too-big': [3, 4] },
  ...{ 'administratively-prohibited': [3, 13], 'reassembly-timeout': [11, 1] },
}

/** An ICMP type, by name or number, and its code where one follows. */
export function icmpOf(words: Words, protocol: number): Ports {
  const name = words.take()
  const pair = protocol === ICMP ? coded[name] : undefined
  if (pair !== undefined) return { all: [icmpInterval(pair[0], pair[1])], unsure: [] }
  const type = readIcmpType(name, protocol === ICMP ? 4 : 6)
  if (type === null) return { all: [ANY_PORT], unsure: [`the ICMP type ${name}`] }
  const code = /^\d{1,3}$/.test(words.peek()) ? Number(words.take()) : null
  return { all: [icmpInterval(type, code)], unsure: [] }
}
