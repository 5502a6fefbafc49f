import { u16le } from '../big-endian.ts'
import type { FactBook } from '../fact-book.ts'
import type { KnownDevice } from '../known-device.ts'
import {
  type Conversation,
  type Datagram,
  NEEDS_MORE,
  NOT_THIS_PROTOCOL,
  type StreamDissector,
  type StreamProtocol,
} from '../network/dissector.ts'
import { HeldBytes, type HoldingBudget } from '../network/held-bytes.ts'
import type { Host } from '../network/host.ts'
import { readableText } from '../readable-text.ts'
import { dnp3Crc } from './dnp3-crc.ts'

const PROTOCOL = 'dnp3'
const START = 0x6405
const HEADER_BYTES = 10
const BLOCK_BYTES = 16
const CRC_BYTES = 2
const FROM_MASTER = 0x80
const FIRST_SEGMENT = 0x40
const LAST_SEGMENT = 0x80
const RESPONSES: readonly number[] = [0x81, 0x82]
/** Control, function and internal indications. */
const APPLICATION_HEADER_BYTES = 4
const ATTRIBUTES_GROUP = 0
const TEXT_ATTRIBUTE = 1
const APPLICATION_BYTES_MAX = 65_536

/** Device attributes (IEEE 1815, A.1) by variation. */
const attributeFields = {
  242: 'firmware',
  243: 'hardware',
  245: 'location',
  246: 'tag',
  247: 'name',
  248: 'serial',
  250: 'product',
  252: 'vendor',
} as const

export const dnp3: StreamProtocol = {
  name: PROTOCOL,
  ports: [20_000],
  looksLike: (bytes, start, end) => isFrame(bytes, start, end),
  begin: (conversation) => new Dnp3Stream(conversation),
}

class Dnp3Stream implements StreamDissector {
  readonly #conversation: Conversation
  readonly #fragments: { readonly client: HeldBytes; readonly server: HeldBytes }

  constructor(conversation: Conversation) {
    this.#conversation = conversation
    this.#fragments = {
      client: fragment(conversation.budget),
      server: fragment(conversation.budget),
    }
  }

  lengthOf(bytes: Buffer, start: number, end: number): number {
    if (end - start < HEADER_BYTES) return NEEDS_MORE
    return isFrame(bytes, start, end) ? frameLength(bytes, start) : NOT_THIS_PROTOCOL
  }

  message(bytes: Buffer, start: number, end: number, fromClient: boolean): void {
    const { client, server, book } = this.#conversation
    const held = fromClient ? this.#fragments.client : this.#fragments.server
    frame(book, bytes, start, end, fromClient ? client : server, held)
  }

  gap(fromClient: boolean): void {
    if (fromClient) this.#fragments.client.release()
    else this.#fragments.server.release()
  }

  release(): void {
    this.gap(true)
    this.gap(false)
  }
}

/** Over UDP a datagram holds whole frames. */
export function dnp3Datagram(
  book: FactBook,
  { bytes, start, end, from }: Datagram,
  budget: HoldingBudget,
): void {
  const held = fragment(budget)
  for (let at = start; isFrame(bytes, at, end) && at + frameLength(bytes, at) <= end; ) {
    const next = at + frameLength(bytes, at)
    frame(book, bytes, at, next, from, held)
    at = next
  }
  held.release()
}

function fragment(budget: HoldingBudget): HeldBytes {
  return new HeldBytes(budget, APPLICATION_BYTES_MAX)
}

function isFrame(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < HEADER_BYTES || u16le(bytes, start) !== START) return false
  const sound = dnp3Crc(bytes, start, start + 8) === u16le(bytes, start + 8)
  return sound && (bytes[start + 2] ?? 0) >= 5
}

/** The length counts neither itself nor the start nor any checksum. */
function frameLength(bytes: Buffer, start: number): number {
  const user = (bytes[start + 2] ?? 5) - 5
  return HEADER_BYTES + user + Math.ceil(user / BLOCK_BYTES) * CRC_BYTES
}

function frame(
  book: FactBook,
  bytes: Buffer,
  start: number,
  end: number,
  from: Host,
  held: HeldBytes,
): void {
  const isMaster = ((bytes[start + 3] ?? 0) & FROM_MASTER) !== 0
  book.seen(from, PROTOCOL, isMaster ? 'client' : 'device')
  if (isMaster) return
  const device = book.of(from)
  device.fact(PROTOCOL, 'station', String(u16le(bytes, start + 6)))
  const first = bytes[start + HEADER_BYTES] ?? 0
  if (end - start <= HEADER_BYTES + 1 + CRC_BYTES) return
  if ((first & FIRST_SEGMENT) !== 0) held.release()
  else if (held.length === 0) return
  if (!appendBlocks(bytes, start + HEADER_BYTES, end, held)) held.release()
  else if ((first & LAST_SEGMENT) !== 0) {
    application(device, held.view())
    held.release()
  }
}

/** Blocks of sixteen bytes, each with its checksum; the first byte of all is the transport's. */
function appendBlocks(bytes: Buffer, start: number, end: number, held: HeldBytes): boolean {
  for (let at = start; at < end; ) {
    const blockEnd = Math.min(at + BLOCK_BYTES, end - CRC_BYTES)
    const sound = blockEnd > at && dnp3Crc(bytes, at, blockEnd) === u16le(bytes, blockEnd)
    if (!sound || !held.append(bytes, at === start ? at + 1 : at, blockEnd)) return false
    at = blockEnd + CRC_BYTES
  }
  return true
}

/** Object headers of group 0, each with a range of one byte; anything else ends the reading. */
function application(device: KnownDevice, bytes: Buffer): void {
  if (!RESPONSES.includes(bytes[1] ?? 0)) return
  for (let at = APPLICATION_HEADER_BYTES; at + 7 <= bytes.length; ) {
    const [group, variation, qualifier] = [bytes[at], bytes[at + 1] ?? 0, bytes[at + 2]]
    if (group !== ATTRIBUTES_GROUP || qualifier !== 0) return
    const [type, length] = [bytes[at + 5], bytes[at + 6] ?? 0]
    const value = at + 7
    at = value + length
    if (at > bytes.length) return
    const field = attributeFields[variation as keyof typeof attributeFields]
    if (type !== TEXT_ATTRIBUTE || field === undefined) continue
    device.fact(PROTOCOL, field, readableText(bytes.toString('latin1', value, at)))
  }
}
