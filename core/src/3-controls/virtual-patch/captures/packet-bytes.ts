/** A TCP segment or a UDP datagram with its two ends. */
export type Packet = {
  readonly transport: 'tcp' | 'udp'
  readonly from: { readonly address: string; readonly port: number }
  readonly to: { readonly address: string; readonly port: number }
  readonly payload: readonly number[]
  /** Counts up within the capture. */
  readonly identification: number
  readonly tcp?: {
    readonly sequence: number
    readonly acknowledged: number
    readonly flags: number
  }
}

export const TCP_FLAGS = { fin: 0x01, syn: 0x02, push: 0x08, acknowledge: 0x10 } as const

const IPV4 = 0x0800
const PROTOCOLS = { tcp: 6, udp: 17 } as const

/** Ethernet II, IPv4 (RFC 791), TCP (RFC 9293) or UDP (RFC 768), with right lengths and checksums. */
export function packetBytes(packet: Packet): readonly number[] {
  const transport = packet.tcp === undefined ? udpBytes(packet) : tcpBytes(packet, packet.tcp)
  const header = ipHeader(packet, transport.length)
  return [...hardware(packet.to.address), ...hardware(packet.from.address), ...two(IPV4)].concat(
    header,
    transport,
  )
}

/** A locally administered address that follows from the IPv4 one. */
function hardware(address: string): readonly number[] {
  return [0x02, 0x00, ...octets(address)]
}

function ipHeader(packet: Packet, length: number): number[] {
  const head = [
    ...[0x45, 0x00, ...two(20 + length)],
    ...[...two(packet.identification & 0xffff), 0x40, 0x00],
    ...[64, PROTOCOLS[packet.transport], 0, 0],
    ...[...octets(packet.from.address), ...octets(packet.to.address)],
  ]
  return withChecksum(head, 10, head)
}

function tcpBytes(packet: Packet, tcp: NonNullable<Packet['tcp']>): number[] {
  const segment = [
    ...[...two(packet.from.port), ...two(packet.to.port)],
    ...[...four(tcp.sequence), ...four(tcp.acknowledged)],
    ...[0x50, tcp.flags, ...two(0xffff), 0, 0, 0, 0],
    ...packet.payload,
  ]
  return withChecksum(segment, 16, [...pseudoHeader(packet, segment.length), ...segment])
}

function udpBytes(packet: Packet): number[] {
  const datagram = [
    ...[...two(packet.from.port), ...two(packet.to.port)],
    ...[...two(8 + packet.payload.length), 0, 0],
    ...packet.payload,
  ]
  const sum = withChecksum(datagram, 6, [...pseudoHeader(packet, datagram.length), ...datagram])
  // RFC 768: a checksum that comes to zero is sent as all ones.
  if (sum[6] === 0 && sum[7] === 0) sum.fill(0xff, 6, 8)
  return sum
}

function pseudoHeader({ from, to, transport }: Packet, length: number): readonly number[] {
  return [...octets(from.address), ...octets(to.address), 0, PROTOCOLS[transport], ...two(length)]
}

/** The ones' complement sum of RFC 1071 over `covered`, put at its place in `bytes`. */
function withChecksum(bytes: number[], at: number, covered: readonly number[]): number[] {
  let sum = 0
  for (let index = 0; index < covered.length; index += 2) {
    sum += ((covered[index] ?? 0) << 8) | (covered[index + 1] ?? 0)
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  const [high = 0, low = 0] = two(~sum & 0xffff)
  const out = [...bytes]
  out[at] = high
  out[at + 1] = low
  return out
}

function octets(address: string): readonly number[] {
  return address.split('.').map(Number)
}

export function two(value: number): readonly number[] {
  return [(value >>> 8) & 0xff, value & 0xff]
}

export function four(value: number): readonly number[] {
  return [...two(value >>> 16), ...two(value)]
}

/** The low byte first, as CIP and DNP3 write numbers. */
export function lowFirst(value: number, bytes: number): readonly number[] {
  return Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) & 0xff)
}
