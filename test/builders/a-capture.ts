/** Packet captures made of nothing: what a test says is on the wire, byte for byte. */

export type Endpoint = { readonly ip: string; readonly port: number }

export type CapturedFrame = {
  readonly bytes: Buffer
  /** More than `bytes` where a snap length cut it. */
  readonly wireLength?: number
  readonly atMs?: number
}

export const ETHERNET = 1
const DAY = Date.UTC(2026, 2, 1, 2)

export type PcapForm = {
  readonly big?: boolean
  readonly nanoseconds?: boolean
  readonly linkType?: number
}

export function aPcap(frames: readonly CapturedFrame[], form: PcapForm = {}): Buffer {
  const u32 = wordWriter(form.big === true)
  const u16 = form.big === true ? [0, 2, 0, 4] : [2, 0, 4, 0]
  const magic = form.nanoseconds === true ? 0xa1b23c4d : 0xa1b2c3d4
  const head = [u32(magic), Buffer.from(u16), u32(0), u32(0), u32(65_535)]
  const records = frames.flatMap((frame, i) => {
    const at = frame.atMs ?? DAY + i
    const fraction = (at % 1000) * (form.nanoseconds === true ? 1e6 : 1e3)
    const lengths = [u32(frame.bytes.length), u32(frame.wireLength ?? frame.bytes.length)]
    return [u32(Math.floor(at / 1000)), u32(fraction), ...lengths, frame.bytes]
  })
  return Buffer.concat([...head, u32(form.linkType ?? ETHERNET), ...records])
}

export type PcapngForm = {
  readonly big?: boolean
  readonly linkType?: number
  readonly packetBlock?: 'enhanced' | 'simple' | 'old'
  readonly snapLength?: number
}

export function aPcapng(frames: readonly CapturedFrame[], form: PcapngForm = {}): Buffer {
  const big = form.big === true
  const u32 = wordWriter(big)
  const link = form.linkType ?? ETHERNET
  const linkAndPad = big ? [link >> 8, link & 255, 0, 0] : [link & 255, link >> 8, 0, 0]
  const version = big ? [0, 1, 0, 0] : [1, 0, 0, 0]
  const unknownLength = Buffer.alloc(8, 0xff)
  const section = block(u32, 0x0a0d0d0a, u32(0x1a2b3c4d), Buffer.from(version), unknownLength)
  const face = block(u32, 1, Buffer.from(linkAndPad), u32(form.snapLength ?? 0))
  const packets = frames.map((frame, i) => {
    const wire = frame.wireLength ?? frame.bytes.length
    if (form.packetBlock === 'simple') return block(u32, 3, u32(wire), frame.bytes)
    const microseconds = BigInt(Math.round((frame.atMs ?? DAY + i) * 1e3))
    const high = u32(Number(microseconds >> 32n))
    const low = u32(Number(microseconds & 0xffffffffn))
    const type = form.packetBlock === 'old' ? 2 : 6
    return block(u32, type, u32(0), high, low, u32(frame.bytes.length), u32(wire), frame.bytes)
  })
  return Buffer.concat([section, face, ...packets])
}

export function ethernet(etherType: number, payload: Buffer, tags: readonly number[] = []): Buffer {
  const source = Buffer.from([0x00, 0x0e, 0x8c, 0, 0, 1])
  const tagged = tags.flatMap((type) => [type >> 8, type & 255, 0, 7])
  const head = [Buffer.from([2, 0, 0, 0, 0, 9]), source, Buffer.from(tagged)]
  return Buffer.concat([...head, Buffer.from([etherType >> 8, etherType & 255]), payload])
}

export type IpForm = {
  readonly id?: number
  /** In bytes; a multiple of eight. */
  readonly offset?: number
  readonly more?: boolean
}

