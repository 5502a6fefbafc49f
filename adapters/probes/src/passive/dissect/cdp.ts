import { u16be } from '../big-endian.ts'
import type { FactBook } from '../fact-book.ts'
import type { EtherFrame } from '../network/dissector.ts'
import { utf8Text } from '../readable-text.ts'
import { tellDescription } from './description-facts.ts'

const HEADER_BYTES = 4
const DEVICE_ID = 1
const SOFTWARE = 5
const PLATFORM = 6

/** Cisco Discovery Protocol, which industrial switches of other names speak too. */
export function cdp(book: FactBook, { bytes, start, end, from }: EtherFrame): void {
  const version = bytes[start]
  if (version !== 1 && version !== 2) return
  const device = book.of(from)
  device.seen('cdp', 'device')
  for (let at = start + HEADER_BYTES; at + 4 <= end; ) {
    const [type, length] = [u16be(bytes, at), u16be(bytes, at + 2)]
    const next = at + length
    if (length < 4 || next > end) return
    const text = utf8Text(bytes, at + 4, next)
    if (type === DEVICE_ID) device.fact('cdp', 'name', text)
    if (type === PLATFORM) device.fact('cdp', 'product', text)
    if (type === SOFTWARE) tellDescription(device, 'cdp', text)
    at = next
  }
}
