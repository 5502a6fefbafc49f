import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromNative } from './from-native.ts'
import { compareInScheme, versSchemeNames } from './schemes.ts'
import { canonicalVers, parseVers, versContains } from './version-range.ts'

const SEED = Number(process.env.HOLDPOINT_SEED ?? 20_261_123)

describe('versContains', () => {
  test.each([
    ['vers:npm/1.2.3|>=2.0.0|<5.0.0', ['1.2.3', '2.0.0', '4.9.9'], ['1.2.4', '5.0.0', '1.0.0']],
    ['vers:gem/>=2.2.0|!=2.2.1|<2.3.0', ['2.2.0', '2.2.2'], ['2.2.1', '2.3.0', '2.1']],
    ['vers:pypi/<=1.0.0|>=2.0.0', ['0.1', '1.0', '2.0.0', '9'], ['1.5']],
    ['vers:pypi/!=5', ['4', '6'], ['5', '5.0']],
    ['vers:pypi/1.0|!=2.0', ['1.0'], ['2.0', '3.0']],
    ['vers:pypi/>=3.0.0|2.0.3', ['2.0.3', '3.1'], ['2.0.4']],
    ['vers:intdot/>=1.2|<2.0', ['1.5.0', '01.10'], ['2.0', '1.1.9']],
    ['vers:semver/<1.0.0', ['1.0.0-rc.1', '0.9.9'], ['1.0.0', '1.0.0+build']],
    ['vers:ot/<V3.2.14', ['V3.2.13', '3.1'], ['V3.2.14', 'V3.2.14.1', 'V4.0']],
    ['vers:ot/>=20.011|<21.0', ['20.011', '20.12'], ['20.010', '21.0']],
    ['vers:ot/<V16%20Update%201', ['V16', 'V15.1'], ['V16 Update 1', 'V16 Update 2', 'V17']],
    ['vers:all/*', ['anything'], []],
    ['vers:none/*', [], ['anything']],
    [
      'vers:datetime/>=2024-01-01T00:00:00Z',
      ['2024-01-01T01:00:00+01:00'],
      ['2023-12-31T23:59:59.9Z'],
    ],
  ])('%s', (range, inside, outside) => {
    for (const version of inside) expect(versContains(range, version), version).toEqual(yes)
    for (const version of outside) expect(versContains(range, version), version).toEqual(not)
  })

  test.each([
    ['vers:all/<V2.2', 'V1.0', 'misused-asterisk', 9],
    ['vers:all/V2.2', 'V2.2', 'misused-asterisk', 9],
    ['vers:none/1', '1', 'misused-asterisk', 10],
    ['vers:npm/*|1.0', '1.0', 'misused-asterisk', 9],
    ['vers:npm/>=1.*', '1.0', 'misused-asterisk', 13],
    ['vers:npm/>=2.0.0|<1.0.0', '3.0.0', 'not-sorted', 17],
    ['vers:npm/>=1.0.0|>=2.0.0', '1.5.0', 'bad-sequence', 17],
    ['vers:npm/>=1.0.0|1.5.0|<2.0.0', '1.2.0', 'bad-sequence', 17],
    ['vers:npm/<1.0.0|>=1.0.0', '1.0.0', 'repeated-version', 16],
    ['vers:npm/>=1.0', 'latest', 'bad-version', 0],
    ['vers:npm/=1.0', '1.0', 'bad-comparator', 9],
    ['vers:npm/>=', '1.0', 'empty-version', 11],
    ['vers:npm/', '1.0', 'no-constraints', 9],
    ['vers:npm', '1.0', 'not-vers', 8],
    ['npm/1.0', '1.0', 'not-vers', 0],
    ['vers:NPM/1.0', '1.0', 'bad-type', 5],
    ['vers:invalid/*', '1.0', 'bad-type', 5],
    ['vers:example/1.0', '1.0', 'unknown-scheme', 0],
    ['vers:npm/1.0%FF', '1.0', 'bad-encoding', 9],
    ['vers:npm/1.0é', '1.0', 'bad-encoding', 12],
    ['vers:ot/<1.5', '1.05', 'undecided', 8],
    ['vers:ot/<V3.x', 'V2.0', 'bad-version', 8],
    ['vers:lexicographic/1 2', '1', 'whitespace', 20],
  ])('%s about %s is refused as %s, never answered', (range, version, kind, at) => {
    expect(versContains(range, version)).toMatchObject({ ok: false, refusal: { kind, at } })
  })

  test('agrees with trying every interval of numbers', () => {
    const bounds = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 8 })
    const marks = fc.array(fc.constantFrom('', '!=', '<', '<=', '>', '>='), {
      minLength: 8,
      maxLength: 8,
    })
    fc.assert(
      fc.property(
        bounds,
        marks,
        fc.integer({ min: -1, max: 41 }),
        (numbers, comparators, asked) => {
          const sorted = numbers.toSorted((one, other) => one - other)
          const parts = sorted.map((number, at) => ({ number, mark: comparators[at] ?? '' }))
          const text = `vers:intdot/${parts.map(({ mark, number }) => `${mark}${number + 1}`).join('|')}`
          fc.pre(parseVers(text).ok)
          expect(versContains(text, String(asked + 1))).toEqual(holds(parts, asked) ? yes : not)
        },
      ),
      { seed: SEED, numRuns: 2000 },
    )
  })
})

