import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../test-support/seed.ts'
import { readVersionText } from './read-version-text.ts'
import { standingIn } from './version-condition.ts'

function standing(text: string, observed: string): string {
  const condition = readVersionText(text)
  return condition.kind === 'ranges' ? standingIn(condition, observed) : 'undecided'
}

describe('reading a version text', () => {
  test.each([
    ['vers:all/*', '7.1', 'inside'],
    ['*', '7.1', 'inside'],
    ['All versions', '7.1', 'inside'],
    ['< 2.0', '1.9', 'inside'],
    ['< 2.0', '2.0', 'outside'],
    ['<= 2.0', '2.0', 'inside'],
    ['<= 2.0', '2.0.1', 'unknown'],
    ['vers:all/<V7.0.3', 'V7.0.2', 'inside'],
    ['vers:intdot/<=002.005.000', '2.5.0', 'inside'],
    ['vers:intdot/<=1.5.0.14, 1.5.0.15', '1.5.0.15', 'inside'],
    ['vers:all/>=V2.9.2<V2.9.4', 'V2.9.3', 'inside'],
    ['vers:all/>=V2.9.2<V2.9.4', 'V2.9.4', 'outside'],
    ['>= 6.02 | <= 6.05', '6.03', 'inside'],
    ['>= 6.02 | <= 6.05', '6.01', 'outside'],
    ['>= V2.0 and < V2.6', 'V2.5', 'inside'],
    ['> V3.0 < V4.0', 'V3.0', 'outside'],
    ['All versions < V16 Update 1', 'V16', 'inside'],
    ['28.011 | 28.012', '28.012', 'inside'],
    ['28.011 | 28.012', '28.013', 'outside'],
    ['4.8.2611|4.8.2561', '4.8.2561', 'inside'],
    ['7.2.x', '7.2.9', 'inside'],
    ['7.2.x', '7.3.0', 'outside'],
    ['20-33', '33.012', 'inside'],
    ['V1.81.01 - V1.81.03', 'V1.81.02', 'inside'],
    ['versions prior to 1.5', '1.4', 'inside'],
    ['1.5 and prior', '1.5', 'inside'],
    ['1.5 and earlier versions', '1.6', 'outside'],
    ['1.5 and later', '1.6', 'inside'],
    ['between V3.0 (including) and V3.0.2 (excluding)', 'V3.0.2', 'outside'],
    ['<= 9.6 (excluding 9.4.2.6 and 9.5.3.2)', '9.4.2.6', 'outside'],
    ['<= 9.6 (excluding 9.4.2.6 and 9.5.3.2)', '9.4.2.7', 'unknown'],
    ['< 1.28.16 | < 1.24.69', '1.24.69', 'outside'],
    ['< 1.28.16 | < 1.24.69', '1.26.05', 'unknown'],
    ['<= 3.14.25 | 3.15.18', '3.15.10', 'unknown'],
    ['<= first 2 digits of serial number are 04', '041111', 'inside'],
    ['<=the_first_5_digits_of_serial_number_24031', '24032999', 'outside'],
    ['All BIOS versions < V25.02.10', 'V25.02.09', 'inside'],
  ])('"%s" and %s: %s', (text, observed, expected) => {
    expect(standing(text, observed)).toBe(expected)
  })

  test.each([
    '5.011 | < 8.011',
    '>= 1.0 | >= 2.4',
    'M221',
    '1763-L16BWA',
    '2131 and 2141',
    'No version',
    'april 1, 2018',
    'and 5.028',
    '< 12.4 (firmware 1.46)',
    '<= 7.20 (7.50 and 7.60 may also be affected if WibuKey was installed manually)',
    'R2 SP1 and prior',
    '',
  ])('"%s" is not decided', (text) => {
    expect(standing(text, '1.0')).toBe('undecided')
  })

  test('a condition in words leaves only the versions outside decided', () => {
    const condition = readVersionText('< V8.2 SP1 with WinCC V7.4')
    expect(condition.kind === 'ranges' && condition.requirements).toEqual([
      { kind: 'words', text: 'with WinCC V7.4' },
    ])
  })

  test('the rules that read a text are named', () => {
    expect(readVersionText('vers:all/<V2.2').rule).toBe('vers type passed over + bounds')
    expect(readVersionText('1.5 and prior').rule).toBe('and earlier + bounds')
  })

  test('a text that is too long is not read in part', () => {
    expect(readVersionText(`< 2.0 ${'| 1.0 '.repeat(100)}`).kind).toBe('undecided')
  })

  test('no text makes the rules throw, and none takes long', () => {
    const word = fc.constantFrom(
      '<',
      '<=',
      '>=',
      '|',
      'V1.2',
      '3.x',
      'SP1',
      'and',
      'prior',
      '(',
      ')',
      'only if',
    )
    const text = fc.oneof(
      fc.string({ maxLength: 400 }),
      fc.array(word).map((words) => words.join(' ')),
    )
    fc.assert(
      fc.property(text, fc.string({ maxLength: 30 }), (written, observed) => {
        standing(written, observed)
      }),
      { seed: SEED, numRuns: 3000 },
    )
  })
})
