import { u16be, u32be } from '../big-endian.ts'
import type { FactBook } from '../fact-book.ts'
import type { KnownDevice } from '../known-device.ts'
import { macText } from '../network/addresses.ts'
import type { Datagram } from '../network/dissector.ts'
import { readableText, utf8Text } from '../readable-text.ts'
import { hex4, profinetVendorName } from './profinet-vendors.ts'

const PROTOCOL = 'profinet-io'
const RPC_VERSION = 4
const RPC_HEADER_BYTES = 80
const REQUEST = 0
const RESPONSE = 2
const FRAGMENT = 4
/** Object and interface identifiers of PROFINET begin alike and differ at the end. */
const OBJECT = Buffer.from('dea000006c9711d18271', 'hex')
const INTERFACE_TAIL = Buffer.from('6c9711d1827100a02442df7d', 'hex')
const DEVICE_INTERFACE = 1
const CONTROLLER_INTERFACE = 2
/** Status or maximum, argument length and the three counts of an NDR array. */
const NDR_BYTES = 20
const CONNECT_REQUEST = 0x0101
const CONNECT_ANSWER = 0x8101
const READ_ANSWER = 0x8009
const READ_HEADER_BYTES = 64
const IDENTIFICATION = 0x0020
const IDENTIFICATION_BYTES = 54

type Span = { readonly bytes: Buffer; readonly at: number; readonly end: number }

/** PROFINET IO context management over RPC (IEC 61158-6-10): identifiers, names and I&M 0. */
export function profinetCm(book: FactBook, { bytes, start, end, from, to }: Datagram): void {
  if (bytes[start] !== RPC_VERSION || end - start < RPC_HEADER_BYTES) return
  const little = ((bytes[start + 4] ?? 0) & 0x10) !== 0
  const role = interfaceOf(bytes, start + 24, little)
  const type = bytes[start + 1]
  if (role === null || (type !== REQUEST && type !== RESPONSE)) return
  // The object is always the one that serves: a device, or a controller that is called back.
  const [serves, asks] = type === REQUEST ? [to, from] : [from, to]
  const isDevice = role === DEVICE_INTERFACE
  book.seen(serves, PROTOCOL, isDevice ? 'device' : 'client')
  book.seen(asks, PROTOCOL, isDevice ? 'client' : 'device')
  tellObject(book.of(serves), bytes, start + 8, little)
  const fragmented = ((bytes[start + 2] ?? 0) & FRAGMENT) !== 0
  const span = { bytes, at: start + RPC_HEADER_BYTES + NDR_BYTES, end }
  if (fragmented || !isDevice || span.at + 6 > end) return
  const block = u16be(bytes, span.at)
  if (type === REQUEST && block === CONNECT_REQUEST)
    controller(book, book.of(from), from.address, span)
  if (type === RESPONSE && block === CONNECT_ANSWER && span.at + 32 <= end) {
    pairMac(book, bytes, span.at + 26, from.address)
  }
  if (type === RESPONSE && block === READ_ANSWER) {
    identification(span, (unit) => book.of(from, unit))
  }
}

function interfaceOf(bytes: Buffer, at: number, little: boolean): number | null {
  const uuid = inOrder(bytes, at, little)
  const kind = uuid.readUInt32BE(0) - 0xdea00000
  if (!uuid.subarray(4).equals(INTERFACE_TAIL)) return null
  return kind === DEVICE_INTERFACE || kind === CONTROLLER_INTERFACE ? kind : null
}

/** Instance, device and vendor stand in the last six bytes. */
function tellObject(device: KnownDevice, bytes: Buffer, at: number, little: boolean): void {
  const uuid = inOrder(bytes, at, little)
  if (!uuid.subarray(0, 10).equals(OBJECT)) return
  tellIds(device, { vendor: uuid.readUInt16BE(14), model: uuid.readUInt16BE(12) })
}

function tellIds(device: KnownDevice, { vendor, model }: { vendor: number; model: number }): void {
  device.fact(PROTOCOL, 'vendor', profinetVendorName(vendor))
  device.fact(PROTOCOL, 'vendorId', hex4(vendor))
  device.fact(PROTOCOL, 'deviceId', hex4(model))
}

/** ARBlockReq: who opens the relation, in its own words. */
function controller(
  book: FactBook,
  device: KnownDevice,
  address: string,
  { bytes, at, end }: Span,
): void {
  if (at + 56 > end) return
  pairMac(book, bytes, at + 26, address)
  const uuid = inOrder(bytes, at + 32, false)
  if (uuid.subarray(0, 10).equals(OBJECT)) {
    tellIds(device, { vendor: uuid.readUInt16BE(14), model: uuid.readUInt16BE(12) })
  }
  const length = u16be(bytes, at + 56)
  if (at + 58 + length <= end) {
    device.fact(PROTOCOL, 'name', utf8Text(bytes, at + 58, at + 58 + length))
  }
}

/** I&M 0 of the device itself lies in slot 0; that of a module is the module's. */
function identification(
  { bytes, at, end }: Span,
  deviceOf: (unit: string | null) => KnownDevice,
): void {
  const block = at + READ_HEADER_BYTES
  if (block + 6 + IDENTIFICATION_BYTES > end || u16be(bytes, block) !== IDENTIFICATION) return
  const slot = u16be(bytes, at + 28)
  const device = deviceOf(slot === 0 ? null : `slot ${slot}`)
  device.seen(PROTOCOL, 'device')
  const content = block + 6
  const vendor = u16be(bytes, content)
  const text = (from: number, length: number) =>
    readableText(bytes.toString('latin1', content + from, content + from + length))
  device.fact(PROTOCOL, 'vendor', profinetVendorName(vendor))
  device.fact(PROTOCOL, 'vendorId', hex4(vendor))
  device.fact(PROTOCOL, 'orderNumber', text(2, 20))
  device.fact(PROTOCOL, 'serial', text(22, 16))
  device.fact(PROTOCOL, 'hardware', String(u16be(bytes, content + 38)))
  const [a, b, c] = [bytes[content + 41] ?? 0, bytes[content + 42] ?? 0, bytes[content + 43] ?? 0]
  device.fact(PROTOCOL, 'firmware', `${text(40, 1)}${a}.${b}.${c}`)
}

function pairMac(book: FactBook, bytes: Buffer, at: number, address: string): void {
  if (u32be(bytes, at) + u16be(bytes, at + 4) > 0) book.pair(macText(bytes, at), address)
}

/** A UUID in network order: the first three parts lie in the byte order of the message. */
function inOrder(bytes: Buffer, at: number, little: boolean): Buffer {
  const uuid = Buffer.from(bytes.subarray(at, at + 16))
  if (!little || uuid.length < 16) return uuid.length < 16 ? Buffer.alloc(16) : uuid
  uuid.subarray(0, 4).swap32()
  uuid.subarray(4, 8).swap16()
  return uuid
}
