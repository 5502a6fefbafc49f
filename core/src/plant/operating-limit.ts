import type { Instant } from './instant.ts'

/**
 * How far the process may go while something is not repaired, as an engineer entered it: in words,
 * and where a signal tells, in numbers of the unit of that signal.
 */
export type OperatingLimit = {
  readonly id: string
  /** "Feed at most 60 %, no start-up". */
  readonly words: string
  /** Null: nothing measures it; a person says whether it is kept. */
  readonly measured: MeasuredLimit | null
  readonly reason: string
  readonly personId: string
  readonly enteredAt: Instant
}

export type MeasuredLimit = {
  readonly assetId: string
  /** The tag of the signal at that asset. */
  readonly signal: string
  readonly unit: string
  readonly low: number | null
  readonly high: number | null
}

/** A limit with what its signal says now; null where nothing measures it or nothing answers. */
export type LimitNow = {
  readonly limit: OperatingLimit
  readonly reading: { readonly value: number; readonly readAt: Instant } | null
}

export type LimitStanding = 'kept' | 'broken' | 'not-read' | 'in-words'

/** What can be said of a limit now; a signal that does not answer keeps nothing. */
export function limitStanding({ limit: { measured }, reading }: LimitNow): LimitStanding {
  if (measured === null) return 'in-words'
  if (reading === null || !Number.isFinite(reading.value)) return 'not-read'
  const { low, high } = measured
  const below = low !== null && reading.value < low
  const above = high !== null && reading.value > high
  return below || above ? 'broken' : 'kept'
}

/** `Tank level 40 to 80 %`, or the words alone. */
export function limitInWords({ words, measured }: OperatingLimit): string {
  return measured === null ? words : `${words} (${boundsInWords(measured)})`
}

export function boundsInWords({ signal, unit, low, high }: MeasuredLimit): string {
  if (low === null) return `${signal} at most ${high} ${unit}`
  if (high === null) return `${signal} at least ${low} ${unit}`
  return `${signal} ${low} to ${high} ${unit}`
}
