import { u16be, u32be } from '../big-endian.ts'
import type { Frame } from '../capture/packet.ts'
import { Host, type HostTable } from './host.ts'
import { IpFragments } from './ip-fragments.ts'
import { IpPacket } from './ip-packet.ts'

export const TCP = 6
export const UDP = 17
const V6_HEADER_BYTES = 40
const V6_FRAGMENT = 44
const V6_AUTHENTICATION = 51
/** Hop-by-hop, routing and destination options: next header, then a length in eights. */
const V6_OPTIONS: readonly number[] = [0, 43, 60]
const V6_EXTENSIONS_MAX = 8

export interface TransportSink {
  transport(protocol: number, packet: IpPacket): void
}

/** IPv4 and IPv6 up to the transport header. */
export class IpLayer {
  readonly #hosts: HostTable
  readonly #sink: TransportSink
  readonly #packet = new IpPacket(new Host('', false))
  readonly fragments = new IpFragments()

  constructor(hosts: HostTable, sink: TransportSink) {
    this.#hosts = hosts
    this.#sink = sink
  }

  v4(frame: Frame, at: number): void {
    const { bytes, end } = frame
    if (end - at < 20) return
    const first = bytes[at] ?? 0
    const headerBytes = (first & 15) * 4
    if (first >> 4 !== 4 || headerBytes < 20 || at + headerBytes > end) return
    const packet = this.#packet
    packet.from = this.#hosts.v4(bytes, at + 12)
    packet.to = this.#hosts.v4(bytes, at + 16)
    packet.from.count(frame.at)
    packet.header = bytes
    packet.addressesAt = at + 12
    packet.addressBytes = 4
    // Zero where the network card cuts the segments: then the frame says how long it is.
    const onWire = frame.start + frame.wireLength - at
    const total = u16be(bytes, at + 2) || onWire
    if (total < headerBytes) return
    const flags = u16be(bytes, at + 6)
    const protocol = bytes[at + 9] ?? 0
    this.#fill(bytes, at + headerBytes, at + total, end)
    const fragment = (flags & 0x1fff) * 8
    const more = (flags & 0x2000) !== 0
    if (fragment === 0 && !more) this.#sink.transport(protocol, packet)
    else {
      const key = `${bytes.toString('latin1', at + 12, at + 20)}${u16be(bytes, at + 4)}/${protocol}`
      this.#fragment(key, fragment, !more, protocol)
    }
  }

  v6(frame: Frame, at: number): void {
    const { bytes, end } = frame
    if (end - at < V6_HEADER_BYTES || (bytes[at] ?? 0) >> 4 !== 6) return
    const packet = this.#packet
    packet.from = this.#hosts.v6(bytes, at + 8)
    packet.to = this.#hosts.v6(bytes, at + 24)
    packet.from.count(frame.at)
    packet.header = bytes
    packet.addressesAt = at + 8
    packet.addressBytes = 16
    const onWire = frame.start + frame.wireLength
    const payload = u16be(bytes, at + 4)
    const payloadEnd = payload === 0 ? onWire : at + V6_HEADER_BYTES + payload
    let next = bytes[at + 6] ?? 0
    let from = at + V6_HEADER_BYTES
    for (let i = 0; i < V6_EXTENSIONS_MAX && from + 8 <= end; i++) {
      if (next === V6_FRAGMENT) {
        this.#fill(bytes, from + 8, payloadEnd, end)
        const field = u16be(bytes, from + 2)
        const key = `${bytes.toString('latin1', at + 8, at + 40)}${u32be(bytes, from + 4)}`
        const protocol = bytes[from] ?? 0
        if ((field & 0xfff9) === 0) this.#sink.transport(protocol, packet)
        else this.#fragment(key, field & 0xfff8, (field & 1) === 0, protocol)
        return
      }
      const words = bytes[from + 1] ?? 0
      const length = next === V6_AUTHENTICATION ? (words + 2) * 4 : (words + 1) * 8
      if (next !== V6_AUTHENTICATION && !V6_OPTIONS.includes(next)) break
      next = bytes[from] ?? 0
      from += length
    }
    if (from > payloadEnd || from > end) return
    this.#fill(bytes, from, payloadEnd, end)
    this.#sink.transport(next, packet)
  }

  #fill(bytes: Buffer, start: number, wireEnd: number, keptEnd: number): void {
    const packet = this.#packet
    packet.bytes = bytes
    packet.start = start
    packet.end = Math.max(start, Math.min(wireEnd, keptEnd))
    packet.missing = Math.max(0, wireEnd - packet.end)
  }

  /** Only the last fragment may have a length that is no multiple of eight. */
  #fragment(key: string, from: number, last: boolean, protocol: number): void {
    const packet = this.#packet
    const length = packet.end - packet.start
    if (packet.missing > 0 || (!last && length % 8 !== 0)) return
    const content = packet.bytes.subarray(packet.start, packet.end)
    const whole = this.fragments.add(key, from, content, last)
    if (whole === null) return
    this.#fill(whole, 0, whole.length, whole.length)
    this.#sink.transport(protocol, packet)
  }
}