export function ipv4(
  addresses: readonly [string, string],
  protocol: number,
  payload: Buffer,
  form: IpForm = {},
): Buffer {
  const header = Buffer.alloc(20)
  header[0] = 0x45
  header.writeUInt16BE(20 + payload.length, 2)
  header.writeUInt16BE(form.id ?? 1, 4)
  header.writeUInt16BE((form.more === true ? 0x2000 : 0) | ((form.offset ?? 0) / 8), 6)
  header[8] = 64
  header[9] = protocol
  for (const [i, address] of addresses.entries()) {
    header.set(address.split('.').map(Number), 12 + i * 4)
  }
  return Buffer.concat([header, payload])
}

/** Addresses are given as the last byte of fd00::. */
export function ipv6(
  [from, to]: readonly [number, number],
  nextHeader: number,
  payload: Buffer,
): Buffer {
  const header = Buffer.alloc(40)
  header[0] = 0x60
  header.writeUInt16BE(payload.length, 4)
  header[6] = nextHeader
  header[8] = 0xfd
  header[23] = from
  header[24] = 0xfd
  header[39] = to
  return Buffer.concat([header, payload])
}

export function udp(ports: readonly [number, number], payload: Buffer): Buffer {
  const header = Buffer.alloc(8)
  header.writeUInt16BE(ports[0], 0)
  header.writeUInt16BE(ports[1], 2)
  header.writeUInt16BE(8 + payload.length, 4)
  return Buffer.concat([header, payload])
}

export type TcpFlags = 'syn' | 'syn-ack' | 'ack' | 'fin' | 'rst'
const FLAGS = { syn: 2, 'syn-ack': 18, ack: 16, fin: 17, rst: 4 } as const

export function tcp(
  ports: readonly [number, number],
  sequence: number,
  payload: Buffer,
  flags: TcpFlags = 'ack',
): Buffer {
  const header = Buffer.alloc(20)
  header.writeUInt16BE(ports[0], 0)
  header.writeUInt16BE(ports[1], 2)
  header.writeUInt32BE(sequence >>> 0, 4)
  header[12] = 0x50
  header[13] = FLAGS[flags]
  return Buffer.concat([header, payload])
}

/** One datagram over IPv4 and Ethernet. */
export function datagram(from: Endpoint, to: Endpoint, payload: Buffer): CapturedFrame {
  const content = udp([from.port, to.port], payload)
  return { bytes: ethernet(0x0800, ipv4([from.ip, to.ip], 17, content)) }
}

export type Said = { readonly by: 'client' | 'server'; readonly bytes: Buffer }

export type TcpForm = {
  /** A segment carries at most so much. */
  readonly segmentBytes?: number
  readonly firstSequence?: number
  readonly withHandshake?: boolean
}

/** A whole TCP conversation, in order, one frame for each segment. */
export function conversation(
  client: Endpoint,
  server: Endpoint,
  said: readonly Said[],
  form: TcpForm = {},
): CapturedFrame[] {
  const first = form.firstSequence ?? 1000
  const next = { client: first + 1, server: first + 1 }
  const segment = (by: 'client' | 'server', bytes: Buffer, at: number, flags: TcpFlags) => {
    const [from, to] = by === 'client' ? [client, server] : [server, client]
    const content = tcp([from.port, to.port], at, bytes, flags)
    return { bytes: ethernet(0x0800, ipv4([from.ip, to.ip], 6, content)) }
  }
  const none = Buffer.alloc(0)
  const opening =
    form.withHandshake === false
      ? []
      : [segment('client', none, first, 'syn'), segment('server', none, first, 'syn-ack')]
  const frames = said.flatMap(({ by, bytes }) => {
    const size = form.segmentBytes ?? 1460
    return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => {
      const part = bytes.subarray(i * size, (i + 1) * size)
      const at = next[by]
      next[by] = (next[by] + part.length) >>> 0
      return segment(by, part, at, 'ack')
    })
  })
  return [...opening, ...frames]
}

function block(u32: (value: number) => Buffer, type: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)])
  const length = u32(padded.length + 12)
  return Buffer.concat([u32(type), length, padded, length])
}

function wordWriter(big: boolean): (value: number) => Buffer {
  return (value) => {
    const bytes = Buffer.alloc(4)
    if (big) bytes.writeUInt32BE(value >>> 0)
    else bytes.writeUInt32LE(value >>> 0)
    return bytes
  }
}