test('a range as long as may be, or a text without end, takes no time to speak of', () => {
  const numbers = Array.from({ length: 14_000 }, (_, at) => 10_000 + at)
  const range = `vers:intdot/${numbers.map((each, at) => (at % 2 ? '<' : '>') + each).join('|')}`
  const startedAt = performance.now()
  expect(versContains(range, '24000.5').ok).toBe(true)
  for (const scheme of versSchemeNames) {
    for (const piece of ['1', '-', '.', '1.', '1-', 'a1', '~', '^', '<', '_p']) {
      const text = `1${piece.repeat(40_000)}`
      expect(compareInScheme(scheme, text, `${text}x`).ok).toBe(false)
      const short = `1${piece.repeat(200)}`
      compareInScheme(scheme, short, `${short}!`)
      fromNative(scheme, text)
      fromNative(scheme, short.repeat(10))
    }
  }
  expect(performance.now() - startedAt).toBeLessThan(5000)
})

describe('canonicalVers', () => {
  test.each([
    ['vers:pypi/0.0.2|0.0.1', 'vers:pypi/0.0.1|0.0.2'],
    ['vers:npm/*', 'vers:npm/*'],
    ['vers:ot/<V16%20Update%202|>=V16', 'vers:ot/>=V16|<V16%20Update%202'],
    ['vers:lexicographic/a%2A%25', 'vers:lexicographic/a%2A%25'],
    ['vers:lexicographic/%41%C3%A9', 'vers:lexicographic/A%C3%A9'],
    ['vers:unheard-of/1.0', 'vers:unheard-of/1.0'],
  ])('%s becomes %s', (text, canonical) => {
    expect(canonicalVers(text)).toEqual({ ok: true, value: { text: canonical, fault: null } })
  })

  test('what is sorted but describes no intervals comes with its fault', () => {
    const found = canonicalVers('vers:npm/>=1.0.0|>=2.0.0')
    expect(found.ok && found.value).toMatchObject({
      text: 'vers:npm/>=1.0.0|>=2.0.0',
      fault: { kind: 'bad-sequence' },
    })
  })

  test('a bound under the type "all" is refused, and so is an interval turned inside out', () => {
    expect(canonicalVers('vers:all/<V2.2').ok).toBe(false)
    expect(canonicalVers('vers:npm/>=2.0.0|<1.0.0').ok).toBe(false)
  })
})

test('alternatives of a native range that hold no version are refused', () => {
  for (const range of ['<1.0.0 >=2.0.0', '^2.0.0 <1.0.0']) {
    expect(fromNative('npm', range)).toMatchObject({
      ok: false,
      refusal: { kind: 'bad-native-range' },
    })
  }
  expect(fromNative('npm', '<1.0.0 || >=2.0.0').ok).toBe(true)
  expect(fromNative('pypi', '>=2, <1').ok).toBe(false)
})

