import type { FunctionalTest } from '@holdpoint/core'

/** `50.4 psi`, and for what is only on or off the word. */
export function measuredInWords(measured: number, unit: string): string {
  if (unit === 'on/off') return measured === 0 ? 'off' : 'on'
  return `${measured} ${unit}`
}

/** `50 ± 2 psi`: what passes. */
export function expectedInWords(
  test: Pick<FunctionalTest, 'expected' | 'tolerance' | 'unit'>,
): string {
  const { expected, tolerance, unit } = test
  if (unit === 'on/off' && tolerance < 1) return measuredInWords(expected, unit)
  return `${expected} ± ${tolerance} ${unit}`
}
