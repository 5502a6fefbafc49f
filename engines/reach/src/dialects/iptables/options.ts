import { readNetwork } from '../../address.ts'
import type { Interval } from '../../interval.ts'
import { ICMP, ICMPV6, TCP } from '../../packet.ts'
import { type Draft, withAddresses, withInterface, withNumbers, withUnsure } from '../draft.ts'
import { icmpInterval, readIcmpType, readPorts, readProtocol } from '../names.ts'

export type Option = {
  readonly option: string
  readonly given: readonly string[]
  readonly negated: boolean
  readonly family: 4 | 6
}

export type Applied = {
  readonly drafts: readonly Draft[]
  /** How many words of what follows belong to the option. */
  readonly used: number
}

/** The words up to the next option. */
export function argumentsOf(words: readonly string[], from: number): readonly string[] {
  const end = words.findIndex(
    (word, at) => at >= from && (word === '!' || /^-{1,2}[a-z]/i.test(word)),
  )
  return words.slice(from, end < 0 ? words.length : end)
}

const FLAG_BITS: Readonly<Record<string, number>> = {
  ...{ FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ALL: 63, NONE: 0 },
}
const SYN = 2

const trackedStates: Readonly<Record<string, readonly Interval<number>[]>> = {
  NEW: [[0, 1]],
  ESTABLISHED: [[2, 3]],
  RELATED: [[4, 4]],
  INVALID: [[5, 5]],
  UNTRACKED: [[6, 6]],
}

/** Modules that only name what follows, or count. */
const silent = new Set([
  ...['tcp', 'udp', 'icmp', 'icmp6', 'multiport', 'state', 'conntrack', 'iprange', 'comment'],
  ...['sctp', 'udplite', 'dccp'],
])

/** One option of a rule; one that is not known leaves the rule unsure. */
export function applyOption(drafts: readonly Draft[], option: Option): Applied {
  const { given } = option
  const each = (used: number, change: (draft: Draft) => Draft | readonly Draft[]): Applied => ({
    drafts: drafts.flatMap((draft) => change(draft)),
    used,
  })
  const value = given[0]
  if (value === undefined) return each(0, (draft) => withUnsure(draft, option.option))
  switch (option.option) {
    case '-s':
    case '-d':
    case '--src-range':
    case '--dst-range':
      return each(1, (draft) => addressIs(draft, option, value))
    case '-p':
      return each(1, (draft) => protocolIs(draft, option, value))
    case '-i':
    case '-o':
      return each(1, (draft) => interfaceIs(draft, option, value))
    case '--sport':
    case '--dport':
    case '--sports':
    case '--dports':
      return each(1, (draft) => portIs(draft, option, value))
    case '--ports':
      return each(1, (draft) => eitherPort(draft, option, value))
    case '--state':
    case '--ctstate':
      return each(1, (draft) => stateIs(draft, option, value))
    case '--ctdir':
      return each(1, (draft) => directionIs(draft, option, value))
    case '--icmp-type':
    case '--icmpv6-type':
      return each(1, (draft) => icmpIs(draft, option, value))
    case '--tcp-flags':
      return each(2, (draft) => flagsAre(draft, option, given))
    case '-m':
      return each(1, (draft) => (silent.has(value) ? draft : withUnsure(draft, `-m ${value}`)))
    case '--comment':
      return each(1, (draft) => draft)
    default:
      return each(given.length, (draft) => withUnsure(draft, option.option))
  }
}

function addressIs(draft: Draft, { option, negated }: Option, value: string): Draft {
  const side = option === '-s' || option === '--src-range' ? 'sources' : 'destinations'
  const all = value.split(',').map(readNetwork)
  const known = all.filter((one) => one !== null)
  if (known.length < all.length) return withUnsure(draft, `${option} ${value}`)
  return withAddresses(draft, side, { all: known, negated })
}

function protocolIs(draft: Draft, { negated }: Option, value: string): Draft {
  if (value === 'all') return draft
  const protocol = readProtocol(value)
  if (protocol === null) return withUnsure(draft, `-p ${value}`)
  return withNumbers(draft, 'protocols', { all: [[protocol, protocol]], negated })
}

