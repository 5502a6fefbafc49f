import type { JsonValue } from '@holdpoint/std'
import { ANY_IPV4, ANY_IPV6 } from '../../address.ts'
import type { Interval } from '../../interval.ts'
import { ICMP, ICMPV6, TCP, UDP } from '../../packet.ts'
import { type Draft, withAddresses, withInterface, withNumbers, withUnsure } from '../draft.ts'
import { icmpInterval, readIcmpType, readPort, readProtocol } from '../names.ts'
import { field, isObject, listOf, textOf } from './json.ts'
import { addressesOf, bare, numbersOf } from './values.ts'

/** The elements of a named set; null where they change by themselves or are not known. */
export type SetOf = (name: string) => readonly JsonValue[] | null

const FLAG_BITS: Readonly<Record<string, number>> = {
  ...{ fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32, ecn: 64, cwr: 128 },
}
const SYN = 2
const NOT_OPENING: Interval<number> = [1, 6]

/** One condition of a rule: what it leaves of the draft, as a choice of several. */
export function condition(draft: Draft, match: JsonValue, setOf: SetOf): readonly Draft[] {
  const op = textOf(field(match, 'op')) ?? '=='
  const left = field(match, 'left')
  const right = field(match, 'right')
  const values = valuesOf(right, setOf)
  if (values === null) return [withUnsure(draft, 'a set whose elements are not known here')]
  const concat = field(left, 'concat')
  if (Array.isArray(concat))
    return tuples(draft, { op, keys: concat as JsonValue[], values, setOf })
  const flags = flagsMask(left)
  if (flags !== null) return flagCondition(draft, { op, mask: flags, values })
  if (isStates(left) && op === 'in')
    return [oneOf(draft, left, { values: listOf(right), negated: false })]
  if (op === '==' || op === '!=' || (op === 'in' && values.length === 1)) {
    return [oneOf(draft, left, { values, negated: op === '!=' })]
  }
  const bounded = boundOf(op, values[0])
  if (bounded === null) return [withUnsure(draft, `the comparison ${op}`)]
  return [oneOf(draft, left, { values: [bounded], negated: false })]
}

function isStates(left: JsonValue | undefined): boolean {
  return field(field(left, 'ct'), 'key') === 'state'
}

/** What stands on the right, one value each. */
function valuesOf(right: JsonValue | undefined, setOf: SetOf): readonly JsonValue[] | null {
  if (typeof right === 'string' && right.startsWith('@')) return setOf(right.slice(1))
  const set = field(right, 'set')
  if (typeof set === 'string' && set.startsWith('@')) return setOf(set.slice(1))
  if (set !== undefined) return listOf(set).map(bare)
  if (right === undefined) return null
  return Array.isArray(right) ? (right as JsonValue[]) : [right]
}

function boundOf(op: string, value: JsonValue | undefined): JsonValue | null {
  if (typeof value !== 'number') return null
  switch (op) {
    case '<':
      return { range: [0, value - 1] }
    case '<=':
      return { range: [0, value] }
    case '>':
      return { range: [value + 1, 65_535] }
    case '>=':
      return { range: [value, 65_535] }
    default:
      return null
  }
}

type Wanted = { readonly values: readonly JsonValue[]; readonly negated: boolean }

/** `ip saddr . tcp dport { … }`: each element is a choice of its own. */
function tuples(
  draft: Draft,
  wish: {
    readonly op: string
    readonly keys: readonly JsonValue[]
    readonly values: readonly JsonValue[]
    readonly setOf: SetOf
  },
): readonly Draft[] {
  if (wish.op === '!=') return [withUnsure(draft, 'the negation of a concatenation')]
  return wish.values.map((value) => {
    const parts = field(value, 'concat')
    if (!Array.isArray(parts) || parts.length !== wish.keys.length) {
      return withUnsure(draft, 'an element that does not fit its concatenation')
    }
    return wish.keys.reduce<Draft>(
      (sum, key, at) => oneOf(sum, key, { values: [parts[at] as JsonValue], negated: false }),
      draft,
    )
  })
}

/** One field against a choice of values. */
export function oneOf(draft: Draft, left: JsonValue | undefined, wanted: Wanted): Draft {
  const payload = field(left, 'payload')
  if (payload !== undefined) return payloadIs(draft, payload, wanted)
  const meta = field(left, 'meta')
  if (meta !== undefined) return metaIs(draft, textOf(field(meta, 'key')) ?? '', wanted)
  const ct = field(left, 'ct')
  if (ct !== undefined) return trackedIs(draft, ct, wanted)
  const what = isObject(left) ? Object.keys(left).join(', ') : 'a condition'
  return withUnsure(draft, `${what}: a condition that is not read here`)
}

