import { u16be } from '../big-endian.ts'
import type { CapturedProtocol } from '../captured-fact.ts'
import {
  type Conversation,
  NEEDS_MORE,
  NOT_THIS_PROTOCOL,
  type StreamDissector,
  type StreamProtocol,
} from '../network/dissector.ts'
import { HeldBytes } from '../network/held-bytes.ts'
import { mms } from './mms.ts'
import { S7Answers } from './s7-answers.ts'
import { s7PlusText } from './s7-plus.ts'

const TPKT_BYTES = 4
const DATA_UNIT = 0xf0
const CONNECT_REQUEST = 0xe0
const CONNECT_CONFIRM = 0xd0
const DATA_HEADER_BYTES = 3
const LAST_UNIT = 0x80
const S7 = 0x32
const S7_PLUS = 0x72

/** ISO transport over TCP (RFC 1006), and what Siemens and IEC 61850 carry in it. */
export const isoOverTcp: StreamProtocol = {
  name: 'iso-on-tcp',
  ports: [102],
  looksLike: (bytes, start, end) =>
    end - start === lengthOf(bytes, start, end) &&
    bytes[start + TPKT_BYTES + 1] === DATA_UNIT &&
    bytes[start + TPKT_BYTES] === 2,
  begin: (conversation) => new IsoStream(conversation),
}

class IsoStream implements StreamDissector {
  readonly #conversation: Conversation
  readonly #s7: S7Answers
  readonly #units: { readonly client: HeldBytes; readonly server: HeldBytes }
  #announced = new Set<string>()

  constructor(conversation: Conversation) {
    const { budget } = conversation
    this.#conversation = conversation
    this.#s7 = new S7Answers(conversation)
    this.#units = { client: new HeldBytes(budget), server: new HeldBytes(budget) }
  }

  lengthOf(bytes: Buffer, start: number, end: number): number {
    return lengthOf(bytes, start, end)
  }

  message(bytes: Buffer, start: number, end: number, fromClient: boolean): void {
    const at = start + TPKT_BYTES
    const kind = (bytes[at + 1] ?? 0) & 0xf0
    if (kind === CONNECT_REQUEST && fromClient) this.#announce('iso-on-tcp', true)
    if (kind === CONNECT_CONFIRM && !fromClient) this.#announce('iso-on-tcp', false)
    if (kind !== DATA_UNIT || bytes[at] !== 2) return
    const held = fromClient ? this.#units.client : this.#units.server
    const payload = at + DATA_HEADER_BYTES
    const last = ((bytes[at + 2] ?? 0) & LAST_UNIT) !== 0
    if (last && held.length === 0) {
      this.#content(bytes, payload, end, fromClient)
      return
    }
    const room = held.append(bytes, payload, end)
    if (room && !last) return
    if (!room) {
      held.release()
      return
    }
    const whole = held.view()
    this.#content(whole, 0, whole.length, fromClient)
    held.release()
  }

  gap(fromClient: boolean): void {
    if (fromClient) this.#units.client.release()
    else {
      this.#units.server.release()
      this.#s7.gap()
    }
  }

  release(): void {
    this.gap(true)
    this.gap(false)
  }

  #content(bytes: Buffer, start: number, end: number, fromClient: boolean): void {
    const first = bytes[start]
    if (first === S7) {
      this.#announce('s7comm', fromClient)
      if (!fromClient) this.#s7.message(bytes, start, end)
    } else if (first === S7_PLUS) {
      this.#announce('s7comm-plus', fromClient)
      if (!fromClient) s7PlusText(this.#conversation, bytes, start, end)
    } else if (mms(this.#conversation, bytes, start, end, fromClient)) {
      this.#announce('mms', fromClient)
    }
  }

  #announce(protocol: CapturedProtocol, fromClient: boolean): void {
    const key = `${protocol}${fromClient}`
    if (this.#announced.has(key)) return
    this.#announced.add(key)
    const { client, server, book } = this.#conversation
    book.seen(fromClient ? client : server, protocol, fromClient ? 'client' : 'device')
  }
}

function lengthOf(bytes: Buffer, start: number, end: number): number {
  if (end - start < TPKT_BYTES) return NEEDS_MORE
  const length = u16be(bytes, start + 2)
  const sound = bytes[start] === 3 && length >= 7
  return sound ? length : NOT_THIS_PROTOCOL
}