test.each([
  [
    'pypi',
    '1.0.dev1 1.0a1.dev1 1.0a1 1.0b2 1.0rc1 1.0 1.0+local 1.0.post1.dev1 1.0.post1 1.1 1!0.1',
  ],
  ['maven', '1-alpha-1 1-beta 1-m1 1-rc1 1-SNAPSHOT 1 1-sp 1-abc 1-1 1.0.1 1.1'],
  ['apk', '1.0_alpha 1.0_beta2 1.0_pre 1.0_rc1 1.0 1.0-r1 1.0_p1 1.0a 1.02 1.1 1.10 2'],
  ['deb', '1.0~rc1-1 1.0~rc1-2 1.0-0.1 1.0-1 1.0-1+deb12u1 1.0+git1-1 1.0.1-1 1.10-1 1:0.5'],
  ['rpm', '1.0~rc1-1 1.0-1 1.0-1.el9 1.0-2 1.0^git1-1 1.0a-1 1.0.1-1 1.10-1 1:0.5'],
  ['gem', '1.0.a 1.0.rc1 1.0 1.0.1 1.1.pre 1.1'],
  ['nuget', '1.0.0-Alpha 1.0.0-beta 1.0.0 1.0.0.1 1.0.1'],
  ['openssl', '0.9.8ztl 1.0.2 1.0.2a 1.0.2z 1.0.2za 1.1.0 3.0.0-alpha1 3.0.0 3.0.1'],
  ['generic', '1.0alpha1 1.0beta1 1.0rc2 1.0 1.0patch1 1.0.1 1.0a 1.1'],
  ['semver', '1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0 1.0.1'],
  ['ot', 'V3.2.9 V3.2.14 V3.10 V16 V20.011 V20.012'],
])('versions of %s come in the order of its rules', (scheme, line) => {
  const versions = line.split(' ')
  for (const [at, left] of versions.entries()) {
    for (const [place, right] of versions.entries()) {
      const expected = Math.sign(at - place)
      expect(compareInScheme(scheme, left, right), `${left} ${right}`).toEqual({
        ok: true,
        value: expected + 0,
      })
    }
  }
})

/** The rules of some schemes are no order, whoever follows them. */
function isOrdered(scheme: string, versions: readonly string[]): boolean {
  switch (scheme) {
    // Compares a number with a word as texts: 9 < 10 < 1a < 9.
    case 'conan':
    // Drops zeros at the end of a part, and ranks a number above a word: 1.0.a00 < 1 < 1+0 < 1.0.a00.
    case 'maven':
      return false
    // A release counts only where both have one: 1-0 = 1 = 1-a, and 1-0 is not 1-a.
    case 'alpm':
    case 'rpm':
      return new Set(versions.map((one) => one.includes('-'))).size === 1
    default:
      return true
  }
}

describe.each(versSchemeNames)('%s', (scheme) => {
  const part = fc.oneof(
    fc.nat({ max: 12 }).map(String),
    fc.constantFrom('a', 'b', 'rc', 'sp', '00', '01'),
  )
  const versions = fc
    .array(fc.tuple(fc.constantFrom('.', '-', '_', '+', ''), part), { maxLength: 5 })
    .map((parts) => `1${parts.map(([mark, each]) => mark + each).join('')}`)

  test('an order never contradicts itself, and nothing throws', () => {
    fc.assert(
      fc.property(versions, versions, versions, (a, b, c) => {
        const [ab, ba] = [order(a, b), order(b, a)]
        if (ab === null || ba === null) {
          expect(ab).toBe(ba)
          return
        }
        expect(ab + ba).toBe(0)
        const [bc, ac] = [order(b, c), order(a, c)]
        if (isOrdered(scheme, [a, b, c]) && ab <= 0 && bc !== null && bc <= 0 && ac !== null) {
          expect(ac, `${a} ${b} ${c}`).toBeLessThanOrEqual(0)
        }
      }),
      { seed: SEED, numRuns: 300 },
    )
  })

  function order(left: string, right: string): number | null {
    const found = compareInScheme(scheme, left, right)
    return found.ok ? found.value : null
  }
})

const yes = { ok: true, value: true }
const not = { ok: true, value: false }

function holds(parts: readonly { number: number; mark: string }[], asked: number): boolean {
  if (parts.some(({ number, mark }) => mark === '!=' && number === asked)) return false
  if (parts.every(({ mark }) => mark === '!=')) return true
  if (parts.some(({ number, mark }) => number === asked && ['', '<=', '>='].includes(mark))) {
    return true
  }
  const bounds = parts.filter(({ mark }) => /[<>]/.test(mark))
  const below = bounds.filter(({ number }) => number < asked).at(-1)
  const above = bounds.find(({ number }) => number > asked)
  if (bounds.some(({ number }) => number === asked)) return false
  return below === undefined ? above?.mark.startsWith('<') === true : below.mark.startsWith('>')
}
