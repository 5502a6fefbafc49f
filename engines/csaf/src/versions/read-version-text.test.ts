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
    'april 1, 2018',
    '< august 28',
    '3.0 (excluding Version 2.83 and all subsequent minor releases)',
    'and 5.028',
    '< 12.4 (firmware 1.46)',
    '<= 7.20 (7.50 and 7.60 may also be affected if WibuKey was installed manually)',
    'R2 SP1 and prior',
    '',
  ])('"%s" is not decided', (text) => {
    expect(standing(text, '1.0')).toBe('undecided')
  })

  test.each([
    ['bound on a day', 'manufactured prior to April 1, 2018', '2018-03-31', 'inside'],
    ['bound on a day', 'distributed  < april 1, 2018', 'April 1, 2018', 'outside'],
    ['bound on a day', '<April/20/2023', '2023-04-20', 'outside'],
    ['bound on a day', '<=production_date_December_2020', '2020-12-31', 'inside'],
    ['bound on a day', '<=Production_date_July_2020', 'July 2020', 'inside'],
    ['bound on a day', '< January 31 2014', 'January 2014', 'unknown'],
    ['letter revisions', '<=LF', 'LE', 'inside'],
    ['letter revisions', '<=LF', 'LG', 'outside'],
    ['letter revisions', '<=W', 'AA', 'unknown'],
    ['letter revisions', 'Rev B-M', 'N', 'outside'],
    ['hyphen range', 'V175-V189', '180', 'inside'],
    ['hyphen range', '20-33', '34.011', 'outside'],
    ['two bounds', '1.275M\u20141.280S', '1.276A', 'inside'],
    ['two bounds', '1.275M\u20141.280S', '1.281A', 'outside'],
    ['two bounds', 'A10 < A11', 'A10', 'inside'],
    ['two bounds', '2.2.3  until 2.2.3.3', '2.2.3.2', 'inside'],
    ['two bounds', '2.0.3.00.016 (including) and 2.0.6 (excluding)', '2.0.6', 'outside'],
    ['two bounds', '>= 9.3.0 -  but not including 9.3.8', '9.3.7', 'inside'],
    ['upper bound', '3.0 and <', '3.0', 'inside'],
    ['upper bound', '< 4.8 | SP5', '4.8 SP4', 'inside'],
    ['upper bound', 'V4.7: < V4.7 HF27', 'V4.7 HF26', 'inside'],
    ['upper bound', '<15.2{7}E2', '15.2(7)E1', 'inside'],
    ['upper bound', '<= 22.10-SP6', '22.10-SP7', 'outside'],
    ['upper bound', 'All versions < SE2021MP3', 'SE2021 MP2', 'inside'],
    ['upper bound', '< V3.14-P021', 'V3.14-P020', 'inside'],
    ['upper bound', 'vers:all/<CPCI85 V05.11', 'CPCI85 V05.10', 'inside'],
    ['upper bound', 'vers:all/<CPCI85 V05.11', 'V05.11', 'outside'],
    ['upper bound', 'vers:all/<CPCI85 V05.11', 'CPC80 V04.00', 'unknown'],
    ['upper bound', '<=3.1 Build 4022.4', '3.1 Build 4022.5', 'outside'],
    ['upper bound', '<=3.1 Build 4022.4', '3.1 Build 4022', 'inside'],
    ['upper bound', '< 1.2 FP2 HF6 (Build Nr. 1.2.14002.257)', '1.2 FP2 HF5', 'inside'],
    ['upper bound', '<= 1.54 (integrated into GE MobileLink)', '1.55', 'outside'],
    ['bound and single versions', '2.0 and all versions >= 2.5 < 2.8', '2.6', 'inside'],
    ['list of versions', '(Release 1.3.2 1.4.0 1.4.1)', '1.4.0', 'inside'],
    ['no version', 'No version', '1.0', 'outside'],
    ['names that stand for themselves', 'BT03 | BT04 | BT06', 'BT05', 'outside'],
    ['names that stand for themselves', 'HD 16 | HD23', 'HD16', 'inside'],
    ['names that stand for themselves', '1763-L16BWA', '1763-L16BWA', 'inside'],
    ['names that stand for themselves', 'M221', '1.0', 'unknown'],
    ['names that stand for themselves', '2131 and 2141', '2141', 'inside'],
    ['first digits of the serial number', '<= Serial Numbers 2310****', '23101234', 'inside'],
    [
      'first digits of the serial number',
      '5  digits of serial number <= 24031',
      '24032',
      'outside',
    ],
  ])('by "%s", "%s" and %s: %s', (rule, text, observed, expected) => {
    expect({ standing: standing(text, observed), rule: readVersionText(text).rule }).toEqual({
      standing: expected,
      rule: expect.stringContaining(rule),
    })
  })

  test('a part of the device with its own version is a condition beside the version', () => {
    const condition = readVersionText('All versions <= V2.3.0 and Function State (FS) <= 3')
    expect(condition).toMatchObject({
      axis: { kind: 'firmware' },
      requirements: [{ kind: 'component-bound', name: 'Function State (FS)' }],
    })
  })

  test.each([
    ['* (with option G28)', 'option G28'],
    ['All versions with Ethernet interface', 'Ethernet interface'],
    ['All versions using Shared HIS', 'Shared HIS'],
    ['< V10.4.1 only if web components are used', 'web components'],
  ])('"%s" asks for a thing that the asset has or has not', (text, name) => {
    const condition = readVersionText(text)
    expect(condition.kind === 'ranges' && condition.requirements).toEqual([
      { kind: 'component-flag', name },
    ])
  })

  test('a condition in words leaves only the versions outside decided', () => {
    const condition = readVersionText('< V8.2 SP1 with WinCC V7.4')
    expect(condition.kind === 'ranges' && condition.requirements).toEqual([
      { kind: 'words', text: 'with WinCC V7.4' },
    ])
  })

  test('the rules that read a text are named', () => {
    expect(readVersionText('vers:all/<V2.2').rule).toBe('vers type passed over + upper bound')
    expect(readVersionText('1.5 and prior').rule).toBe('and earlier + upper bound')
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
