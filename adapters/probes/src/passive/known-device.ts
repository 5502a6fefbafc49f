import { LIMITS } from './capture-limits.ts'
import type {
  CapturedFact,
  CapturedField,
  CapturedPresence,
  CapturedProtocol,
  CapturedRole,
} from './captured-fact.ts'
import { readableText } from './readable-text.ts'

/** Where in which capture we are. */
export type Place = { file: string; packet: number }

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** What is known of one device: who says what, first and last seen where. */
export class KnownDevice {
  readonly #place: Place
  readonly #facts = new Map<string, Mutable<CapturedFact>>()
  readonly #presences = new Map<string, CapturedPresence>()
  #lastKey = ''
  dropped = 0

  constructor(place: Place) {
    this.#place = place
  }

  seen(protocol: CapturedProtocol, role: CapturedRole): void {
    const key = role === 'device' ? protocol : `${protocol} client`
    if (key === this.#lastKey) return
    this.#lastKey = key
    if (this.#presences.has(key)) return
    this.#presences.set(key, { protocol, role, ...this.#place })
  }

  fact(protocol: CapturedProtocol, field: CapturedField, text: string | null): void {
    const value = text === null ? '' : readableText(text)
    if (value === '') return
    const key = `${protocol} ${field} ${value}`
    const known = this.#facts.get(key)
    const { file, packet } = this.#place
    if (known !== undefined) {
      known.times++
      known.lastFile = file
      known.lastPacket = packet
      // In the order of their last sighting: the end of the list is the newest.
      this.#facts.delete(key)
      this.#facts.set(key, known)
      return
    }
    if (this.#facts.size >= LIMITS.factsPerAssetMax) {
      this.dropped++
      return
    }
    const times = 1
    const at = { file, packet, lastFile: file, lastPacket: packet, times }
    this.#facts.set(key, { protocol, field, value, ...at })
  }

  /** What was said first. */
  value(protocol: CapturedProtocol, field: CapturedField): string | null {
    for (const fact of this.#facts.values()) {
      if (fact.protocol === protocol && fact.field === field) return fact.value
    }
    return null
  }

  facts(): readonly CapturedFact[] {
    return [...this.#facts.values()]
  }

  presences(): readonly CapturedPresence[] {
    return [...this.#presences.values()]
  }
}
