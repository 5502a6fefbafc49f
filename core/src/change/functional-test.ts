import type { SignalAddress } from '../plant/identity-probe.port.ts'

/** One test of a functional test procedure: an action, and a reading with unit and tolerance. */
export type FunctionalTest = {
  readonly id: string
  readonly title: string
  readonly action: string
  readonly expected: number
  readonly tolerance: number
  readonly unit: string
  /** Read by probe where the plant can be asked, by a person where it cannot. */
  readonly readBy: 'probe' | 'person'
  readonly signal: SignalAddress | null
  readonly minutes: number
}

/** A reading exactly on the edge of its tolerance passes. */
export function testPasses(test: FunctionalTest, measured: number): boolean {
  return Number.isFinite(measured) && Math.abs(measured - test.expected) <= test.tolerance
}
