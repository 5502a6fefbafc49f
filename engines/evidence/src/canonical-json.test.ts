import { type JsonValue, readStrictJson } from '@holdpoint/std'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { utf8 } from './bytes.ts'
import { canonicalise, canonicalJson, readCanonicalJson } from './canonical-json.ts'

const SEED = Number(process.env.HOLDPOINT_SEED ?? 20260301)

describe(`canonical JSON (seed ${SEED})`, () => {
  test('what is written reads back as the same value, by every reader', () => {
    const property = fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = canonicalJson(value as JsonValue)
      const read = readCanonicalJson(utf8(text))
      expect(read.ok && canonicalJson(read.value)).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(readStrictJson(utf8(text)).ok).toBe(true)
    })
    fc.assert(property, { seed: SEED, numRuns: 1000 })
  })

  test('the order of keys in memory does not show', () => {
    expect(canonicalJson({ '10': 1, '9': 2, é: 3, a: 4, '\u{1f600}': 5, '\ufb33': 6 })).toBe(
      '{"10":1,"9":2,"a":4,"é":3,"\u{1f600}":5,"\ufb33":6}',
    )
  })

  test.each([
    ['white space', '{"a": 1}'],
    ['another order', '{"b":1,"a":1}'],
    ['a duplicate key', '{"a":1,"a":1}'],
    ['another number format', '{"a":1.0}'],
    ['an exponent', '{"a":1e2}'],
    ['minus zero', '{"a":-0}'],
    ['a needless escape', '{"a":"\\u0041"}'],
    ['an escaped slash', '{"a":"\\/"}'],
    ['a number too long for a double', '{"a":0.30000000000000000001}'],
    ['upper-case hexadecimal', '{"a":"\\u001F"}'],
    ['more after the end', '{"a":1}\n'],
    ['half a surrogate pair', '{"a":"\\ud800"}'],
    ['a number beyond a double', '{"a":1e400}'],
    ['a byte order mark', '\ufeff{"a":1}'],
    ['endless nesting', '['.repeat(2000) + ']'.repeat(2000)],
  ])('%s is refused', (_why, text) => {
    expect(readCanonicalJson(utf8(text)).ok).toBe(false)
  })

  test('a value without a canonical form is refused, not written', () => {
    expect(canonicalise(Number.POSITIVE_INFINITY).ok).toBe(false)
    expect(canonicalise({ '\udc00': 1 }).ok).toBe(false)
    expect(() => canonicalJson(Number.NaN)).toThrow('invariant')
  })
})
