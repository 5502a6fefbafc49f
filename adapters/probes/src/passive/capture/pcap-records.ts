import { LIMITS } from '../capture-limits.ts'
import type { CaptureDamage, Frame, PacketSink } from './packet.ts'

const HEADER_BYTES = 24
const RECORD_HEADER_BYTES = 16
/** The variant of old Linux patches: eight more bytes before each packet. */
const PATCHED_RECORD_HEADER_BYTES = 24

const MICROSECONDS = 0xa1b2c3d4
const NANOSECONDS = 0xa1b23c4d
const PATCHED = 0xa1b2cd34

export function isPcap(bytes: Buffer): boolean {
  const magics = [MICROSECONDS, NANOSECONDS, PATCHED]
  return magics.includes(bytes.readUInt32BE(0)) || magics.includes(bytes.readUInt32LE(0))
}

/** Classic pcap (draft-ietf-opsawg-pcap): one header, then records. */
export class PcapRecords {
  #opened = false
  #little = false
  #recordHeader = RECORD_HEADER_BYTES
  #perSecond = 1e6
  #linkType = 0

  /**
   * Reads whole records from `at` on and gives back where the first unread byte is, or the damage
   * that ends the reading; `base` is the offset in the file of `bytes[0]`.
   */
  read(bytes: Buffer, base: number, frame: Frame, sink: PacketSink): number | CaptureDamage {
    let at = 0
    if (!this.#opened) {
      if (bytes.length < HEADER_BYTES) return 0
      this.#open(bytes)
      at = HEADER_BYTES
    }
    const header = this.#recordHeader
    while (bytes.length - at >= header) {
      const kept = this.#u32(bytes, at + 8)
      if (kept > LIMITS.packetBytesMax) {
        return { offset: base + at + 8, why: `a packet that claims ${kept} bytes` }
      }
      const next = at + header + kept
      if (next > bytes.length) return at
      frame.number++
      frame.bytes = bytes
      frame.start = at + header
      frame.end = next
      frame.wireLength = Math.max(kept, this.#u32(bytes, at + 12))
      frame.at = this.#u32(bytes, at) * 1e3 + (this.#u32(bytes, at + 4) / this.#perSecond) * 1e3
      frame.linkType = this.#linkType
      sink.packet(frame)
      at = next
    }
    return at
  }

  /** What the header claims that nobody writes; null where it is in order. */
  static faultOf(bytes: Buffer): CaptureDamage | null {
    if (bytes.length < HEADER_BYTES) {
      return { offset: bytes.length, why: 'the file ends within the header of a pcap file' }
    }
    const little = isLittle(bytes)
    const major = little ? bytes.readUInt16LE(4) : bytes.readUInt16BE(4)
    return major === 2 ? null : { offset: 4, why: `pcap version ${major}; only 2 is known` }
  }

  #open(bytes: Buffer): void {
    this.#opened = true
    this.#little = isLittle(bytes)
    const magic = this.#u32(bytes, 0)
    if (magic === PATCHED) this.#recordHeader = PATCHED_RECORD_HEADER_BYTES
    if (magic === NANOSECONDS) this.#perSecond = 1e9
    // The upper bits say how long the frame check sequence is.
    this.#linkType = this.#u32(bytes, 20) & 0xffff
  }

  #u32(bytes: Buffer, at: number): number {
    return this.#little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
  }
}

function isLittle(bytes: Buffer): boolean {
  return (bytes[0] ?? 0) !== 0xa1
}
