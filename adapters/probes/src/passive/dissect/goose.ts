import { u16be } from '../big-endian.ts'
import type { FactBook } from '../fact-book.ts'
import type { EtherFrame } from '../network/dissector.ts'
import { utf8Text } from '../readable-text.ts'
import { elementAt, elementsIn } from './ber.ts'

const HEADER_BYTES = 8
const GOOSE_PDU = 0x61
const SAMPLED_VALUES_PDU = 0x60
const CONTROL_BLOCK = 0x80

/** GOOSE (IEC 61850-8-1): the control block reference names the logical device. */
export function goose(book: FactBook, { bytes, start, end, from }: EtherFrame): void {
  if (u16be(bytes, start + 2) < HEADER_BYTES) return
  const pdu = elementAt(bytes, start + HEADER_BYTES, end)
  if (pdu?.tag !== GOOSE_PDU) return
  const device = book.of(from)
  device.seen('goose', 'device')
  const block = elementsIn(bytes, pdu).find(({ tag }) => tag === CONTROL_BLOCK)
  if (block !== undefined) device.fact('goose', 'tag', utf8Text(bytes, block.start, block.end))
}

/** Sampled values (IEC 61850-9-2): presence only. */
export function sampledValues(book: FactBook, { bytes, start, end, from }: EtherFrame): void {
  const pdu = elementAt(bytes, start + HEADER_BYTES, end)
  if (pdu?.tag === SAMPLED_VALUES_PDU) book.seen(from, 'sampled-values', 'device')
}