function payloadIs(draft: Draft, payload: JsonValue, wanted: Wanted): Draft {
  const protocol = textOf(field(payload, 'protocol'))
  const name = textOf(field(payload, 'field'))
  if (protocol === null || name === null) return withUnsure(draft, 'raw bytes of the packet')
  switch (protocol) {
    case 'ip':
    case 'ip6':
      return networkIs(draft, protocol, name, wanted)
    case 'tcp':
    case 'udp':
    case 'sctp':
    case 'dccp':
    case 'udplite':
    case 'th':
      return portIs(draft, protocol, name, wanted)
    case 'icmp':
    case 'icmpv6':
      return icmpIs(draft, protocol, name, wanted)
    default:
      return withUnsure(draft, `${protocol} ${name}`)
  }
}

function networkIs(draft: Draft, protocol: 'ip' | 'ip6', name: string, wanted: Wanted): Draft {
  const family = protocol === 'ip' ? ANY_IPV4 : ANY_IPV6
  const ofFamily = (side: 'sources' | 'destinations', from: Draft) =>
    withAddresses(from, side, { all: [family] })
  const both = ofFamily('sources', ofFamily('destinations', draft))
  if (name === 'saddr' || name === 'daddr') {
    const side = name === 'saddr' ? 'sources' : 'destinations'
    const all = wanted.values.map(addressesOf)
    const known = all.filter((one) => one !== null)
    if (known.length < all.length) return withUnsure(both, `${protocol} ${name}: an unread address`)
    return withAddresses(both, side, { all: known, negated: wanted.negated })
  }
  if (name === 'protocol' || name === 'nexthdr') {
    return numbersIn(both, 'protocols', wanted, readProtocol)
  }
  return withUnsure(both, `${protocol} ${name}`)
}

const transports: Readonly<Record<string, readonly Interval<number>[]>> = {
  tcp: [[TCP, TCP]],
  udp: [[UDP, UDP]],
  sctp: [[132, 132]],
  dccp: [[33, 33]],
  udplite: [[136, 136]],
  // The first bytes behind the IP header, whatever they are.
  th: [[0, 255]],
}

function portIs(draft: Draft, protocol: string, name: string, wanted: Wanted): Draft {
  const carried = withNumbers(draft, 'protocols', { all: transports[protocol] ?? [] })
  if (protocol === 'tcp' && name === 'flags') {
    const [first] = flagCondition(carried, { op: '==', mask: 255, values: wanted.values })
    return withUnsure(first ?? carried, 'TCP flags')
  }
  if (name !== 'sport' && name !== 'dport') return withUnsure(carried, `${protocol} ${name}`)
  const side = name === 'sport' ? 'sourcePorts' : 'destinationPorts'
  const ported = numbersIn(carried, side, wanted, readPort)
  if (protocol !== 'th') return ported
  const hasPorts = [6, 17, 33, 132, 136].some((one) =>
    draft.protocols.some(([low, high]) => low <= one && one <= high),
  )
  const only = draft.protocols.every(
    ([low, high]) => low === high && [6, 17, 33, 132, 136].includes(low),
  )
  return hasPorts && only ? ported : withUnsure(ported, 'ports of a protocol that is not named')
}

function icmpIs(draft: Draft, protocol: 'icmp' | 'icmpv6', name: string, wanted: Wanted): Draft {
  const number = protocol === 'icmp' ? ICMP : ICMPV6
  const carried = withNumbers(draft, 'protocols', { all: [[number, number]] })
  if (name !== 'type') return withUnsure(carried, `${protocol} ${name}`)
  const read = (one: string | number) => readIcmpType(one, protocol === 'icmp' ? 4 : 6)
  const types = wanted.values.map((value) => numbersOf(value, read))
  const known = types.filter((one) => one !== null)
  if (known.length < types.length) return withUnsure(carried, `${protocol} type: an unread value`)
  const all = known.map(
    ([low, high]): Interval<number> => [icmpInterval(low, null)[0], icmpInterval(high, null)[1]],
  )
  return withNumbers(carried, 'destinationPorts', { all, negated: wanted.negated })
}

