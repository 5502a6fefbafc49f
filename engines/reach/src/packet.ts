import { ANY_ADDRESS, formatAddress, formatNetwork } from './address.ts'
import type { Interval } from './interval.ts'

/**
 * What a packet is to the connection it belongs to. The first packet of a connection is `opening`
 * (a TCP segment with SYN alone, or the first datagram); `stray` is a TCP segment of no known
 * connection that is not one. The others belong to a connection that a firewall knows.
 */
export const states = [
  ...['opening', 'stray', 'established-original', 'established-reply'],
  ...['related', 'invalid', 'untracked'],
] as const
export type State =
  | 'opening'
  | 'stray'
  | 'established-original'
  | 'established-reply'
  | 'related'
  | 'invalid'
  | 'untracked'
export const STATE_MAX = states.length - 1
export const OPENING: Interval<number> = [0, 0]
export const SESSION: Interval<number> = [2, 2]
export const REPLY: Interval<number> = [3, 3]
export const ANY_STATE: Interval<number> = [0, STATE_MAX]

export const PORT_MAX = 65_535
export const ANY_PORT: Interval<number> = [0, PORT_MAX]
export const ANY_PROTOCOL: Interval<number> = [0, 255]

export const ICMP = 1
export const TCP = 6
export const UDP = 17
export const ICMPV6 = 58

/**
 * A set of packets: every combination of its intervals. `destinationPort` of ICMP and ICMPv6 is
 * type × 256 + code; protocols without ports leave both ports whole.
 */
export type Box = {
  readonly source: Interval<bigint>
  readonly destination: Interval<bigint>
  readonly protocol: Interval<number>
  readonly sourcePort: Interval<number>
  readonly destinationPort: Interval<number>
  readonly state: Interval<number>
}

export const EVERY_PACKET: Box = {
  source: ANY_ADDRESS,
  destination: ANY_ADDRESS,
  protocol: ANY_PROTOCOL,
  sourcePort: ANY_PORT,
  destinationPort: ANY_PORT,
  state: ANY_STATE,
}

/** One packet of the box: the first host of each end, a usual client port where it may be one. */
export function witnessOf(box: Box): Box {
  const point = <T>(value: T): Interval<T> => [value, value]
  const [from, to] = box.sourcePort
  const usual = Math.min(to, Math.max(from, 49_152))
  return {
    source: point(hostIn(box.source)),
    destination: point(hostIn(box.destination)),
    protocol: point(box.protocol[0] <= TCP && TCP <= box.protocol[1] ? TCP : box.protocol[0]),
    sourcePort: point(usual),
    destinationPort: point(box.destinationPort[0]),
    state: point(box.state[0]),
  }
}

/** The first address that a host may have: that of a network itself is nobody's. */
function hostIn([low, high]: Interval<bigint>): bigint {
  return high - low > 1n ? low + 1n : low
}

/** A box as it is printed and sent: addresses and services in words. */
export type PacketsInWords = {
  readonly source: string
  readonly destination: string
  readonly protocol: string
  readonly sourcePort: string
  readonly destinationPort: string
  readonly state: string
}

const protocolNames: Readonly<Record<number, string>> = {
  [ICMP]: 'icmp',
  [TCP]: 'tcp',
  [UDP]: 'udp',
  [ICMPV6]: 'icmpv6',
  47: 'gre',
  50: 'esp',
  51: 'ah',
  89: 'ospf',
  132: 'sctp',
}

export function nameOfProtocol(protocol: number): string {
  return protocolNames[protocol] ?? `protocol ${protocol}`
}

export function packetsInWords(box: Box): PacketsInWords {
  const [low, high] = box.protocol
  const one = low === high
  const isIcmp = one && (low === ICMP || low === ICMPV6)
  return {
    source: formatNetwork(box.source),
    destination: formatNetwork(box.destination),
    protocol: one ? nameOfProtocol(low) : low === 0 && high === 255 ? 'any' : `${low}-${high}`,
    sourcePort: rangeInWords(box.sourcePort),
    destinationPort: isIcmp ? icmpInWords(box.destinationPort) : rangeInWords(box.destinationPort),
    state: statesInWords(box.state),
  }
}

function rangeInWords([low, high]: Interval<number>): string {
  if (low === 0 && high === PORT_MAX) return 'any'
  return low === high ? `${low}` : `${low}-${high}`
}

function icmpInWords([low, high]: Interval<number>): string {
  if (low === 0 && high === PORT_MAX) return 'any'
  const words = (value: number) => `type ${value >> 8} code ${value & 255}`
  if ((low & 255) === 0 && high === low + 255) return `type ${low >> 8}`
  return low === high ? words(low) : `${words(low)} to ${words(high)}`
}

function statesInWords([low, high]: Interval<number>): string {
  if (low === 0 && high === STATE_MAX) return 'any'
  return states.slice(low, high + 1).join(', ')
}

/** One packet in a line for people. */
export function packetInALine(box: Box): string {
  const { protocol, sourcePort, destinationPort } = packetsInWords(box)
  const ports = protocol === 'tcp' || protocol === 'udp'
  const from = formatAddress(box.source[0]) + (ports ? ` port ${sourcePort}` : '')
  const to = formatAddress(box.destination[0])
  return `${protocol} from ${from} to ${to}${ports ? ` port ${destinationPort}` : ''}`
}
