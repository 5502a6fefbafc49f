import { expect, test } from 'vitest'
import { holdpoint } from './terminal.ts'

const NETWORK = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
const SAFETY =
  'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:A/CR:H/IR:H/AR:H/MSI:S/MSA:S'

test('cvss prints one score for each vector, in one array', async () => {
  const said = await holdpoint(['cvss', NETWORK, SAFETY, 'AV:N/AC:L/Au:N/C:C/I:C/A:C', '--json'])
  expect(said.code).toBe(0)
  expect(JSON.parse(said.out)).toMatchObject([
    { vector: NETWORK, version: '3.1', base: 9.8, temporal: 9.8, severity: 'CRITICAL' },
    { vector: SAFETY, version: '4.0', base: 10, nomenclature: 'CVSS-BTE', severity: 'CRITICAL' },
    { version: '2.0', base: 10, severity: 'HIGH' },
  ])
})

test('vers compares, contains, puts in order and reads native ranges', async () => {
  const cases: readonly (readonly [readonly string[], number, unknown])[] = [
    [['compare', 'npm', '1.0.0-rc.1', '1.0.0'], 0, { result: -1 }],
    [['compare', 'ot', 'V16 Update 1', 'V16'], 0, { result: 1 }],
    [['compare', 'maven', '1.0', '1'], 0, { result: 0 }],
    [['contains', 'vers:ot/>=V3.0|<V3.2.14', 'V3.2.13'], 0, { result: true }],
    [['contains', 'vers:ot/>=V3.0|<V3.2.14', 'V3.2.14'], 1, { result: false }],
    [['canonical', 'vers:pypi/0.0.2|0.0.1'], 0, { result: 'vers:pypi/0.0.1|0.0.2' }],
    [['from-native', 'npm', '^1.2.9'], 0, { result: 'vers:npm/>=1.2.9|<2.0.0' }],
  ]
  for (const [words, code, expected] of cases) {
    const said = await holdpoint(['vers', ...words, '--json'])
    expect({ words, code: said.code, out: JSON.parse(said.out) }).toEqual({
      words,
      code,
      out: expected,
    })
  }
})

test('what cannot be scored or ordered ends with 2 and one line that says what and where', async () => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['cvss', NETWORK, `${NETWORK}/E:A`], /E cannot be "A".*\(at character 46\)$/],
    [['cvss', 'CVSS:3.1/AV:N'], /AC is missing/],
    [['vers', 'contains', 'vers:all/<V2.2', 'V2.1'], /says nothing \(at character 10\)$/],
    [['vers', 'contains', 'vers:npm/>=2.0.0|<1.0.0', '3.0.0'], /not sorted/],
    [['vers', 'compare', 'ot', '1.05', '1.5'], /cannot be told/],
    [['vers', 'compare', 'unheard-of', '1', '2'], /no order is known/],
    [['vers', 'canonical', 'vers:npm/1.0||2.0'], /consecutive pipes/],
    [['vers', 'from-native', 'npm', '<1.0.0 >=2.0.0'], /nothing lies above/],
  ]
  for (const [words, expected] of cases) {
    const said = await holdpoint([...words, '--json'])
    expect({ words, code: said.code, out: said.out }).toEqual({ words, code: 2, out: '' })
    expect(said.err.trim()).toMatch(expected)
    expect(said.err.trim().split('\n')).toHaveLength(1)
  }
})
