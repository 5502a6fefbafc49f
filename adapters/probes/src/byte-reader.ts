/**
 * Reads a device's answer without ever looking past its end. The first read that does not fit
 * makes the reader unsound; from then on it gives zeros, and the caller asks once, at the end.
 */
export class ByteReader {
  readonly #bytes: Buffer
  #at = 0
  #sound = true

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  sound(): boolean {
    return this.#sound
  }

  left(): number {
    return this.#bytes.length - this.#at
  }

  u8(): number {
    return this.#take(1)?.readUInt8(0) ?? 0
  }

  u16be(): number {
    return this.#take(2)?.readUInt16BE(0) ?? 0
  }

  u16le(): number {
    return this.#take(2)?.readUInt16LE(0) ?? 0
  }

  u32le(): number {
    return this.#take(4)?.readUInt32LE(0) ?? 0
  }

  skip(length: number): void {
    this.#take(length)
  }

  bytes(length: number): Buffer {
    return this.#take(length) ?? Buffer.alloc(0)
  }

  /** Printable text only: a name goes on screens and into files, and the device chose it. */
  text(length: number): string {
    return this.bytes(length)
      .toString('latin1')
      .replace(/[^\x20-\x7e\xa0-\xff]/g, ' ')
      .trim()
  }

  #take(length: number): Buffer | null {
    if (!this.#sound || length > this.left()) {
      this.#sound = false
      return null
    }
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }
}
