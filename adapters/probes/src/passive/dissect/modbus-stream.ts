import { catalogueNumber } from '../../catalogue-number.ts'
import { identificationPart } from '../../modbus.ts'
import { u16be } from '../big-endian.ts'
import type { FactBook } from '../fact-book.ts'
import {
  type Conversation,
  NEEDS_MORE,
  NOT_THIS_PROTOCOL,
  type StreamDissector,
  type StreamProtocol,
} from '../network/dissector.ts'
import type { Host } from '../network/host.ts'

const HEADER_BYTES = 7
const LENGTH_MAX = 254
const READ_IDENTIFICATION = 43
/** The device itself, by every custom: 0 and 255 in the specification, 1 in most devices. */
const DIRECT_UNITS: readonly number[] = [0, 1, 255]
/** The function codes of the specification that a guess may rest on, answers and exceptions. */
const FUNCTIONS: readonly number[] = [1, 2, 3, 4, 5, 6, 15, 16, 22, 23, 43]

export const modbus: StreamProtocol = {
  name: 'modbus-tcp',
  ports: [502],
  looksLike: (bytes, start, end) =>
    end - start === lengthOf(bytes, start, end) &&
    FUNCTIONS.includes((bytes[start + HEADER_BYTES] ?? 0) & 0x7f),
  begin: (conversation) => new ModbusStream(conversation),
}

class ModbusStream implements StreamDissector {
  readonly #conversation: Conversation
  #answered = false
  #asked = false

  constructor(conversation: Conversation) {
    this.#conversation = conversation
  }

  lengthOf(bytes: Buffer, start: number, end: number): number {
    return lengthOf(bytes, start, end)
  }

  message(bytes: Buffer, start: number, end: number, fromClient: boolean): void {
    const { client, server, book } = this.#conversation
    if (fromClient) {
      if (!this.#asked) book.seen(client, 'modbus-tcp', 'client')
      this.#asked = true
      return
    }
    if (!this.#answered) book.seen(server, 'modbus-tcp', 'device')
    this.#answered = true
    if (bytes[start + HEADER_BYTES] !== READ_IDENTIFICATION) return
    const unit = bytes[start + HEADER_BYTES - 1] ?? 0
    tell(book, server, unit, bytes.subarray(start + HEADER_BYTES, end))
  }

  gap(): void {
    // Each message stands for itself: nothing was half put together.
  }

  release(): void {
    this.gap()
  }
}

function lengthOf(bytes: Buffer, start: number, end: number): number {
  if (end - start < HEADER_BYTES + 1) return NEEDS_MORE
  const length = u16be(bytes, start + 4)
  const sound = u16be(bytes, start + 2) === 0 && length >= 2 && length <= LENGTH_MAX
  return sound ? 6 + length : NOT_THIS_PROTOCOL
}

/** Objects 0 vendor, 1 product code, 2 revision, 4 product name, 5 model name, 6 application. */
function tell(book: FactBook, server: Host, unit: number, pdu: Buffer): void {
  const part = identificationPart(pdu)
  if (part === null) return
  const device = book.of(server, DIRECT_UNITS.includes(unit) ? null : `unit ${unit}`)
  device.seen('modbus-tcp', 'device')
  const text = (id: number) => part.objects.get(id) || null
  device.fact('modbus-tcp', 'vendor', text(0))
  device.fact('modbus-tcp', 'orderNumber', text(1))
  device.fact('modbus-tcp', 'firmware', text(2))
  device.fact('modbus-tcp', 'product', text(4) ?? text(5) ?? text(1))
  device.fact('modbus-tcp', 'series', catalogueNumber(text(5) ?? text(1) ?? '').series)
  device.fact('modbus-tcp', 'name', text(6))
}
