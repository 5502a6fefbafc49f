import type { SignalView } from '@holdpoint/api'
import type { FunctionalTest, ProcessSignal } from '@holdpoint/core'

/** A test as a form holds it: numbers may still be missing. */
export type TestDraft = Omit<FunctionalTest, 'expected' | 'tolerance' | 'id'> & {
  readonly expected: number | null
  readonly tolerance: number | null
}

/** A signal of the asset, and what it read last; null where it was not read. */
export type SignalNow = ProcessSignal & { readonly value: number | null }

type ReadBy = FunctionalTest['readBy']

export function signalsNow(
  signals: readonly ProcessSignal[],
  assetId: string | null,
  views: readonly SignalView[],
): readonly SignalNow[] {
  const own = new Map(
    views.filter((one) => one.assetId === assetId).map((one) => [one.tag, one.value]),
  )
  return signals.map((signal) => ({ ...signal, value: own.get(signal.tag) ?? null }))
}

/** A first wording that the engineer corrects: the signal's limits, else what it reads today. */
export function draftTest(readBy: ReadBy, signal: SignalNow | null): TestDraft {
  const address = readBy === 'probe' ? (signal?.address ?? null) : null
  const unit = signal?.address.unit ?? ''
  const rest = { ...wordsFor(readBy, signal), readBy, signal: address, unit, minutes: 5 }
  return { ...rest, ...bandOf(signal) }
}

function wordsFor(readBy: ReadBy, signal: SignalNow | null) {
  if (signal === null) return { title: '', action: '' }
  const title = signal.words.slice(0, 1).toUpperCase() + signal.words.slice(1)
  return readBy === 'probe'
    ? { title, action: 'Read it over the plant network' }
    : { title: `${title}, on site`, action: 'Read it at the instrument and compare' }
}

function bandOf(signal: SignalNow | null): Pick<TestDraft, 'expected' | 'tolerance'> {
  if (signal === null) return { expected: null, tolerance: null }
  const { low, high, value, address } = signal
  if (low !== null && high !== null) {
    return { expected: (low + high) / 2, tolerance: (high - low) / 2 }
  }
  if (value === null) return { expected: null, tolerance: null }
  const expected = Math.round(value * 10) / 10
  return { expected, tolerance: toleranceOf(expected, address.unit) }
}

/** A switch is exact; a percentage drifts with the process; else a tenth of the reading. */
function toleranceOf(expected: number, unit: string): number {
  if (unit === 'on/off') return 0
  if (unit === '%') return 20
  return Math.max(1, Math.round(Math.abs(expected)) / 10)
}