function metaIs(draft: Draft, key: string, wanted: Wanted): Draft {
  switch (key) {
    case 'l4proto':
      return numbersIn(draft, 'protocols', wanted, readProtocol)
    case 'nfproto':
    case 'protocol':
      return familyIs(draft, wanted)
    case 'iifname':
    case 'iif':
    case 'oifname':
    case 'oif': {
      const names = wanted.values.map(textOf)
      const known = names.filter((one) => one !== null)
      if (known.length < names.length) return withUnsure(draft, `meta ${key}: an unread interface`)
      const side = key.startsWith('i') ? 'inInterface' : 'outInterface'
      return withInterface(draft, side, { names: known, negated: wanted.negated })
    }
    default:
      return withUnsure(draft, `meta ${key}`)
  }
}

function familyIs(draft: Draft, wanted: Wanted): Draft {
  const families = wanted.values.map((value) => {
    const name = textOf(value)
    if (name === 'ipv4' || name === 'ip' || name === '2') return ANY_IPV4
    return name === 'ipv6' || name === 'ip6' || name === '10' ? ANY_IPV6 : null
  })
  const all = families.filter((one) => one !== null)
  if (all.length < families.length) return withUnsure(draft, 'a protocol below IP')
  const side = { all, negated: wanted.negated }
  return withAddresses(withAddresses(draft, 'sources', side), 'destinations', side)
}

const trackedStates: Readonly<Record<string, readonly Interval<number>[]>> = {
  new: [[0, 1]],
  established: [[2, 3]],
  related: [[4, 4]],
  invalid: [[5, 5]],
  untracked: [[6, 6]],
}

function trackedIs(draft: Draft, ct: JsonValue, wanted: Wanted): Draft {
  const key = textOf(field(ct, 'key')) ?? ''
  const names = wanted.values.map((value) => textOf(value) ?? '')
  if (key === 'state') {
    const all = names.map((name) => trackedStates[name])
    const known = all.filter((one) => one !== undefined)
    if (known.length < all.length) return withUnsure(draft, 'ct state: an unread state')
    return withNumbers(draft, 'states', { all: known.flat(), negated: wanted.negated })
  }
  if (key === 'direction' && names.length === 1) {
    const isReply = (names[0] === 'reply' || names[0] === '1') !== wanted.negated
    // What belongs to no connection has no direction: only its first packet is surely original.
    const sure: Interval<number>[] = isReply ? [[3, 3]] : [[0, 2]]
    return withNumbers(draft, 'states', { all: [...sure, [4, 4]] })
  }
  return withUnsure(draft, `ct ${key}`)
}

function numbersIn(
  draft: Draft,
  side: 'protocols' | 'sourcePorts' | 'destinationPorts',
  wanted: Wanted,
  read: (one: string | number) => number | null,
): Draft {
  const all = wanted.values.map((value) => numbersOf(value, read))
  const known = all.filter((one) => one !== null)
  if (known.length < all.length) return withUnsure(draft, `${side}: an unread value`)
  return withNumbers(draft, side, { all: known, negated: wanted.negated })
}

/** The mask of a condition on TCP flags; null for any other condition. */
function flagsMask(left: JsonValue | undefined): number | null {
  const parts = field(left, '&')
  const isFlags = (value: JsonValue | undefined) =>
    field(field(value, 'payload'), 'protocol') === 'tcp' &&
    field(field(value, 'payload'), 'field') === 'flags'
  if (isFlags(left)) return 255
  if (!Array.isArray(parts) || parts.length !== 2 || !isFlags(parts[0] as JsonValue)) return null
  return bitsOf(parts[1] as JsonValue)
}

function bitsOf(value: JsonValue | undefined): number | null {
  let bits = 0
  for (const one of listOf(value)) {
    const bit = typeof one === 'number' ? one : FLAG_BITS[textOf(one) ?? '']
    if (bit === undefined) return null
    bits |= bit
  }
  return bits
}

/** A packet that opens a connection has SYN alone; of others the flags are not known. */
function flagCondition(
  draft: Draft,
  {
    op,
    mask,
    values,
  }: { readonly op: string; readonly mask: number; readonly values: readonly JsonValue[] },
): readonly Draft[] {
  const carried = withNumbers(draft, 'protocols', { all: [[TCP, TCP]] })
  const wanted = bitsOf(values as readonly JsonValue[] as JsonValue)
  const others = withUnsure(
    withNumbers(carried, 'states', { all: [NOT_OPENING] }),
    'flags of TCP segments that open no connection',
  )
  if (wanted === null || (op !== '==' && op !== '!=')) return [withUnsure(carried, 'TCP flags')]
  const isMet = ((SYN & mask) === wanted) === (op === '==')
  return isMet ? [withNumbers(carried, 'states', { all: [[0, 0]] }), others] : [others]
}
