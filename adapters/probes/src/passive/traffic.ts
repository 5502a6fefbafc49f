import { u16be } from './big-endian.ts'
import type { Frame, PacketSink } from './capture/packet.ts'
import {
  type DatagramProtocols,
  datagramProtocols,
  etherProtocols,
  streamProtocols,
} from './dissect/protocol-table.ts'
import type { FactBook } from './fact-book.ts'
import type { HostTable } from './network/host.ts'
import { IpLayer, TCP, UDP } from './network/ip-layer.ts'
import type { IpPacket } from './network/ip-packet.ts'
import { LinkLayer } from './network/link-layer.ts'
import { TcpConnections } from './network/tcp-connections.ts'

const UDP_HEADER_BYTES = 8

/** The way of each packet of one capture: link, network, transport, protocol, fact. */
export class Traffic implements PacketSink {
  readonly #book: FactBook
  readonly #hosts: HostTable
  readonly #ip: IpLayer
  readonly #link: LinkLayer
  readonly #tcp: TcpConnections
  readonly #datagrams: DatagramProtocols
  firstAt = 0
  lastAt = 0
  truncated = 0

  constructor(book: FactBook, hosts: HostTable) {
    this.#book = book
    this.#hosts = hosts
    this.#ip = new IpLayer(hosts, this)
    this.#link = new LinkLayer(this.#ip, this)
    this.#tcp = new TcpConnections(streamProtocols, book)
    this.#datagrams = datagramProtocols(book, hosts, this.#tcp.budget)
  }

  packet(frame: Frame): void {
    this.#book.place.packet = frame.number
    if (frame.wireLength > frame.end - frame.start) this.truncated++
    if (frame.at !== 0) {
      if (this.firstAt === 0) this.firstAt = frame.at
      this.lastAt = frame.at
    }
    this.#link.packet(frame)
  }

  transport(protocol: number, packet: IpPacket): void {
    if (protocol === TCP) this.#tcp.packet(packet)
    else if (protocol === UDP) this.#udp(packet)
  }

  etherFrame(etherType: number, frame: Frame, at: number, macAt: number): void {
    const dissect = etherProtocols.get(etherType)
    if (dissect === undefined) return
    const from = this.#hosts.mac(frame.bytes, macAt)
    from.count(frame.at)
    const whole = frame.wireLength === frame.end - frame.start
    // Half an announcement could look like a whole one with less in it.
    if (whole) dissect(this.#book, { bytes: frame.bytes, start: at, end: frame.end, from })
  }

  end(): void {
    this.#tcp.end()
    this.#ip.fragments.end()
  }

  /** What could not be read, and which ends were reached. */
  losses() {
    return {
      truncatedPackets: this.truncated,
      tcpGaps: this.#tcp.gaps,
      incompleteFragments: this.#ip.fragments.incomplete,
      unreadableLinkTypes: [...this.#link.unreadable].map(([linkType, packets]) => ({
        linkType,
        packets,
      })),
      connectionsForgotten: this.#tcp.forgotten,
      heldBytesRefused: this.#tcp.budget.cut,
    }
  }

  #udp(packet: IpPacket): void {
    const { bytes, start } = packet
    if (packet.end - start < UDP_HEADER_BYTES) return
    const fromPort = u16be(bytes, start)
    const toPort = u16be(bytes, start + 2)
    const length = u16be(bytes, start + 4)
    const end = start + length
    // Half a datagram could look like a whole one with less in it.
    if (length < UDP_HEADER_BYTES || end > packet.end) return
    const content = start + UDP_HEADER_BYTES
    const dissect =
      this.#datagrams.byPort.get(toPort) ??
      this.#datagrams.byPort.get(fromPort) ??
      this.#datagrams.byFirstByte.get(bytes[content] ?? -1)
    if (dissect === undefined) return
    const { from, to } = packet
    dissect({ bytes, start: content, end, from, to, fromPort, toPort })
  }
}
