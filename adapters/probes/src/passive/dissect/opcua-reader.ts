import { u16le, u32le } from '../big-endian.ts'
import { readableText } from '../readable-text.ts'

const NULL_LENGTH = 0xffffffff
const DIAGNOSTICS_DEPTH_MAX = 8
const ARRAY_MAX = 1_024

/** Sizes of the built-in types that have a fixed one (OPC 10000-6, 5.2.2), by type number. */
const fixedSizes: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 4, 8: 8, 9: 8, 10: 4, 11: 8, 13: 8, 14: 16, 19: 4 },
}
const TEXT_TYPES: readonly number[] = [12, 15, 16]

export type NodeId = { readonly namespace: number; readonly id: number }

/**
 * Reads OPC UA's binary encoding and never looks past the end: the first read that does not fit
 * makes the reader unsound, and who reads asks once, at the end.
 */
export class OpcUaReader {
  readonly #bytes: Buffer
  readonly #end: number
  #at: number
  #sound = true

  constructor(bytes: Buffer, start: number, end: number) {
    this.#bytes = bytes
    this.#at = start
    this.#end = end
  }

  sound(): boolean {
    return this.#sound
  }

  /** Where the next read begins. */
  at(): number {
    return this.#at
  }

  skip(length: number): void {
    this.#take(length)
  }

  u8(): number {
    return this.#bytes[this.#take(1)] ?? 0
  }

  u16(): number {
    return u16le(this.#bytes, this.#take(2))
  }

  u32(): number {
    return u32le(this.#bytes, this.#take(4))
  }

  /** Null and empty are one: nothing was said. */
  text(): string {
    const length = this.u32()
    if (length === NULL_LENGTH) return ''
    const at = this.#take(length)
    return this.#sound
      ? readableText(this.#bytes.toString('utf8', at, at + Math.min(length, 4_096)))
      : ''
  }

  skipText(): void {
    const length = this.u32()
    if (length !== NULL_LENGTH) this.skip(length)
  }

  localizedText(): string {
    const mask = this.u8()
    if (mask & 1) this.skipText()
    return mask & 2 ? this.text() : ''
  }

  /** Only numeric identifiers are given back as such; any other is -1. */
  nodeId(): NodeId {
    const kind = this.u8()
    let node = { namespace: -1, id: -1 }
    const form = kind & 0x3f
    if (form === 0) node = { namespace: 0, id: this.u8() }
    else if (form === 1) node = { namespace: this.u8(), id: this.u16() }
    else if (form === 2) node = { namespace: this.u16(), id: this.u32() }
    else if (form === 3 || form === 5) {
      this.skip(2)
      this.skipText()
    } else if (form === 4) this.skip(18)
    else this.#sound = false
    if (kind & 0x80) this.skipText()
    if (kind & 0x40) this.skip(4)
    return node
  }

  /** How many follow; a count that cannot be true makes the reader unsound. */
  count(): number {
    const count = this.u32()
    if (count === NULL_LENGTH) return 0
    if (count > ARRAY_MAX) this.#sound = false
    return this.#sound ? count : 0
  }

  skipDiagnostics(depth = 0): void {
    const mask = this.u8()
    if (depth > DIAGNOSTICS_DEPTH_MAX) this.#sound = false
    for (const bit of [1, 2, 4, 8]) if (mask & bit) this.skip(4)
    if (mask & 16) this.skipText()
    if (mask & 32) this.skip(4)
    if (mask & 64 && this.#sound) this.skipDiagnostics(depth + 1)
  }

  /** The type of an extension object; its body is left unread, and its end is given back. */
  extension(): { readonly type: NodeId; readonly end: number } {
    const type = this.nodeId()
    const hasBody = this.u8() !== 0
    const length = hasBody ? this.u32() : 0
    const size = length === NULL_LENGTH ? 0 : length
    if (this.#at + size > this.#end) this.#sound = false
    return { type, end: this.#at + size }
  }

  /** Goes on at a place that `extension` gave. */
  goTo(at: number): void {
    if (at < this.#at || at > this.#end) this.#sound = false
    else this.#at = at
  }

  /** Over one value of a built-in type; structures of structures are not followed. */
  skipValue(type: number): void {
    const size = fixedSizes[type]
    if (size !== undefined) this.skip(size)
    else if (TEXT_TYPES.includes(type)) this.skipText()
    else if (type === 17 || type === 18) this.nodeId()
    else if (type === 20) {
      this.skip(2)
      this.skipText()
    } else if (type === 21) this.localizedText()
    else if (type === 22) this.goTo(this.extension().end)
    else this.#sound = false
  }

  #take(length: number): number {
    if (!this.#sound || length > this.#end - this.#at) {
      this.#sound = false
      return this.#end
    }
    const at = this.#at
    this.#at += length
    return at
  }
}
