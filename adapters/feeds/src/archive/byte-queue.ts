/** Takes exact numbers of bytes from a stream, and holds no more than is asked for and one chunk. */
export class ByteQueue {
  private readonly chunks: AsyncIterator<Buffer>
  private rest: Buffer = Buffer.alloc(0)

  constructor(stream: AsyncIterable<Buffer>) {
    this.chunks = stream[Symbol.asyncIterator]()
  }

  async take(count: number): Promise<Uint8Array> {
    const parts: Buffer[] = []
    for (let missing = count; missing > 0; ) {
      if (this.rest.length === 0) {
        const next = await this.chunks.next()
        if (next.done === true) throw new Error('is cut off')
        this.rest = next.value
      }
      const part = this.rest.subarray(0, missing)
      this.rest = this.rest.subarray(part.length)
      missing -= part.length
      parts.push(part)
    }
    return Buffer.concat(parts)
  }

  /** To the end, where a packed stream says whether it came whole. */
  async drain(bytesMax: number): Promise<void> {
    let bytes = this.rest.length
    for (;;) {
      const next = await this.chunks.next()
      if (next.done === true) return
      bytes += next.value.length
      if (bytes > bytesMax) throw new Error('goes on behind its end')
    }
  }
}
