import { LIMITS } from '../capture-limits.ts'
import type { CaptureDamage, Frame, PacketSink } from './packet.ts'

const SECTION_HEADER = 0x0a0d0d0a
const BYTE_ORDER = 0x1a2b3c4d
const INTERFACE = 1
const OLD_PACKET = 2
const SIMPLE_PACKET = 3
const ENHANCED_PACKET = 6
const FRAMING_BYTES = 12
const TIME_RESOLUTION = 9
const TIME_OFFSET = 14

type Interface = {
  readonly linkType: number
  readonly snapLength: number
  readonly perSecond: number
  readonly offsetSeconds: number
}

type Place = { readonly bytes: Buffer; readonly at: number; readonly length: number }

export function isPcapng(bytes: Buffer): boolean {
  return bytes.readUInt32BE(0) === SECTION_HEADER
}

/** pcapng (draft-ietf-opsawg-pcapng): sections, each with its own byte order and interfaces. */
export class PcapngBlocks {
  #little = true
  #interfaces: Interface[] = []
  /** Bytes of a block that nobody needs, still to come. */
  #toSkip = 0

  /** As `PcapRecords.read`. */
  read(bytes: Buffer, base: number, frame: Frame, sink: PacketSink): number | CaptureDamage {
    let at = Math.min(this.#toSkip, bytes.length)
    this.#toSkip -= at
    while (bytes.length - at >= FRAMING_BYTES) {
      if (bytes.readUInt32BE(at) === SECTION_HEADER) {
        const fault = this.#openSection(bytes, at)
        if (fault !== null) return { ...fault, offset: base + fault.offset }
      }
      const type = this.#u32(bytes, at)
      const length = this.#u32(bytes, at + 4)
      if (length < FRAMING_BYTES || length % 4 !== 0) {
        return { offset: base + at + 4, why: `a block of ${length} bytes` }
      }
      const needed = type === INTERFACE || isPacket(type)
      if (needed && length > LIMITS.blockBytesMax) {
        return { offset: base + at + 4, why: `a block that claims ${length} bytes` }
      }
      if (!needed) {
        const here = Math.min(length, bytes.length - at)
        this.#toSkip = length - here
        at += here
        continue
      }
      if (bytes.length - at < length) return at
      if (this.#u32(bytes, at + length - 4) !== length) {
        return { offset: base + at + length - 4, why: 'a block whose two lengths differ' }
      }
      const fault = this.#block(type, { bytes, at, length }, frame, sink)
      if (fault !== null) return { offset: base + at, why: fault }
      at += length
    }
    return at
  }

  /** Whether the file ended where a block was still expected to go on. */
  inBlock(): boolean {
    return this.#toSkip > 0
  }

  static faultOf(bytes: Buffer): CaptureDamage | null {
    if (bytes.length < 28) {
      return { offset: bytes.length, why: 'the file ends within the header of a pcapng section' }
    }
    return new PcapngBlocks().#openSection(bytes, 0)
  }

  #openSection(bytes: Buffer, at: number): CaptureDamage | null {
    this.#little = bytes.readUInt32LE(at + 8) === BYTE_ORDER
    if (this.#u32(bytes, at + 8) !== BYTE_ORDER) {
      return { offset: at + 8, why: 'a pcapng section without its byte-order mark' }
    }
    this.#interfaces = []
    return null
  }

  #block(type: number, place: Place, frame: Frame, sink: PacketSink): string | null {
    if (type === INTERFACE) return this.#addInterface(place)
    const { bytes, at, length } = place
    const simple = type === SIMPLE_PACKET
    const head = simple ? 12 : 28
    if (length < head + 4) return 'a packet block that is too short'
    const index = simple
      ? 0
      : type === OLD_PACKET
        ? this.#u16(bytes, at + 8)
        : this.#u32(bytes, at + 8)
    const from = this.#interfaces[index]
    if (from === undefined) return `a packet of interface ${index}, which was not described`
    const wire = this.#u32(bytes, simple ? at + 8 : at + 24)
    const room = length - head - 4
    const snap = from.snapLength === 0 ? room : Math.min(room, from.snapLength)
    const kept = simple ? Math.min(wire, snap) : this.#u32(bytes, at + 20)
    if (kept > room) return `a packet of ${kept} bytes in a block with room for ${room}`
    frame.number++
    frame.bytes = bytes
    frame.start = at + head
    frame.end = at + head + kept
    frame.wireLength = Math.max(kept, wire)
    frame.linkType = from.linkType
    frame.at = simple ? 0 : this.#time(bytes, at + 12, from)
    sink.packet(frame)
    return null
  }

  #time(bytes: Buffer, at: number, from: Interface): number {
    const units = this.#u32(bytes, at) * 2 ** 32 + this.#u32(bytes, at + 4)
    return (units / from.perSecond + from.offsetSeconds) * 1e3
  }

  #addInterface({ bytes, at, length }: Place): string | null {
    if (length < 20) return 'an interface block that is too short'
    if (this.#interfaces.length >= LIMITS.interfacesMax) {
      return `more than ${LIMITS.interfacesMax} interfaces`
    }
    let perSecond = 1e6
    let offsetSeconds = 0
    const end = at + length - 4
    for (let option = at + 16; option + 4 <= end; ) {
      const code = this.#u16(bytes, option)
      const size = this.#u16(bytes, option + 2)
      if (code === 0 || option + 4 + size > end) break
      if (code === TIME_RESOLUTION && size >= 1) perSecond = resolution(bytes[option + 4] ?? 6)
      if (code === TIME_OFFSET && size >= 8) offsetSeconds = this.#i64(bytes, option + 4)
      option += 4 + size + ((4 - (size % 4)) % 4)
    }
    const linkType = this.#u16(bytes, at + 8)
    this.#interfaces.push({
      linkType,
      snapLength: this.#u32(bytes, at + 12),
      perSecond,
      offsetSeconds,
    })
    return null
  }

  #i64(bytes: Buffer, at: number): number {
    return Number(this.#little ? bytes.readBigInt64LE(at) : bytes.readBigInt64BE(at))
  }

  #u16(bytes: Buffer, at: number): number {
    return this.#little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at)
  }

  #u32(bytes: Buffer, at: number): number {
    return this.#little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)
  }
}

function isPacket(type: number): boolean {
  return type === ENHANCED_PACKET || type === SIMPLE_PACKET || type === OLD_PACKET
}

/** A power of ten, or of two where the highest bit is set. */
function resolution(value: number): number {
  return (value & 0x80) === 0 ? 10 ** value : 2 ** (value & 0x7f)
}
