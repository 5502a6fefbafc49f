import { ANY_IPV4, ANY_IPV6 } from '../../address.ts'
import { common, type Interval, normal } from '../../interval.ts'
import { ANY_PORT, ANY_STATE, ICMP, ICMPV6 } from '../../packet.ts'
import { ANY_MATCH, type Rule, type ServiceMatch } from '../../rule.ts'
import type { Place } from '../configuration.ts'
import { readIcmpType } from '../names.ts'
import {
  type Addresses,
  icmpOf,
  isPortWord,
  type Objects,
  type Ports,
  portsOf,
  protocolService,
  type Services,
  Words,
} from './objects.ts'

export type EntryWish = {
  readonly objects: Objects
  readonly place: Place
  readonly name: string
  /** Families that the list knows of at all. */
  readonly families: readonly Interval<bigint>[]
}

const silent = new Set(['log', 'log-input', 'log-update', 'reflect', 'sequence'])
const silentWithValue = new Set(['interval', 'timeout', 'sequence'])
const levels =
  /^(?:\d+|default|disable|emergencies|alerts|critical|errors|warnings|notifications|informational|debugging)$/

/** One entry from `permit` or `deny` on; what is not read leaves it unsure, or open. */
export function entryOf(given: readonly string[], wish: EntryWish): Rule | null {
  const words = new Words(given)
  const verb = words.take()
  if (verb === 'remark') return null
  if (verb === 'evaluate') {
    return ruleOf('permit', [`evaluate ${words.rest}: what was reflected is not known`], wish)
  }
  if (verb !== 'permit' && verb !== 'deny') {
    return ruleOf('permit', [`"${given.join(' ')}" is not read here`], wish)
  }
  return extended(verb, words, wish)
}

function ruleOf(
  verb: 'permit' | 'deny',
  unsure: readonly string[],
  wish: EntryWish,
  match: Rule['match'] = ANY_MATCH,
): Rule {
  return { match, action: { kind: verb }, unsure, name: wish.name, ...wish.place }
}

/** A standard list of IOS: the source alone. */
export function standardEntryOf(given: readonly string[], wish: EntryWish): Rule | null {
  const words = new Words(given)
  const verb = words.take()
  if (verb === 'remark') return null
  if (verb !== 'permit' && verb !== 'deny') {
    return ruleOf('permit', [`"${given.join(' ')}" is not read here`], wish)
  }
  const from = wish.objects.place(words)
  const match = { ...ANY_MATCH, sources: within(from, wish) }
  return ruleOf(verb, [...from.unsure, ...tail(words).unsure], wish, match)
}

function within({ all }: Addresses, { families }: EntryWish) {
  return common(normal(all), normal(families))
}

function extended(verb: 'permit' | 'deny', words: Words, wish: EntryWish): Rule {
  const { objects } = wish
  const carried = carriedOf(words, objects)
  const from = objects.place(words)
  const sourcePorts = maybePorts(words, objects)
  const to = objects.place(words)
  const services = servicesTo(words, { carried, sourcePorts, objects })
  const end = tail(words)
  const unsure = [
    ...carried.unsure,
    ...from.unsure,
    ...to.unsure,
    ...services.unsure,
    ...end.unsure,
  ]
  return ruleOf(verb, unsure, wish, {
    sources: within(from, wish),
    destinations: within(to, wish),
    services: services.all,
    states: end.states,
  })
}

function carriedOf(words: Words, objects: Objects): Services {
  const first = words.take()
  if (first === 'object' || first === 'object-group') return objects.services(first, words.take())
  return protocolService(first)
}

type PortChoice = Ports & { readonly isGroup?: true; readonly services?: readonly ServiceMatch[] }

/** Ports of the source, where they stand; a service group there names its ports as source ports. */
function maybePorts(words: Words, objects: Objects): PortChoice | null {
  if (isPortWord(words.peek())) return portsOf(words)
  if (words.peek() !== 'object-group' || !objects.hasService(words.peek(1))) return null
  words.take()
  const group = objects.services('object-group', words.take())
  return { all: group.all.flatMap((one) => [...one.destinationPorts]), unsure: group.unsure }
}

function servicesTo(
  words: Words,
  given: {
    readonly carried: Services
    readonly sourcePorts: PortChoice | null
    readonly objects: Objects
  },
): Services {
  const { carried, sourcePorts, objects } = given
  const unsure: string[] = [...(sourcePorts?.unsure ?? [])]
  let all = carried.all
  if (sourcePorts !== null) {
    all = all.map((one) => ({ ...one, sourcePorts: normal(sourcePorts.all) }))
  }
  const icmp = icmpProtocol(carried)
  if (icmp !== null) {
    const word = words.peek()
    if (word === 'object-group') {
      words.take()
      const group = objects.services('object-group', words.take())
      return {
        all: group.all.map((one) => ({ ...one, protocols: [[icmp, icmp]] })),
        unsure: group.unsure,
      }
    }
    const isType =
      word !== '' &&
      (readIcmpType(word, icmp === ICMP ? 4 : 6) !== null || /-unreach|too-big|prohib/.test(word))
    if (!isType) return { all, unsure }
    const types = icmpOf(words, icmp)
    all = all.map((one) => ({ ...one, destinationPorts: normal(types.all) }))
    return { all, unsure: [...unsure, ...types.unsure] }
  }
  if (isPortWord(words.peek())) {
    const ports = portsOf(words)
    all = all.map((one) => ({ ...one, destinationPorts: normal(ports.all) }))
    return { all, unsure: [...unsure, ...ports.unsure] }
  }
  if (words.peek() === 'object-group' && objects.hasService(words.peek(1))) {
    words.take()
    const group = objects.services('object-group', words.take())
    const joined = all.flatMap((one) =>
      group.all.map((other) => ({
        protocols: common(one.protocols, other.protocols),
        sourcePorts: common(one.sourcePorts, other.sourcePorts),
        destinationPorts: other.destinationPorts,
      })),
    )
    return { all: joined, unsure: [...unsure, ...group.unsure] }
  }
  return { all, unsure }
}

function icmpProtocol({ all }: Services): number | null {
  const [one, more] = all
  if (one === undefined || more !== undefined) return null
  const [pair] = one.protocols
  const isWhole = one.destinationPorts[0]?.[1] === ANY_PORT[1]
  if (pair === undefined || pair[0] !== pair[1] || !isWhole) return null
  return pair[0] === ICMP || pair[0] === ICMPV6 ? pair[0] : null
}

/** What stands behind the addresses: logs are silent, `established` is a state, the rest unsure. */
function tail(words: Words): {
  readonly states: readonly Interval<number>[]
  readonly unsure: readonly string[]
} {
  let states: readonly Interval<number>[] = [ANY_STATE]
  const unsure: string[] = []
  while (!words.isEmpty) {
    const word = words.take()
    if (silent.has(word)) {
      if (word === 'reflect') words.take()
      while (levels.test(words.peek())) words.take()
    } else if (silentWithValue.has(word)) {
      words.take()
    } else if (word === 'established') {
      // Segments with ACK or RST: whatever opens a connection has neither.
      states = [[1, ANY_STATE[1]]]
    } else {
      unsure.push(`"${[word, words.rest].join(' ').trim()}" is not read here`)
      break
    }
  }
  return { states, unsure }
}

export const BOTH_FAMILIES: readonly Interval<bigint>[] = [ANY_IPV6, ANY_IPV4]
