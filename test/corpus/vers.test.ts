import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  canonicalVers,
  compareInScheme,
  compareText,
  fromNative,
  parseVers,
  versContains,
} from '@holdpoint/csaf'
import { describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'
import { titled } from '../vector-files.ts'

const data = testData()

interface Vector {
  readonly test_type: string
  readonly input:
    | string
    | {
        readonly input_scheme?: string
        readonly scheme?: string
        readonly versions?: readonly string[]
        readonly native_range?: string
        readonly vers?: string
        readonly version?: string
      }
  readonly expected_output?: unknown
  readonly expected_failure?: boolean
  readonly expected_message?: string
}

/** Vectors of each file that we answer rightly, of how many; the last test says why two are not. */
const FLOORS: Readonly<Record<string, readonly [right: number, of: number]>> = {
  'alpine_version_cmp_test.json': [716, 716],
  'alpm_version_cmp_test.json': [42, 42],
  'conan_range_from_native_basic_test.json': [20, 20],
  'conan_range_from_native_test.json': [208, 209],
  'conan_version_cmp_test.json': [47, 47],
  'datetime_version_cmp_test.json': [7, 7],
  'gem_range_from_native_test.json': [1, 1],
  'lexicographic-test.json': [8, 8],
  'maven_version_cmp_test.json': [977, 977],
  'nginx_range_from_native_test.json': [4, 4],
  'npm_range_containment_test.json': [1, 1],
  'npm_range_from_native_test.json': [490, 491],
  'nuget_range_from_native_test.json': [1, 1],
  'openssl_version_cmp_test.json': [44, 44],
  'pypi_range_from_native_test.json': [3, 3],
  'pypi_range_validate_test.json': [19, 19],
  'vers_canonical_parse_test.json': [12, 12],
}

describe.skipIf(data === null)(titled('vers against the tests of its specification', data), () => {
  test('every file of vectors has a floor', () => {
    expect(readdirSync(join(data ?? '', 'vers')).sort()).toEqual(Object.keys(FLOORS).sort())
  })

  test.each(Object.entries(FLOORS))('%s: what was right stays right', (file, [floor, of]) => {
    const vectors = vectorsOf(file)
    const wrong = vectors.filter((vector) => !isRight(vector))
    console.log(`score: vers ${file} ${vectors.length - wrong.length}/${vectors.length}`)
    expect(vectors).toHaveLength(of)
    expect(vectors.length - wrong.length).toBeGreaterThanOrEqual(floor)
  })

  // Both expect a range that the specification itself does not allow (clauses 5.3.3 and 5.4); in
  // the second, npm reads ~0.8.0-pre as >=0.8.0-pre <0.9.0 (node-semver, tilde ranges).
  test.each([
    ['conan_range_from_native_test.json', '', 'vers:conan/', 'no-constraints'],
    [
      'npm_range_from_native_test.json',
      '>= 0.2.0 <= 0.9.6 || ~0.8.0-pre',
      'vers:npm/>=0.2.0|>=0.8.0-pre|<0.8.0|>=0.8.0|<0.8.1|<=0.9.6',
      'repeated-version',
    ],
  ])('%s: the one wrong answer is no valid range', (file, native, expected, kind) => {
    const wrong = vectorsOf(file).filter((vector) => !isRight(vector))
    expect(wrong.map(({ input }) => typeof input === 'object' && input.native_range)).toEqual([
      native,
    ])
    expect(wrong.map(({ expected_output }) => expected_output)).toEqual([expected])
    expect(parseVers(expected)).toMatchObject({ ok: false, refusal: { kind } })
  })

  test('a range made from a native one is either valid or comes with its fault', () => {
    const vectors = Object.keys(FLOORS).flatMap(vectorsOf)
    let faults = 0
    for (const { test_type, input } of vectors) {
      if (test_type !== 'from_native' || typeof input === 'string') continue
      const range = fromNative(input.scheme ?? '', input.native_range ?? '')
      if (!range.ok) continue
      if (range.value.fault !== null) faults++
      expect(parseVers(range.value.text).ok, range.value.text).toBe(range.value.fault === null)
    }
    console.log(
      `score: vers from-native: ${faults} expected ranges break clause 5.4, and we say so`,
    )
    expect(faults).toBeGreaterThan(0)
  })
})

function vectorsOf(file: string): readonly Vector[] {
  return JSON.parse(readFileSync(join(data ?? '', 'vers', file), 'utf8')).tests
}

function isRight(vector: Vector): boolean {
  const found = answer(vector)
  if (vector.expected_failure === true) return found === vector.expected_message
  return JSON.stringify(found) === JSON.stringify(vector.expected_output)
}

function answer({ test_type, input }: Vector): unknown {
  if (typeof input === 'string') return test_type === 'parse' ? parsed(input) : canonical(input)
  const { input_scheme = '', versions = [], vers = '', version = '' } = input
  switch (test_type) {
    case 'comparison':
      return versions.toSorted((a, b) => order(input_scheme, a, b) || compareText(a, b))
    case 'equality':
      return order(input_scheme, versions[0] ?? '', versions[1] ?? '') === 0
    case 'containment': {
      const within = versContains(vers, version)
      return within.ok ? within.value : within.refusal.why
    }
    default: {
      const range = fromNative(input.scheme ?? '', input.native_range ?? '')
      return range.ok ? range.value.text : range.refusal.why
    }
  }
}

function parsed(text: string): unknown {
  const vers = parseVers(text)
  if (!vers.ok) return `non-canonical VERS: ${vers.refusal.why}`
  const { scheme, constraints } = vers.value
  const pairs = constraints.map(({ comparator, version }) => [comparator, version])
  return { scheme, version_constraints: pairs }
}

function canonical(text: string): unknown {
  const found = canonicalVers(text)
  return found.ok ? found.value.text : found.refusal.why
}

function order(scheme: string, left: string, right: string): number {
  const found = compareInScheme(scheme, left, right)
  if (!found.ok) throw new Error(`${scheme} ${left} ${right}: ${found.refusal.why}`)
  return found.value
}
