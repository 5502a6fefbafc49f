import {
  ANY_ADDRESS,
  ANY_IPV4,
  ANY_IPV6,
  networkOfMask,
  readAddress,
  readNetwork,
} from '../../address.ts'
import { type Interval, normal } from '../../interval.ts'
import { ANY_PORT, ICMP, ICMPV6, TCP, UDP } from '../../packet.ts'
import { ANY_SERVICE, type ServiceMatch } from '../../rule.ts'
import { icmpInterval } from '../names.ts'
import { shippedServices } from './shipped-services.ts'
import type { Edit, Section } from './tree.ts'

type Found<T> = { readonly all: readonly T[]; readonly unsure: readonly string[] }

/** Addresses, services and their groups by name. */
export class FortigateObjects {
  private readonly byPath = new Map<string, Map<string, Edit>>()

  constructor(sections: readonly Section[]) {
    for (const { path, edits } of sections) {
      const known = this.byPath.get(path) ?? new Map<string, Edit>()
      for (const edit of edits) known.set(edit.name, edit)
      this.byPath.set(path, known)
    }
  }

  private edit(paths: readonly string[], name: string): Edit | undefined {
    for (const path of paths) {
      const found = this.byPath.get(path)?.get(name)
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
    if (seen.includes(name)) return anything('a group that holds itself')
    const group = this.edit(['firewall addrgrp', 'firewall addrgrp6'], name)
    if (group !== undefined) {
      if (value(group, 'exclude') === 'enable') return anything('a group with exclusions')
      return this.addresses(values(group, 'member'), [...seen, name])
    }
    const virtual = this.edit(['firewall vip'], name)
    if (virtual !== undefined) return this.mapped(virtual, name)
    const bundle = this.edit(['firewall vipgrp'], name)
    if (bundle !== undefined) return this.addresses(values(bundle, 'member'), [...seen, name])
    const edit = this.edit(['firewall address', 'firewall address6'], name)
    if (edit !== undefined) return addressOf(edit, name)
    if (name === 'all') return { all: [ANY_IPV4, ANY_IPV6], unsure: [] }
    if (name === 'none') return { all: [], unsure: [] }
    return anything('no such address')
  }

  private mapped(edit: Edit, name: string): Found<Interval<bigint>> {
    const to = readNetwork(value(edit, 'mappedip') ?? '')
    if (to === null) return { all: [ANY_ADDRESS], unsure: [`${name}: a virtual address`] }
    return { all: [to], unsure: [] }
  }

  hasVirtual(names: readonly string[]): boolean {
    return names.some((name) => this.edit(['firewall vip', 'firewall vipgrp'], name) !== undefined)
  }

  /** A policy that denies does not see what a virtual address translated, unless it says so. */
  deniesPast(edit: Edit): readonly string[] {
    const has = (this.byPath.get('firewall vip')?.size ?? 0) > 0
    const matches = value(edit, 'match-vip')
    return has && matches !== 'enable' ? ['packets to virtual addresses pass a denial by'] : []
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
    if (seen.includes(name)) return anything('a group that holds itself')
    const group = this.edit(['firewall service group'], name)
    if (group !== undefined) return this.services(values(group, 'member'), [...seen, name])
    const edit = this.edit(['firewall service custom'], name)
    if (edit !== undefined) return serviceOf(edit, name)
    const shipped = shippedServices[name]
    return shipped === undefined ? anything('no such service') : { all: shipped, unsure: [] }
  }
}

function values({ settings }: Edit, key: string): readonly string[] {
  return settings.findLast((one) => one.key === key)?.values ?? []
}

function value(edit: Edit, key: string): string | undefined {
  return values(edit, key)[0]
}

function addressOf(edit: Edit, name: string): Found<Interval<bigint>> {
  const unread = { all: [ANY_ADDRESS], unsure: [`${name}: an address that is not read`] }
  const type = value(edit, 'type')
  const found = (one: Interval<bigint> | null) =>
    one === null ? unread : { all: [one], unsure: [] }
  const v6 = value(edit, 'ip6')
  if (v6 !== undefined) return found(v6 === '::/0' ? ANY_IPV6 : readNetwork(v6))
  if (type === 'iprange')
    return found(readNetwork(`${value(edit, 'start-ip')}-${value(edit, 'end-ip')}`))
  if (type !== undefined && type !== 'ipmask' && type !== 'subnet') return unread
  const subnet = values(edit, 'subnet')
  if (subnet.length === 0) {
    // The shipped "all" stands without a subnet.
    return settled(edit) ? unread : { all: [ANY_IPV4], unsure: [] }
  }
  const [text = '', mask] = subnet
  if (mask === undefined) return found(readNetwork(text))
  const [address, bits] = [readAddress(text), readAddress(mask)]
  return found(address === null || bits === null ? null : networkOfMask(address, bits))
}

const telling = ['fqdn', 'country', 'wildcard', 'sdn', 'macaddr', 'interface', 'start-ip']
const settled = (edit: Edit) => telling.some((key) => values(edit, key).length > 0)

function serviceOf(edit: Edit, name: string): Found<ServiceMatch> {
  const unread = { all: [ANY_SERVICE], unsure: [`${name}: a service that is not read`] }
  const protocol = value(edit, 'protocol') ?? 'TCP/UDP/SCTP'
  if (
    ['fqdn', 'iprange', 'app-service-type', 'application'].some(
      (key) => values(edit, key).length > 0,
    )
  ) {
    return unread
  }
  if (/^icmp6?$/i.test(protocol)) {
    const number = protocol.toUpperCase() === 'ICMP' ? ICMP : ICMPV6
    const type = value(edit, 'icmptype')
    const code = value(edit, 'icmpcode')
    const at =
      type === undefined
        ? ANY_PORT
        : icmpInterval(Number(type), code === undefined ? null : Number(code))
    if (!Number.isInteger(at[0])) return unread
    return {
      all: [{ ...ANY_SERVICE, protocols: [[number, number]], destinationPorts: [at] }],
      unsure: [],
    }
  }
  if (protocol === 'IP' || protocol === 'ALL') {
    const number = Number(value(edit, 'protocol-number') ?? 0)
    if (!Number.isInteger(number) || number > 255) return unread
    return {
      all: [number === 0 ? ANY_SERVICE : { ...ANY_SERVICE, protocols: [[number, number]] }],
      unsure: [],
    }
  }
  const out: ServiceMatch[] = []
  for (const [key, number] of [
    ['tcp-portrange', TCP],
    ['udp-portrange', UDP],
    ['sctp-portrange', 132],
  ] as const) {
    for (const text of values(edit, key)) {
      const [to = '', from] = text.split(':')
      const [ports, sources] = [rangeOf(to), from === undefined ? ANY_PORT : rangeOf(from)]
      if (ports === null || sources === null) return unread
      out.push({
        protocols: [[number, number]],
        sourcePorts: normal([sources]),
        destinationPorts: [ports],
      })
    }
  }
  return out.length === 0 ? unread : { all: out, unsure: [] }
}

function rangeOf(text: string): Interval<number> | null {
  const [, from, to] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? []
  if (from === undefined) return null
  const range: Interval<number> = [Number(from), Number(to ?? from)]
  return range[0] <= range[1] && range[1] <= 65_535 ? range : null
}
