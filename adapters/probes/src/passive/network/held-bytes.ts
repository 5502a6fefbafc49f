import { LIMITS } from '../capture-limits.ts'

/** What all connections hold together; who passes the end gives up what it held. */
export class HoldingBudget {
  used = 0
  cut = 0

  take(bytes: number): boolean {
    if (this.used + bytes > LIMITS.heldBytesMax) {
      this.cut++
      return false
    }
    this.used += bytes
    return true
  }

  give(bytes: number): void {
    this.used -= bytes
  }
}

/** Grows by doubling, so that a message in many small pieces costs no more than its length. */
export class HeldBytes {
  readonly #budget: HoldingBudget
  readonly #max: number
  #bytes: Buffer = Buffer.alloc(0)
  #length = 0

  constructor(budget: HoldingBudget, max: number = LIMITS.messageBytesMax) {
    this.#budget = budget
    this.#max = max
  }

  get length(): number {
    return this.#length
  }

  /** Valid until the next append or release. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#length)
  }

  append(bytes: Buffer, start: number, end: number): boolean {
    const length = this.#length + end - start
    if (length > this.#max) return false
    if (length > this.#bytes.length && !this.#grow(length)) return false
    bytes.copy(this.#bytes, this.#length, start, end)
    this.#length = length
    return true
  }

  dropFirst(count: number): void {
    if (count >= this.#length) this.release()
    else {
      this.#bytes.copyWithin(0, count, this.#length)
      this.#length -= count
    }
  }

  release(): void {
    this.#budget.give(this.#bytes.length)
    this.#bytes = Buffer.alloc(0)
    this.#length = 0
  }

  #grow(length: number): boolean {
    const size = Math.max(256, 2 ** Math.ceil(Math.log2(length)))
    if (!this.#budget.take(size - this.#bytes.length)) return false
    const grown = Buffer.allocUnsafeSlow(size)
    this.#bytes.copy(grown, 0, 0, this.#length)
    this.#bytes = grown
    return true
  }
}