function interfaceIs(draft: Draft, { option, negated }: Option, value: string): Draft {
  const names = [value.endsWith('+') ? `${value.slice(0, -1)}*` : value]
  const side = option === '-i' ? 'inInterface' : 'outInterface'
  return withInterface(draft, side, { names, negated })
}

function portIs(draft: Draft, { option, negated }: Option, value: string): Draft {
  const side = option.startsWith('--s') ? 'sourcePorts' : 'destinationPorts'
  const all = portsOf(value)
  const hasPorts = draft.protocols.every(
    ([low, high]) => low === high && [6, 17, 33, 132, 136].includes(low),
  )
  if (all === null || !hasPorts) return withUnsure(draft, `${option} ${value}`)
  return withNumbers(draft, side, { all, negated })
}

function eitherPort(draft: Draft, { negated }: Option, value: string): readonly Draft[] {
  const all = portsOf(value)
  if (all === null || negated) return [withUnsure(draft, `--ports ${value}`)]
  return [
    withNumbers(draft, 'sourcePorts', { all }),
    withNumbers(draft, 'destinationPorts', { all }),
  ]
}

function portsOf(value: string): readonly Interval<number>[] | null {
  const all = value.split(',').map((one) => {
    if (one.startsWith(':')) return readPorts(`0${one}`)
    return readPorts(one.endsWith(':') ? `${one}65535` : one)
  })
  const known = all.filter((one) => one !== null)
  return known.length < all.length ? null : known
}

function stateIs(draft: Draft, { negated }: Option, value: string): Draft {
  const all = value.split(',').map((one) => trackedStates[one])
  const known = all.filter((one) => one !== undefined)
  if (known.length < all.length) return withUnsure(draft, `--ctstate ${value}`)
  return withNumbers(draft, 'states', { all: known.flat(), negated })
}

function directionIs(draft: Draft, { negated }: Option, value: string): Draft {
  if (value !== 'ORIGINAL' && value !== 'REPLY') return withUnsure(draft, `--ctdir ${value}`)
  const isReply = (value === 'REPLY') !== negated
  return withNumbers(draft, 'states', { all: [isReply ? [3, 3] : [0, 2], [4, 4]] })
}

function icmpIs(draft: Draft, { option, negated, family }: Option, value: string): Draft {
  const protocol = family === 4 ? ICMP : ICMPV6
  const carried = withNumbers(draft, 'protocols', { all: [[protocol, protocol]] })
  if (value === 'any') return carried
  const [name = '', code] = value.split('/')
  const type = readIcmpType(name, family)
  if (type === null || (code !== undefined && !/^\d{1,3}$/.test(code))) {
    return withUnsure(carried, `${option} ${value}`)
  }
  const all = [icmpInterval(type, code === undefined ? null : Number(code))]
  return withNumbers(carried, 'destinationPorts', { all, negated })
}

/** A packet that opens a connection has SYN alone; of others the flags are not known. */
function flagsAre(draft: Draft, { negated }: Option, given: readonly string[]): readonly Draft[] {
  const carried = withNumbers(draft, 'protocols', { all: [[TCP, TCP]] })
  const [mask, wanted] = [bitsOf(given[0]), bitsOf(given[1])]
  if (mask === null || wanted === null) return [withUnsure(carried, '--tcp-flags')]
  const others = withUnsure(
    withNumbers(carried, 'states', { all: [[1, 6]] }),
    'flags of TCP segments that open no connection',
  )
  const isMet = ((SYN & mask) === wanted) !== negated
  return isMet ? [withNumbers(carried, 'states', { all: [[0, 0]] }), others] : [others]
}

function bitsOf(text: string | undefined): number | null {
  let bits = 0
  for (const name of (text ?? '?').split(',')) {
    const bit = FLAG_BITS[name]
    if (bit === undefined) return null
    bits |= bit
  }
  return bits
}
