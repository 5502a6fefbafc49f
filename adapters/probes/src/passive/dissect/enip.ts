import { u16le, u32le } from '../big-endian.ts'
import type { FactBook } from '../fact-book.ts'
import {
  type Conversation,
  type Datagram,
  NEEDS_MORE,
  NOT_THIS_PROTOCOL,
  type StreamDissector,
  type StreamProtocol,
} from '../network/dissector.ts'
import type { Host } from '../network/host.ts'
import { tellIdentity } from './cip-identity.ts'
import { CipMessages } from './cip-messages.ts'

const HEADER_BYTES = 24
const LIST_IDENTITY = 0x63
const SEND_RR_DATA = 0x6f
const SEND_UNIT_DATA = 0x70
const COMMANDS: readonly number[] = [
  0,
  4,
  LIST_IDENTITY,
  0x64,
  0x65,
  0x66,
  SEND_RR_DATA,
  SEND_UNIT_DATA,
]
const CONNECTED_ADDRESS = 0xa1
const CONNECTED_DATA = 0xb1
const UNCONNECTED_DATA = 0xb2
const IDENTITY_ITEM = 0x0c
/** Protocol version and socket address stand before the attributes. */
const BEFORE_IDENTITY = 18
const ITEMS_MAX = 16

/** EtherNet/IP encapsulation (CIP volume 2, chapter 2). */
export const etherNetIp: StreamProtocol = {
  name: 'ethernet-ip',
  ports: [44_818],
  looksLike: null,
  begin: (conversation) => new EnipStream(conversation),
}

class EnipStream implements StreamDissector {
  readonly #conversation: Conversation
  readonly #cip: CipMessages
  #asked = false
  #answered = false

  constructor(conversation: Conversation) {
    this.#conversation = conversation
    this.#cip = new CipMessages(conversation)
  }

  lengthOf(bytes: Buffer, start: number, end: number): number {
    if (end - start < HEADER_BYTES) return NEEDS_MORE
    return COMMANDS.includes(u16le(bytes, start))
      ? HEADER_BYTES + u16le(bytes, start + 2)
      : NOT_THIS_PROTOCOL
  }

  message(bytes: Buffer, start: number, end: number, fromClient: boolean): void {
    this.#announce(fromClient)
    const command = u16le(bytes, start)
    const failed = u32le(bytes, start + 8) !== 0
    if (failed) return
    if (command === LIST_IDENTITY && !fromClient) {
      listIdentity(this.#conversation.book, this.#conversation.server, bytes, start, end)
    } else if (command === SEND_RR_DATA || command === SEND_UNIT_DATA) {
      this.#items(bytes, start, end, fromClient)
    }
  }

  gap(): void {
    this.#cip.clear()
  }

  release(): void {
    this.#cip.clear()
  }

  #announce(fromClient: boolean): void {
    const { client, server, book } = this.#conversation
    if (fromClient && !this.#asked) book.seen(client, 'ethernet-ip', 'client')
    if (!fromClient && !this.#answered) book.seen(server, 'ethernet-ip', 'device')
    if (fromClient) this.#asked = true
    else this.#answered = true
  }

  #items(bytes: Buffer, start: number, end: number, fromClient: boolean): void {
    const count = Math.min(u16le(bytes, start + HEADER_BYTES + 6), ITEMS_MAX)
    let at = start + HEADER_BYTES + 8
    let connection = 0
    for (let i = 0; i < count && at + 4 <= end; i++) {
      const [type, length] = [u16le(bytes, at), u16le(bytes, at + 2)]
      const content = at + 4
      at = content + length
      if (at > end) return
      if (type === CONNECTED_ADDRESS && length === 4) connection = u32le(bytes, content)
      if (type === UNCONNECTED_DATA) {
        const key = bytes.toString('latin1', start + 12, start + 20)
        const span = { bytes, start: content, end: at }
        if (fromClient) this.#cip.request(key, span)
        else this.#cip.answer(key, null, span)
      }
      if (type === CONNECTED_DATA && length > 2) {
        const span = { bytes, start: content + 2, end: at }
        this.#connected(connection, u16le(bytes, content), span, fromClient)
      }
    }
  }

  /** Question and answer share the number; the connection has another identifier each way. */
  #connected(
    connection: number,
    sequence: number,
    span: { readonly bytes: Buffer; readonly start: number; readonly end: number },
    fromClient: boolean,
  ): void {
    if (fromClient) {
      this.#cip.request(`${connection}/${sequence}`, span)
      this.#cip.request(`/${sequence}`, span)
      return
    }
    const route = this.#cip.routeOf(connection)
    const key = route === null ? `/${sequence}` : `${route.out}/${sequence}`
    this.#cip.answer(key, route?.unit ?? null, span)
  }
}

/** ListIdentity and I/O over UDP. */
export function enipDatagram(book: FactBook, datagram: Datagram): void {
  const { bytes, start, end, from } = datagram
  if (datagram.fromPort !== 44_818 || end - start < HEADER_BYTES) return
  if (u16le(bytes, start) === LIST_IDENTITY && u32le(bytes, start + 8) === 0) {
    listIdentity(book, from, bytes, start, end)
  }
}

/** Cyclic I/O: a sequenced address and connected data, and nothing of an identity. */
export function enipIo(book: FactBook, { bytes, start, end, from }: Datagram): void {
  const isIo = u16le(bytes, start) === 2 && u16le(bytes, start + 2) === 0x8002
  if (isIo && end - start > 14) book.seen(from, 'ethernet-ip', 'device')
}

function listIdentity(book: FactBook, from: Host, bytes: Buffer, start: number, end: number): void {
  const count = Math.min(u16le(bytes, start + HEADER_BYTES), ITEMS_MAX)
  let at = start + HEADER_BYTES + 2
  for (let i = 0; i < count && at + 4 <= end; i++) {
    const [type, length] = [u16le(bytes, at), u16le(bytes, at + 2)]
    const content = at + 4
    at = content + length
    if (at > end) return
    if (type === IDENTITY_ITEM) tellIdentity(book.of(from), bytes, content + BEFORE_IDENTITY, at)
  }
}
