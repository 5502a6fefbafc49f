import { expect, test } from 'vitest'
import { expectedInWords, measuredInWords } from './measured.ts'

test('what is on or off reads as a word, a number with its unit', () => {
  expect(measuredInWords(0, 'on/off')).toBe('off')
  expect(measuredInWords(1, 'on/off')).toBe('on')
  expect(measuredInWords(50.4, 'psi')).toBe('50.4 psi')
})

test('a band is written out, unless only one of on and off passes', () => {
  expect(expectedInWords({ expected: 50, tolerance: 2, unit: 'psi' })).toBe('50 ± 2 psi')
  expect(expectedInWords({ expected: 1, tolerance: 0, unit: 'on/off' })).toBe('on')
  // Anything would pass, and a word would hide it.
  expect(expectedInWords({ expected: 1, tolerance: 1, unit: 'on/off' })).toBe('1 ± 1 on/off')
})
