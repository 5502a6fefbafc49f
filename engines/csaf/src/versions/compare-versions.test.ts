import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../test-support/seed.ts'
import { compareVersions, type VersionOrder } from './compare-versions.ts'
import { parseVersion, type Version } from './version.ts'

function orderOf(left: string, right: string): VersionOrder['order'] {
  return compareVersions(version(left), version(right)).order
}

function version(text: string): Version {
  const parsed = parseVersion(text)
  if (parsed === null) throw new Error(`not a version: ${text}`)
  return parsed
}

describe('comparing versions', () => {
  test.each([
    ['1.9', 'less', '1.10'],
    ['V5.5', 'equal', '5.5'],
    ['5.8', 'equal', '5.008'],
    ['V5.4', 'equal', 'V5.4.0'],
    ['2.7.7(9)', 'less', '02.07.07(10)'],
    ['15.2(4)EA', 'less', '15.2(5)EA.fc4'],
    ['V16', 'less', 'V16 Update 1'],
    ['V16 Update 10', 'greater', 'V16 Upd 2'],
    ['V13 SP1', 'less', 'V13 SP2 Update 2'],
    ['V13 Update 3', 'less', 'V13 SP1'],
    ['V4.7 SP4 HF2', 'greater', 'V4.7 SP4'],
    ['2014', 'less', '2014 R2'],
    ['2020_R2_SP1_P01', 'equal', '2020 R2 SP1 P01'],
    ['1.586L', 'less', '1.590A'],
    ['1.586L', 'less', '1.586M'],
    ['V2016.05RS08', 'less', 'V2016.05RS09'],
    ['3.4.4 Build 16102416', 'less', '3.4.4 Build 16102417'],
    ['B.02', 'less', 'C.01'],
    ['SV3.40', 'less', 'SV3.51'],
  ] as const)('%s is %s to %s', (left, order, right) => {
    expect(orderOf(left, right)).toBe(order)
  })

  test.each([
    ['02.07.07', '02.07.07(10)', 'one has a build in brackets'],
    ['1.05', '1.5', 'as decimals they differ, as numbers they do not'],
    ['1.00', '1.00A', 'a letter may be a revision or a variant'],
    ['4.0', 'C.01', 'the schemes differ'],
    ['15.2E', '15.2EA', 'letters of several signs have no order'],
    ['3.4.4', '3.4.4 Build 7', 'only one names its build'],
    ['1.2-3', '1.2.3', 'the separators differ'],
  ])('%s and %s have no order: %s', (left, right) => {
    expect(orderOf(left, right)).toBe('incomparable')
  })

  test('a wildcard takes in whatever stands in its place', () => {
    expect(orderOf('3.7', '3.x')).toBe('within')
    expect(orderOf('V3.2.14', 'V3.X.16')).toBe('less')
    expect(orderOf('V3.3.16', 'V3.X.16')).toBe('equal')
    expect(orderOf('4.0', '3.x')).toBe('greater')
    expect(orderOf('C.03', 'C.0x')).toBe('within')
  })

  test('words are not versions', () => {
    for (const text of ['', 'all versions', 'SP1', 'Windows 10', '1.0 to 2.4', 'april 1, 2018']) {
      expect(parseVersion(text), text).toBeNull()
    }
  })

  const number = fc.oneof(fc.nat(20), fc.nat(3000)).map(String)
  const dotted = fc.array(
    fc.oneof(
      number,
      number.map((one) => `0${one}`),
    ),
    {
      minLength: 1,
      maxLength: 5,
    },
  )
  const step = fc.constantFrom(
    '',
    '',
    ' SP1',
    ' SP2',
    ' Update 3',
    ' SP1 HF2',
    'A',
    'b',
    '(3)',
    '.x',
  )
  const anyVersion = fc
    .tuple(fc.constantFrom('', 'V'), dotted, step)
    .map(([prefix, parts, end]) => version(`${prefix}${parts.join('.')}${end}`))

  test('turning a comparison around turns its answer around', () => {
    const turned = { less: 'greater', greater: 'less', equal: 'equal' } as const
    fc.assert(
      fc.property(anyVersion, anyVersion, (a, b) => {
        const { order } = compareVersions(a, b)
        const expected = order === 'within' || order === 'incomparable' ? order : turned[order]
        expect(compareVersions(b, a).order).toBe(expected)
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })

  test('where three versions can be compared, less than less is less', () => {
    fc.assert(
      fc.property(anyVersion, anyVersion, anyVersion, (a, b, c) => {
        const [ab, bc, ac] = [compareVersions(a, b), compareVersions(b, c), compareVersions(a, c)]
        if (ab.order === 'less' && bc.order === 'less') {
          expect(['less', 'incomparable', 'within']).toContain(ac.order)
        }
        if (ab.order === 'equal' && bc.order === 'equal') {
          expect(['equal', 'incomparable', 'within']).toContain(ac.order)
        }
      }),
      { seed: SEED, numRuns: 5000 },
    )
  })

  test('every version is equal to itself', () => {
    fc.assert(
      fc.property(anyVersion, (a) => {
        expect(['equal', 'within']).toContain(compareVersions(a, a).order)
      }),
      { seed: SEED },
    )
  })
})
