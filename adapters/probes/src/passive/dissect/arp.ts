import { u16be, u32be } from '../big-endian.ts'
import type { FactBook } from '../fact-book.ts'
import { ipv4Text, macText } from '../network/addresses.ts'
import type { EtherFrame } from '../network/dissector.ts'

const ETHERNET_AND_IPV4 = 0x00010800

/** ARP (RFC 826): the sender names both of its addresses. */
export function arp(book: FactBook, { bytes, start, end }: EtherFrame): void {
  if (end - start < 28 || u32be(bytes, start) !== ETHERNET_AND_IPV4) return
  if (u16be(bytes, start + 4) !== 0x0604) return
  book.pair(macText(bytes, start + 8), ipv4Text(bytes, start + 14))
}
