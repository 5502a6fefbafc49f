import { describe, expect, test } from 'vitest'
import { type JsonRefusal, readJson, readStrictJson } from './strict-json.ts'

describe('readStrictJson', () => {
  test('a document is read as JSON.parse reads it', () => {
    const text =
      ' {"a":[1,-0,2.5e3,"\\u00e9\\n\\ud83d\\ude00"],"b":{"c":null,"d":true},"__proto__":{"x":1}} '
    const read = readStrictJson(utf8(text))
    expect(read.ok && JSON.stringify(read.value)).toBe(JSON.stringify(JSON.parse(text)))
    expect(read.ok && Object.keys(read.value as object)).toEqual(['a', 'b', '__proto__'])
  })

  test.each([
    ['{"a":1,"a":1}', 'duplicate-key', 7],
    ['{"a":1,"\\u0061":2}', 'duplicate-key', 7],
    ['[{"x":{"__proto__":1,"__proto__":2}}]', 'duplicate-key', 21],
    ['["\\ud800"]', 'lone-surrogate', 1],
    ['["\\udc00\\ud800"]', 'lone-surrogate', 1],
    ['[1e400]', 'number-out-of-range', 1],
    ['["é", tru]', 'not-json', 7],
    ['', 'not-json', 0],
    ['{"a":1}x', 'not-json', 7],
    ['\ufeff{}', 'not-json', 0],
  ] as const)('%s is refused as %s at byte %i', (text, kind, offset) => {
    expect(refusalOf(readStrictJson(utf8(text)))).toMatchObject({ kind, offset })
  })

  test('the refusal names the line', () => {
    const refusal = refusalOf(readStrictJson(utf8('{\n"a": 1,\n"b": 2,\n"a": 3}')))
    expect(refusal).toMatchObject({ kind: 'duplicate-key', line: 4, offset: 18 })
    expect(refusal.why).toContain('"a"')
  })

  test('bytes that are not UTF-8 are refused at the first bad byte', () => {
    const bytes = new Uint8Array([0x5b, 0x0a, 0x22, 0xc3, 0xa9, 0xff, 0x22, 0x5d])
    expect(refusalOf(readStrictJson(bytes))).toMatchObject({ kind: 'not-utf8', offset: 5, line: 2 })
    const cutOff = new Uint8Array([0x22, 0xe2, 0x82])
    expect(refusalOf(readStrictJson(cutOff)).kind).toBe('not-utf8')
  })

  test('a hundred thousand open brackets are refused, not run into', () => {
    for (const text of ['['.repeat(100_000), '{"a":'.repeat(100_000)]) {
      expect(refusalOf(readStrictJson(utf8(text))).kind).toBe('too-deep')
    }
    expect(readStrictJson(utf8('['.repeat(512) + ']'.repeat(512))).ok).toBe(true)
    expect(readStrictJson(utf8('['.repeat(513) + ']'.repeat(513))).ok).toBe(false)
  })
})

describe('readJson', () => {
  test('the last of two equal keys wins, as in JSON.parse', () => {
    expect(readJson(utf8('{"a":1,"a":2}'))).toEqual({ ok: true, value: { a: 2 } })
  })

  test('a refusal names the byte and the line', () => {
    expect(refusalOf(readJson(utf8('{"a":1,\n"b":}')))).toMatchObject({ offset: 12, line: 2 })
  })
})

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function refusalOf(read: ReturnType<typeof readJson>): JsonRefusal {
  if (read.ok) throw new Error(`accepted ${JSON.stringify(read.value)}`)
  return read.refusal
}
