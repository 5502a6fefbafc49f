import { u16be } from '../big-endian.ts'
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
import type { Host } from '../network/host.ts'
import { readableText } from '../readable-text.ts'

const PROTOCOL = 'hart-ip'
const HEADER_BYTES = 8
const REQUEST = 0
const RESPONSE = 1
const PASS_THROUGH = 3
const FRAME_ACK = 6
const LONG_ADDRESS = 0x80
const LONG_ADDRESS_BYTES = 5
/** Commands that answer with the identity of the device. */
const IDENTITY: readonly number[] = [0, 11, 21, 73]
const TAG_DESCRIPTOR_DATE = 13
const LONG_TAGS: readonly number[] = [20, 22]
const LONG_TAG_BYTES = 32
const TAG_BYTES = 6

/** Manufacturer codes of the FieldComm Group, as far as plants are full of them. */
const manufacturers: Readonly<Record<number, string>> = {
  17: 'Endress+Hauser',
  20: 'Foxboro',
  22: 'ABB',
  23: 'Honeywell',
  31: 'Micro Motion',
  38: 'Rosemount',
  42: 'Siemens',
  55: 'Yokogawa',
  62: 'Smar',
  66: 'SAMSON',
  69: 'KROHNE',
  93: 'Pepperl+Fuchs',
  98: 'VEGA',
}

export const hartIp: StreamProtocol = {
  name: PROTOCOL,
  ports: [5094],
  looksLike: null,
  begin: (conversation) => new HartStream(conversation),
}

class HartStream implements StreamDissector {
  readonly #conversation: Conversation

  constructor(conversation: Conversation) {
    this.#conversation = conversation
  }

  lengthOf(bytes: Buffer, start: number, end: number): number {
    if (end - start < HEADER_BYTES) return NEEDS_MORE
    return isHeader(bytes, start) ? u16be(bytes, start + 6) : NOT_THIS_PROTOCOL
  }

  message(bytes: Buffer, start: number, end: number, fromClient: boolean): void {
    const { client, server, book } = this.#conversation
    message(book, bytes, start, end, fromClient ? client : server)
  }

  gap(): void {
    // Each message stands for itself.
  }

  release(): void {
    this.gap()
  }
}

/** A server answers from a port of its own choice: the header itself must say that it is HART. */
export function hartDatagram(book: FactBook, { bytes, start, end, from }: Datagram): void {
  const whole = end - start >= HEADER_BYTES && u16be(bytes, start + 6) === end - start
  if (whole && isHeader(bytes, start)) message(book, bytes, start, end, from)
}

function isHeader(bytes: Buffer, start: number): boolean {
  const isKnown = (bytes[start + 1] ?? 9) <= 2 && (bytes[start + 2] ?? 9) <= 3
  return bytes[start] === 1 && isKnown && u16be(bytes, start + 6) >= HEADER_BYTES
}

function message(book: FactBook, bytes: Buffer, start: number, end: number, from: Host): void {
  const type = bytes[start + 1]
  book.seen(from, PROTOCOL, type === REQUEST ? 'client' : 'device')
  if (type !== RESPONSE || bytes[start + 2] !== PASS_THROUGH) return
  const delimiter = bytes[start + HEADER_BYTES] ?? 0
  const isLong = (delimiter & LONG_ADDRESS) !== 0
  const expansion = (delimiter >> 5) & 3
  const address = start + HEADER_BYTES + 1
  const commandAt = address + (isLong ? LONG_ADDRESS_BYTES : 1) + expansion
  const count = bytes[commandAt + 1] ?? 0
  const dataEnd = commandAt + 2 + count
  // The checksum comes behind the data.
  if ((delimiter & 7) !== FRAME_ACK || dataEnd + 1 > end || count < 2) return
  const responseCode = bytes[commandAt + 2] ?? 0
  const isError = (responseCode & 0x80) !== 0
  if (isError) return
  const data = bytes.subarray(commandAt + 4, dataEnd)
  const longAddress = isLong ? bytes.toString('hex', address, address + LONG_ADDRESS_BYTES) : null
  const device = deviceOf(book, from, longAddress)
  tell(device, bytes[commandAt] ?? 255, data)
}

/** The first that answers is the address itself; others lie behind it. */
function deviceOf(book: FactBook, from: Host, longAddress: string | null): KnownDevice {
  const itself = book.of(from)
  if (longAddress === null) return itself
  // The two bits above the manufacturer say who asks and whether the device is in burst mode.
  const own = (Number.parseInt(longAddress.slice(0, 2), 16) & 0x3f).toString(16).padStart(2, '0')
  const station = `${own}${longAddress.slice(2)}`
  const known = itself.value(PROTOCOL, 'station')
  if (known === null) itself.fact(PROTOCOL, 'station', station)
  return known === null || known === station ? itself : book.of(from, `HART device ${station}`)
}

function tell(device: KnownDevice, command: number, data: Buffer): void {
  device.seen(PROTOCOL, 'device')
  if (IDENTITY.includes(command) && data[0] === 254 && data.length >= 12) identity(device, data)
  if (command === TAG_DESCRIPTOR_DATE && data.length >= TAG_BYTES) {
    device.fact(PROTOCOL, 'tag', packedText(data.subarray(0, TAG_BYTES)))
  }
  if (LONG_TAGS.includes(command) && data.length >= LONG_TAG_BYTES) {
    device.fact(PROTOCOL, 'name', readableText(data.toString('latin1', 0, LONG_TAG_BYTES)))
  }
}

/** Command 0 (HART universal commands): revision 7 says the manufacturer at the end, in full. */
function identity(device: KnownDevice, data: Buffer): void {
  const universal = data[4] ?? 0
  const expanded = universal >= 7
  const vendor = expanded && data.length >= 19 ? u16be(data, 17) : (data[1] ?? 0)
  const model = expanded ? u16be(data, 1) : (data[2] ?? 0)
  device.fact(PROTOCOL, 'vendorId', String(vendor))
  device.fact(PROTOCOL, 'vendor', manufacturers[vendor] ?? `HART manufacturer ${vendor}`)
  device.fact(PROTOCOL, 'deviceType', `0x${model.toString(16).padStart(4, '0')}`)
  device.fact(PROTOCOL, 'firmware', String(data[6] ?? 0))
  device.fact(PROTOCOL, 'hardware', String((data[7] ?? 0) >> 3))
  device.fact(PROTOCOL, 'serial', data.toString('hex', 9, 12))
}

/** Four characters in three bytes, six bits each. */
function packedText(bytes: Buffer): string {
  let text = ''
  for (let at = 0; at + 3 <= bytes.length; at += 3) {
    const word = bytes.readUIntBE(at, 3)
    for (const shift of [18, 12, 6, 0]) {
      const code = (word >> shift) & 0x3f
      text += String.fromCharCode(code < 0x20 ? code + 0x40 : code)
    }
  }
  return readableText(text)
}
