import { u16be } from '../big-endian.ts'
import type { FactBook } from '../fact-book.ts'
import type { KnownDevice } from '../known-device.ts'
import { ipv4Text, macText } from '../network/addresses.ts'
import type { EtherFrame } from '../network/dissector.ts'
import { utf8Text } from '../readable-text.ts'
import { tellDescription } from './description-facts.ts'

const CHASSIS = 1
const PORT = 2
const SYSTEM_NAME = 5
const SYSTEM_DESCRIPTION = 6
const MANAGEMENT_ADDRESS = 8
const ORGANISATION = 127
const MAC_SUBTYPE = 4
const LOCAL_SUBTYPE = 7
const PROFINET = 0x000ecf
const PROFINET_CHASSIS_MAC = 5
const MEDIA_ENDPOINT = 0x0012bb

/** Inventory of LLDP-MED (ANSI/TIA-1057), by subtype. */
const inventory = {
  5: 'hardware',
  6: 'bootLoader',
  7: 'firmware',
  8: 'serial',
  9: 'vendor',
  10: 'product',
  11: 'tag',
} as const

type Span = { readonly bytes: Buffer; readonly start: number; readonly end: number }

/** LLDP (IEEE 802.1AB), with what PROFINET and LLDP-MED add. */
export function lldp(book: FactBook, { bytes, start, end, from }: EtherFrame): void {
  if (bytes[start] === undefined || u16be(bytes, start) >> 9 !== CHASSIS) return
  const device = book.of(from)
  device.seen('lldp', 'device')
  for (let at = start; at + 2 <= end; ) {
    const head = u16be(bytes, at)
    const type = head >> 9
    const span = { bytes, start: at + 2, end: at + 2 + (head & 0x1ff) }
    at = span.end
    if (type === 0 || at > end) return
    if (type === CHASSIS) chassis(book, device, from.address, span)
    else if (type === PORT && bytes[span.start] === LOCAL_SUBTYPE) {
      device.fact('lldp', 'port', utf8Text(bytes, span.start + 1, span.end))
    } else if (type === SYSTEM_NAME) {
      device.fact('lldp', 'name', utf8Text(bytes, span.start, span.end))
    } else if (type === SYSTEM_DESCRIPTION) {
      tellDescription(device, 'lldp', utf8Text(bytes, span.start, span.end))
    } else if (type === MANAGEMENT_ADDRESS) managementAddress(book, from.address, span)
    else if (type === ORGANISATION) organisation(book, device, from.address, span)
  }
}

/** Each port of a switch sends from an address of its own; the chassis has one for all. */
function chassis(book: FactBook, device: KnownDevice, from: string, { bytes, start, end }: Span) {
  const subtype = bytes[start]
  if (subtype === MAC_SUBTYPE && end - start === 7) book.alias(from, macText(bytes, start + 1))
  // For PROFINET this is the name of the station.
  if (subtype === LOCAL_SUBTYPE) device.fact('lldp', 'name', utf8Text(bytes, start + 1, end))
}

function managementAddress(book: FactBook, from: string, { bytes, start, end }: Span): void {
  const isIpv4 = bytes[start] === 5 && bytes[start + 1] === 1 && start + 6 <= end
  if (isIpv4) book.pair(from, ipv4Text(bytes, start + 2))
}

function organisation(
  book: FactBook,
  device: KnownDevice,
  from: string,
  { bytes, start, end }: Span,
): void {
  if (end - start < 4) return
  const id = bytes.readUIntBE(start, 3)
  const subtype = bytes[start + 3] ?? 0
  if (id === PROFINET && subtype === PROFINET_CHASSIS_MAC && end - start >= 10) {
    book.alias(from, macText(bytes, start + 4))
  }
  const field = inventory[subtype as keyof typeof inventory]
  if (id === MEDIA_ENDPOINT && field !== undefined) {
    device.fact('lldp', field, utf8Text(bytes, start + 4, end))
  }
}
