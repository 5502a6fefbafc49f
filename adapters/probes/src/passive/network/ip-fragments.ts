import { LIMITS } from '../capture-limits.ts'

const DATAGRAM_BYTES_MAX = 65_535
/** A real network cuts a datagram into some 50 pieces; thousands only cost time. */
const PARTS_MAX = 512

type Part = { readonly from: number; readonly bytes: Buffer }
type Pieces = { parts: Part[]; length: number; held: number; spoiled: boolean }

/**
 * Puts fragmented datagrams together. Fragments that overlap with other content spoil the whole
 * datagram (RFC 5722 demands that for IPv6): nobody can say which one the device believed.
 */
export class IpFragments {
  readonly #datagrams = new Map<string, Pieces>()
  incomplete = 0

  /** The whole payload when this fragment completes it, else null. */
  add(key: string, from: number, bytes: Buffer, last: boolean): Buffer | null {
    const pieces = this.#datagrams.get(key) ?? this.#begin(key)
    if (pieces.spoiled) return null
    const end = from + bytes.length
    const known = pieces.parts.find((part) => part.from === from)
    if (known?.bytes.equals(bytes)) return null
    const overlaps = pieces.parts.some(
      (part) => part.from < end && from < part.from + part.bytes.length,
    )
    const contradicts = last && pieces.length >= 0 && pieces.length !== end
    const beyond = end > DATAGRAM_BYTES_MAX || (pieces.length >= 0 && end > pieces.length)
    const tooMany = pieces.parts.length >= PARTS_MAX
    if (overlaps || contradicts || beyond || tooMany || bytes.length === 0) {
      this.#datagrams.set(key, { parts: [], length: -1, held: 0, spoiled: true })
      return null
    }
    pieces.parts.push({ from, bytes: Buffer.from(bytes) })
    pieces.held += bytes.length
    if (last) pieces.length = end
    if (pieces.held !== pieces.length) return null
    this.#datagrams.delete(key)
    pieces.parts.sort((a, b) => a.from - b.from)
    return Buffer.concat(pieces.parts.map((part) => part.bytes))
  }

  end(): void {
    this.incomplete += this.#datagrams.size
    this.#datagrams.clear()
  }

  #begin(key: string): Pieces {
    const oldest = this.#datagrams.keys().next()
    if (this.#datagrams.size >= LIMITS.fragmentedDatagramsMax && oldest.done !== true) {
      this.#datagrams.delete(oldest.value)
      this.incomplete++
    }
    const pieces = { parts: [], length: -1, held: 0, spoiled: false }
    this.#datagrams.set(key, pieces)
    return pieces
  }
}
