import { u16be, u32be } from '../big-endian.ts'
import { LIMITS } from '../capture-limits.ts'
import type { FactBook } from '../fact-book.ts'
import type { StreamProtocol } from './dissector.ts'
import { HoldingBudget } from './held-bytes.ts'
import type { Host } from './host.ts'
import type { IpPacket } from './ip-packet.ts'
import { TcpDirection } from './tcp-direction.ts'

const FIN = 1
const SYN = 2
const RST = 4
const ACK = 16
const HEADER_BYTES = 20
/** Segments with content that are looked at before a connection is left alone. */
const LOOKS_MAX = 4

type Connection = {
  readonly keys: readonly [string, string]
  readonly client: TcpDirection
  readonly server: TcpDirection
  readonly serverPort: number
  looks: number
  used: boolean
  fins: number
}

type Flow = { readonly connection: Connection; readonly direction: TcpDirection }

/** The TCP connections of a capture, each put back into order and given to its dissector. */
export class TcpConnections {
  readonly budget = new HoldingBudget()
  readonly #protocols: readonly StreamProtocol[]
  readonly #byPort = new Map<number, StreamProtocol>()
  readonly #book: FactBook
  readonly #flows = new Map<string, Flow>()
  /** In the order of their age; one that was used since gets a second turn. */
  readonly #ages = new Set<Connection>()
  forgotten = 0
  gaps = 0

  constructor(protocols: readonly StreamProtocol[], book: FactBook) {
    this.#protocols = protocols
    this.#book = book
    for (const one of protocols) for (const port of one.ports) this.#byPort.set(port, one)
  }

  packet(packet: IpPacket): void {
    const { bytes, start, end } = packet
    if (end - start < HEADER_BYTES) return
    const payload = start + ((bytes[start + 12] ?? 0) >> 4) * 4
    if (payload < start + HEADER_BYTES || payload > end) return
    const flags = bytes[start + 13] ?? 0
    const length = end - payload
    const key = packet.key()
    let flow = this.#flows.get(key)
    const opens = (flags & SYN) !== 0
    const sequence = u32be(bytes, start + 4)
    if (flow !== undefined && opens && flow.direction.reopens(sequence + 1)) {
      this.#forget(flow.connection)
      flow = undefined
    }
    if (flow === undefined) {
      if ((flags & RST) !== 0 || (length === 0 && !opens)) return
      flow = this.#begin(packet, key, flags)
    }
    const { connection, direction } = flow
    if (opens) direction.open(sequence + 1)
    else if (length > 0) {
      connection.used = true
      if (direction.dissector === null && connection.looks > 0) {
        this.#look(connection, bytes, payload, end)
      }
      if (direction.dissector !== null) {
        direction.segment(sequence, bytes, payload, end, packet.missing)
      }
    }
    if ((flags & (FIN | RST)) !== 0) this.#close(connection, (flags & RST) !== 0)
  }

  /** Nothing more will come. */
  end(): void {
    for (const connection of this.#ages) this.#release(connection)
    this.#ages.clear()
    this.#flows.clear()
  }

  #begin(packet: IpPacket, key: string, flags: number): Flow {
    if (this.#ages.size >= LIMITS.connectionsMax) this.#makeRoom()
    if (this.budget.used > LIMITS.heldBytesMax / 2) this.#giveUpHeld()
    const [fromPort, toPort] = [
      u16be(packet.bytes, packet.start),
      u16be(packet.bytes, packet.start + 2),
    ]
    const fromClient = this.#isClient(fromPort, toPort, flags)
    const [from, to] = [
      new TcpDirection(packet.from, fromClient, this.budget),
      new TcpDirection(packet.to, !fromClient, this.budget),
    ]
    const keys = [key, packet.reverseKey()] as const
    const connection: Connection = {
      keys,
      client: fromClient ? from : to,
      server: fromClient ? to : from,
      serverPort: fromClient ? toPort : fromPort,
      looks: LOOKS_MAX,
      used: false,
      fins: 0,
    }
    const protocol = this.#byPort.get(connection.serverPort)
    if (protocol !== undefined) this.#give(connection, protocol)
    const flow = { connection, direction: from }
    this.#ages.add(connection)
    this.#flows.set(keys[1], { connection, direction: to })
    this.#flows.set(keys[0], flow)
    return flow
  }

  /** A known service has the server's port; else who opened the connection is the client. */
  #isClient(fromPort: number, toPort: number, flags: number): boolean {
    const [fromKnown, toKnown] = [this.#byPort.has(fromPort), this.#byPort.has(toPort)]
    if (fromKnown !== toKnown) return toKnown
    if ((flags & SYN) !== 0) return (flags & ACK) === 0
    return fromPort > toPort
  }

  #look(connection: Connection, bytes: Buffer, start: number, end: number): void {
    connection.looks--
    const protocol = this.#protocols.find((one) => one.looksLike?.(bytes, start, end) === true)
    if (protocol !== undefined) this.#give(connection, protocol)
  }

  #give(connection: Connection, protocol: StreamProtocol): void {
    const { client, server, serverPort } = connection
    const hosts: { client: Host; server: Host } = { client: client.host, server: server.host }
    const conversation = { ...hosts, serverPort, book: this.#book, budget: this.budget }
    const dissector = protocol.begin(conversation)
    client.dissector = dissector
    server.dissector = dissector
    connection.looks = 0
  }

  #close(connection: Connection, reset: boolean): void {
    connection.fins++
    if (reset || connection.fins >= 2) this.#forget(connection)
  }

  #makeRoom(): void {
    for (const connection of this.#ages) {
      if (connection.used) {
        connection.used = false
        this.#ages.delete(connection)
        this.#ages.add(connection)
        continue
      }
      this.forgotten++
      this.#forget(connection)
      return
    }
  }

  /** Half of all that may be held is held: mostly by connections whose rest never came. */
  #giveUpHeld(): void {
    for (const connection of this.#ages) this.#release(connection)
  }

  #forget(connection: Connection): void {
    this.#release(connection)
    this.#ages.delete(connection)
    for (const key of connection.keys) {
      if (this.#flows.get(key)?.connection === connection) this.#flows.delete(key)
    }
  }

  #release(connection: Connection): void {
    for (const end of [connection.client, connection.server]) {
      end.flush()
      end.release()
      this.gaps += end.gaps
      end.gaps = 0
    }
    connection.client.dissector?.release()
  }
}
