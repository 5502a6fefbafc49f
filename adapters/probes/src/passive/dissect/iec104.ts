import { u16le } from '../big-endian.ts'
import {
  type Conversation,
  NEEDS_MORE,
  NOT_THIS_PROTOCOL,
  type StreamDissector,
  type StreamProtocol,
} from '../network/dissector.ts'

const PROTOCOL = 'iec-104'
const START = 0x68
const HEADER_BYTES = 6
/** Type, qualifier, cause and common address of an ASDU. */
const ASDU_HEAD_BYTES = 6
const LENGTH_MAX = 253

/** IEC 60870-5-104: presence, and the common addresses that a station answers for. */
export const iec104: StreamProtocol = {
  name: PROTOCOL,
  ports: [2404],
  looksLike: null,
  begin: (conversation) => new Iec104Stream(conversation),
}

class Iec104Stream implements StreamDissector {
  readonly #conversation: Conversation
  #seen = { client: false, server: false }
  #station = -1

  constructor(conversation: Conversation) {
    this.#conversation = conversation
  }

  lengthOf(bytes: Buffer, start: number, end: number): number {
    if (bytes[start] !== START) return NOT_THIS_PROTOCOL
    if (end - start < 2) return NEEDS_MORE
    const length = bytes[start + 1] ?? 0
    return length >= 4 && length <= LENGTH_MAX ? 2 + length : NOT_THIS_PROTOCOL
  }

  message(bytes: Buffer, start: number, end: number, fromClient: boolean): void {
    const { client, server, book } = this.#conversation
    const side = fromClient ? 'client' : 'server'
    if (!this.#seen[side]) {
      this.#seen[side] = true
      book.seen(fromClient ? client : server, PROTOCOL, fromClient ? 'client' : 'device')
    }
    const carriesAsdu = ((bytes[start + 2] ?? 1) & 1) === 0
    if (fromClient || !carriesAsdu || end - start < HEADER_BYTES + ASDU_HEAD_BYTES) return
    const station = u16le(bytes, start + HEADER_BYTES + 4)
    if (station === this.#station) return
    this.#station = station
    book.of(server).fact(PROTOCOL, 'station', String(station))
  }

  gap(): void {
    this.#station = -1
  }

  release(): void {
    this.gap()
  }
}
