/** A small generator of numbers that a seed replays (mulberry32). */
export class Random {
  private state: number
  constructor(seed: number) {
    this.state = seed >>> 0
  }
  /** 0 ≤ x < 1 */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  below(size: number): number {
    return Math.floor(this.next() * size)
  }
  pick<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T
  }
  chance(of: number): boolean {
    return this.next() < of
  }
}
