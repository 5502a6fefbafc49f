import { LIMITS } from '../capture-limits.ts'
import { NEEDS_MORE, type StreamDissector } from './dissector.ts'
import { HeldBytes, type HoldingBudget } from './held-bytes.ts'
import type { Host } from './host.ts'

type Waiting = { readonly from: number; readonly bytes: Buffer; readonly missing: number }

/** Further behind than any window lets a retransmission be. */
const BEHIND_MAX = 16_777_216

/** Serial number arithmetic (RFC 1982): how far `a` is ahead of `b`. */
function ahead(a: number, b: number): number {
  return (a - b) | 0
}

/**
 * One direction of a TCP connection put back into order. Of bytes that came twice the first are
 * believed; what is missing for good is a gap, and reading goes on at the next segment.
 */
export class TcpDirection {
  readonly host: Host
  readonly fromClient: boolean
  readonly #held: HeldBytes
  readonly #budget: HoldingBudget
  dissector: StreamDissector | null = null
  #next = 0
  #known = false
  /** The number after the SYN, or -1 where the capture began later. */
  #opened = -1
  #waiting: Waiting[] = []
  #waitingBytes = 0
  gaps = 0

  constructor(host: Host, fromClient: boolean, budget: HoldingBudget) {
    this.host = host
    this.fromClient = fromClient
    this.#budget = budget
    this.#held = new HeldBytes(budget)
  }

  /** A SYN: the first byte of data has this number. */
  open(next: number): void {
    if (this.#known) return
    this.#next = next >>> 0
    this.#opened = this.#next
    this.#known = true
  }

  /** Whether a SYN with this number opens another connection than the one at hand. */
  reopens(next: number): boolean {
    return this.#known && this.#opened !== next >>> 0
  }

  /** `missing` bytes at the end of the segment were on the wire and not in the capture. */
  segment(sequence: number, bytes: Buffer, start: number, end: number, missing: number): void {
    if (!this.#known) {
      this.#known = true
      this.#next = sequence
    }
    let early = ahead(sequence, this.#next)
    if (early < -BEHIND_MAX) {
      // Not a retransmission: other numbers, so another connection whose SYN was not captured.
      this.release()
      this.#gap()
      this.#next = sequence
      early = 0
    }
    if (early === 0 && this.#waiting.length === 0) {
      this.#take(bytes, start, end, missing)
      return
    }
    if (early > 0) {
      this.#wait({ from: sequence, bytes: Buffer.from(bytes.subarray(start, end)), missing })
    } else {
      this.#takeRest(sequence, bytes.subarray(start, end), missing)
    }
    this.#drain()
  }

  /** Nothing more will come: what waits is read behind its gap. */
  flush(): void {
    while (this.#waiting.length > 0) this.#skipToWaiting()
  }

  release(): void {
    this.#held.release()
    this.#budget.give(this.#waitingBytes)
    this.#waiting = []
    this.#waitingBytes = 0
  }

  #wait(segment: Waiting): void {
    const length = segment.bytes.length
    if (!this.#budget.take(length)) {
      this.#gap()
      return
    }
    const at = this.#waiting.findLastIndex((one) => ahead(one.from, segment.from) <= 0)
    this.#waiting.splice(at + 1, 0, segment)
    this.#waitingBytes += length
    const tooMany = this.#waiting.length > LIMITS.waitingSegmentsMax
    if (tooMany || this.#waitingBytes > LIMITS.waitingBytesMax) this.#skipToWaiting()
  }

  #drain(): void {
    let first = this.#waiting[0]
    while (first !== undefined && ahead(first.from, this.#next) <= 0) {
      this.#waiting.shift()
      this.#waitingBytes -= first.bytes.length
      this.#budget.give(first.bytes.length)
      this.#takeRest(first.from, first.bytes, first.missing)
      first = this.#waiting[0]
    }
  }

  #skipToWaiting(): void {
    const first = this.#waiting[0]
    if (first === undefined) return
    this.#gap()
    this.#next = first.from
    this.#drain()
  }

  /** The part of a segment that was not read before. */
  #takeRest(sequence: number, bytes: Buffer, missing: number): void {
    const old = ahead(this.#next, sequence)
    if (old < bytes.length) this.#take(bytes, old, bytes.length, missing)
    else if (old < bytes.length + missing) this.#skip(bytes.length + missing - old)
  }

  #take(bytes: Buffer, start: number, end: number, missing: number): void {
    this.#next = (this.#next + end - start) >>> 0
    this.#deliver(bytes, start, end)
    if (missing > 0) this.#skip(missing)
  }

  #skip(count: number): void {
    this.#next = (this.#next + count) >>> 0
    this.#gap()
  }

  #gap(): void {
    this.gaps++
    this.#held.release()
    this.dissector?.gap(this.fromClient)
  }

  #deliver(bytes: Buffer, start: number, end: number): void {
    const dissector = this.dissector
    if (dissector === null) return
    if (this.#held.length === 0) {
      const at = this.#messages(dissector, bytes, start, end)
      if (at < end && !this.#held.append(bytes, at, end)) this.#gap()
      return
    }
    if (!this.#held.append(bytes, start, end)) {
      this.#gap()
      return
    }
    const held = this.#held.view()
    this.#held.dropFirst(this.#messages(dissector, held, 0, held.length))
  }

  /** Reads whole messages and gives back where the first unread byte is. */
  #messages(dissector: StreamDissector, bytes: Buffer, start: number, end: number): number {
    let at = start
    while (at < end) {
      const length = dissector.lengthOf(bytes, at, end)
      if (length === NEEDS_MORE) return at
      if (length < 0 || length > LIMITS.messageBytesMax) {
        // No message begins here: whatever follows in this segment hangs in the air as well.
        dissector.gap(this.fromClient)
        this.gaps++
        return end
      }
      if (length > end - at) return at
      dissector.message(bytes, at, at + length, this.fromClient)
      at += length
    }
    return at
  }
}
