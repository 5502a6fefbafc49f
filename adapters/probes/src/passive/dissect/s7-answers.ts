import { firmwareOf, records, statusListPart } from '../../s7.ts'
import { u16be } from '../big-endian.ts'
import type { Conversation } from '../network/dissector.ts'

const USER_DATA = 7
/** Transport and link headers that the shared reader steps over. */
const BEFORE_S7 = Buffer.alloc(7)
const HEADER_BYTES = 10
const CPU_FUNCTIONS_ANSWER = 0x84
const READ_STATUS_LIST = 1
const LIST_BYTES_MAX = 16_384
const LISTS_MAX = 8
const MODULE_IDENTIFICATION = 0x11
const COMPONENT_IDENTIFICATION = 0x1c
const ORDER_NUMBER_BYTES = 20
const NAME_BYTES = 32
const SIEMENS = 0x002a
const MLFB = /^6[A-Z]{2}\d/

/** System status lists on their way from a CPU, each put together from its parts. */
export class S7Answers {
  readonly #conversation: Conversation
  /** By the sequence number that all parts of one list share. */
  readonly #parts = new Map<number, Buffer>()

  constructor(conversation: Conversation) {
    this.#conversation = conversation
  }

  message(bytes: Buffer, start: number, end: number): void {
    const parameter = start + HEADER_BYTES
    const isList =
      bytes[start + 1] === USER_DATA &&
      bytes[parameter + 5] === CPU_FUNCTIONS_ANSWER &&
      bytes[parameter + 6] === READ_STATUS_LIST
    if (!isList) return
    const part = statusListPart(Buffer.concat([BEFORE_S7, bytes.subarray(start, end)]))
    if (part === null) return
    const before = this.#parts.get(part.sequence)
    this.#parts.delete(part.sequence)
    if (part.error !== 0) return
    const content = before === undefined ? part.content : Buffer.concat([before, part.content])
    if (part.last) this.#list(content)
    else if (content.length <= LIST_BYTES_MAX && this.#parts.size < LISTS_MAX) {
      this.#parts.set(part.sequence, Buffer.from(content))
    }
  }

  gap(): void {
    this.#parts.clear()
  }

  #list(list: Buffer): void {
    const byIndex = records(list)
    if (byIndex === null) return
    // The upper byte says which extract of the list was asked for.
    const kind = u16be(list, 0) & 0xff
    if (kind === MODULE_IDENTIFICATION) this.#modules(byIndex)
    if (kind === COMPONENT_IDENTIFICATION) this.#components(byIndex)
  }

  /** Records 1 module, 6 basic hardware, 7 basic firmware, 0x81 its extension. */
  #modules(byIndex: ReadonlyMap<number, Buffer>): void {
    const device = this.#device()
    const orderNumber = textOf(byIndex.get(1), ORDER_NUMBER_BYTES)
    device.fact('s7comm', 'orderNumber', orderNumber)
    if (orderNumber !== null && MLFB.test(orderNumber)) device.fact('s7comm', 'vendor', 'Siemens')
    device.fact('s7comm', 'firmware', firmwareOf(byIndex.get(7)))
    const hardware = byIndex.get(6) ?? byIndex.get(1)
    if (hardware !== undefined && hardware.length >= 24) {
      device.fact('s7comm', 'hardware', hardwareText(u16be(hardware, 22)))
    }
    device.fact('s7comm', 'bootLoader', firmwareOf(byIndex.get(0x81)))
  }

  /** Records 1 system name, 2 module name, 3 plant, 5 serial, 7 type, 9 manufacturer, 11 place. */
  #components(byIndex: ReadonlyMap<number, Buffer>): void {
    const device = this.#device()
    const text = (index: number) => textOf(byIndex.get(index), NAME_BYTES)
    device.fact('s7comm', 'product', text(7) ?? text(2))
    device.fact('s7comm', 'name', text(1))
    device.fact('s7comm', 'tag', text(3))
    device.fact('s7comm', 'serial', byIndex.get(5) === undefined ? null : serialOf(text(5)))
    device.fact('s7comm', 'location', text(11))
    const maker = byIndex.get(9)
    if (maker === undefined || maker.length < 2) return
    const id = u16be(maker, 0)
    device.fact('s7comm', 'vendorId', String(id))
    if (id === SIEMENS) device.fact('s7comm', 'vendor', 'Siemens')
  }

  #device() {
    return this.#conversation.book.of(this.#conversation.server)
  }
}

/** Zero is what a module without a number says. */
function serialOf(text: string | null): string | null {
  return text === null || /^0*$/.test(text) ? null : text
}

/** A number, or two of them where the module writes a release and its stage. */
function hardwareText(value: number): string | null {
  if (value === 0) return null
  return value < 256 ? String(value) : `${value >> 8}.${value & 0xff}`
}

function textOf(record: Buffer | undefined, length: number): string | null {
  if (record === undefined || record.length < Math.min(length, 20)) return null
  const end = record.indexOf(0)
  const text = record.toString('latin1', 0, end < 0 ? length : Math.min(end, length)).trim()
  return text === '' ? null : text
}
