import type { Host } from './host.ts'

/** What an IP packet carries, defragmented. Filled anew for each packet and kept by nobody. */
export class IpPacket {
  bytes: Buffer
  /** The transport header. */
  start = 0
  end = 0
  /** Bytes at the end that were on the wire and are not in the capture. */
  missing = 0
  from: Host
  to: Host
  /** Both addresses, the sender's first, as they lie in the IP header. */
  header: Buffer
  addressesAt = 0
  addressBytes = 4

  constructor(none: Host) {
    this.from = none
    this.to = none
    this.bytes = Buffer.alloc(0)
    this.header = this.bytes
  }

  /** Both addresses and both ports: one key for one direction of one conversation. */
  key(): string {
    const { header, addressesAt, bytes, start } = this
    const addressesEnd = addressesAt + 2 * this.addressBytes
    if (header === bytes && addressesEnd === start)
      return bytes.toString('latin1', addressesAt, start + 4)
    return (
      header.toString('latin1', addressesAt, addressesEnd) +
      bytes.toString('latin1', start, start + 4)
    )
  }

  reverseKey(): string {
    const { header, addressesAt: at, addressBytes: size, bytes, start } = this
    const addresses =
      header.toString('latin1', at + size, at + 2 * size) + header.toString('latin1', at, at + size)
    return (
      addresses +
      bytes.toString('latin1', start + 2, start + 4) +
      bytes.toString('latin1', start, start + 2)
    )
  }
}
