import { u16be } from '../big-endian.ts'
import type { FactBook } from '../fact-book.ts'
import { ipv4Text } from '../network/addresses.ts'
import type { EtherFrame } from '../network/dissector.ts'
import { utf8Text } from '../readable-text.ts'
import { hex4, profinetVendorName } from './profinet-vendors.ts'

const PROTOCOL = 'profinet-dcp'
const FRAME_IDS = { first: 0xfefc, last: 0xfeff }
const HELLO = 6
const REQUEST = 0
const SUCCESS = 1
/** Frame identifier, service, type, transaction, delay, length. */
const HEADER_BYTES = 12
const IP_ADDRESS = 0x0102
const STATION_TYPE = 0x0201
const STATION_NAME = 0x0202
const DEVICE_ID = 0x0203

/** PROFINET DCP (IEC 61158-6-10): what a station answers to Identify and Get, and its Hello. */
export function profinetDcp(book: FactBook, { bytes, start, end, from }: EtherFrame): void {
  const frameId = u16be(bytes, start)
  if (frameId < FRAME_IDS.first || frameId > FRAME_IDS.last || end - start < HEADER_BYTES) return
  const [service, type] = [bytes[start + 2], bytes[start + 3]]
  const answers = type === SUCCESS || (service === HELLO && type === REQUEST)
  const blocksEnd = start + HEADER_BYTES + u16be(bytes, start + 10)
  if (blocksEnd > end) return
  book.seen(from, PROTOCOL, answers ? 'device' : 'client')
  if (!answers) return
  const device = book.of(from)
  for (let at = start + HEADER_BYTES; at + 4 <= blocksEnd; ) {
    const option = u16be(bytes, at)
    const length = u16be(bytes, at + 2)
    // Two bytes of block information come before the value.
    const [value, valueEnd] = [at + 6, at + 4 + length]
    at += 4 + length + (length & 1)
    if (valueEnd > blocksEnd || value > valueEnd) continue
    if (option === STATION_TYPE) device.fact(PROTOCOL, 'product', utf8Text(bytes, value, valueEnd))
    if (option === STATION_NAME) device.fact(PROTOCOL, 'name', utf8Text(bytes, value, valueEnd))
    if (option === IP_ADDRESS && valueEnd - value >= 4) {
      book.pair(from.address, ipv4Text(bytes, value))
      device.fact(PROTOCOL, 'ip', ipv4Text(bytes, value))
    }
    if (option === DEVICE_ID && valueEnd - value >= 4) {
      const vendor = u16be(bytes, value)
      device.fact(PROTOCOL, 'vendor', profinetVendorName(vendor))
      device.fact(PROTOCOL, 'vendorId', hex4(vendor))
      device.fact(PROTOCOL, 'deviceId', hex4(u16be(bytes, value + 2)))
    }
  }
}

/** Cyclic real-time data: whoever sends it takes part, and says nothing of itself. */
export function profinetRealTime(book: FactBook, frame: EtherFrame): void {
  const frameId = u16be(frame.bytes, frame.start)
  const isCyclic = frameId >= 0x0100 && frameId <= 0xfbff
  if (isCyclic) book.seen(frame.from, 'profinet-io', 'device')
  else profinetDcp(book, frame)
}
