import { type CaptureDamage, Frame, type PacketSink } from './packet.ts'
import { isPcap, PcapRecords } from './pcap-records.ts'
import { isPcapng, PcapngBlocks } from './pcapng-blocks.ts'

export type CaptureFormat = 'pcap' | 'pcapng'

/** Enough to know either format by its header. */
const HEADER_BYTES_MAX = 28

/**
 * Reads a capture in pieces of any size; nothing but the record at hand is held. After the first
 * damage it reads no further: behind a wrong length every byte would be a guess.
 */
export class CaptureReader {
  readonly #sink: PacketSink
  readonly #frame = new Frame()
  #format: CaptureFormat | null = null
  #records: PcapRecords | PcapngBlocks | null = null
  #rest: Buffer = Buffer.alloc(0)
  #offset = 0
  #damage: CaptureDamage | null = null
  #fault: CaptureDamage | null = null

  constructor(sink: PacketSink) {
    this.#sink = sink
  }

  push(chunk: Buffer): void {
    if (this.#damage !== null || this.#fault !== null) return
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    if (this.#records === null && bytes.length < HEADER_BYTES_MAX) {
      this.#rest = bytes
      return
    }
    this.#read(bytes)
  }

  end(): void {
    if (this.#records === null && this.#fault === null) this.#read(this.#rest)
    if (this.#fault !== null || this.#damage !== null) return
    const cut = this.#records instanceof PcapngBlocks && this.#records.inBlock()
    if (this.#rest.length === 0 && !cut) return
    const offset = this.#offset + this.#rest.length
    this.#damage = { offset, why: 'the file ends in the middle of a packet' }
  }

  /** Why this is no capture at all, or null. */
  fault(): CaptureDamage | null {
    return this.#fault
  }

  /** Where and why the reading ended before the end of the file, or null. */
  damage(): CaptureDamage | null {
    return this.#damage
  }

  format(): CaptureFormat | null {
    return this.#format
  }

  packets(): number {
    return this.#frame.number
  }

  #read(bytes: Buffer): void {
    if (this.#records === null) this.#open(bytes)
    if (this.#records === null) return
    const read = this.#records.read(bytes, this.#offset, this.#frame, this.#sink)
    if (typeof read !== 'number') {
      this.#damage = read
      this.#rest = Buffer.alloc(0)
      return
    }
    this.#offset += read
    // A copy, so that the rest of a large chunk is not kept with it.
    this.#rest = read === bytes.length ? Buffer.alloc(0) : Buffer.from(bytes.subarray(read))
  }

  #open(bytes: Buffer): void {
    if (bytes.length >= 4 && isPcap(bytes)) {
      this.#fault = PcapRecords.faultOf(bytes)
      this.#format = 'pcap'
      if (this.#fault === null) this.#records = new PcapRecords()
      return
    }
    if (bytes.length >= 4 && isPcapng(bytes)) {
      this.#fault = PcapngBlocks.faultOf(bytes)
      this.#format = 'pcapng'
      if (this.#fault === null) this.#records = new PcapngBlocks()
      return
    }
    const why =
      bytes.length < 4 ? 'the file is too short for a capture' : 'not a pcap or pcapng file'
    this.#fault = { offset: bytes.length < 4 ? bytes.length : 0, why: known(bytes) ?? why }
  }
}

/** What people give by mistake, so that the error says what to do. */
function known(bytes: Buffer): string | null {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'a gzip file: unpack it first'
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'a zip file: unpack it first'
  return null
}
