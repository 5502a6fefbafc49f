import type { JsonValue } from './json-value.ts'
import { accept, type Result, refuse } from './result.ts'
import { firstInvalidByte, textOfUtf8, utf8Length } from './utf8.ts'

/** Where a document stops being JSON and why: enough to find the byte in an editor. */
export interface JsonRefusal {
  readonly kind:
    | 'not-utf8'
    | 'not-json'
    | 'too-deep'
    | 'duplicate-key'
    | 'lone-surrogate'
    | 'number-out-of-range'
  /** Counted in bytes from 0. */
  readonly offset: number
  /** Counted from 1. */
  readonly line: number
  readonly why: string
}

/** The strict reader refuses deeper documents; no format that we read nests a tenth as deep. */
export const JSON_DEPTH_MAX = 512

/** Reads RFC 8259 as `JSON.parse` does: of two equal keys the last wins. Refuses a BOM. */
export function readJson(bytes: Uint8Array): Result<JsonValue, JsonRefusal> {
  const text = textOfUtf8(bytes)
  if (text === null) return refuse(notUtf8(bytes))
  try {
    return accept(JSON.parse(text) as JsonValue)
  } catch {
    // The engine's message carries no dependable position; our own reader finds the place.
    const located = parse(text, false)
    if (!located.ok) return located
    return refuse({ kind: 'not-json', offset: 0, line: 1, why: 'not JSON' })
  }
}

/**
 * Reads JSON that two programs cannot understand differently: no duplicate key at any depth, no
 * lone surrogate, no number beyond a double, no nesting beyond `JSON_DEPTH_MAX`.
 */
export function readStrictJson(bytes: Uint8Array): Result<JsonValue, JsonRefusal> {
  const text = textOfUtf8(bytes)
  return text === null ? refuse(notUtf8(bytes)) : parse(text, true)
}

function notUtf8(bytes: Uint8Array): JsonRefusal {
  const offset = firstInvalidByte(bytes)
  let line = 1
  for (let i = 0; i < offset; i++) if (bytes[i] === 0x0a) line++
  return { kind: 'not-utf8', offset, line, why: 'the bytes are not UTF-8 from here on' }
}

function parse(text: string, strict: boolean): Result<JsonValue, JsonRefusal> {
  const reader = new Reader(text, strict)
  try {
    return accept(reader.document())
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop
    const before = text.slice(0, stop.at)
    const line = before.split('\n').length
    return refuse({ kind: stop.kind, offset: utf8Length(before), line, why: stop.why })
  }
}

/** Leaves the recursion at once; never leaves this file. */
class Stop {
  readonly kind: JsonRefusal['kind']
  readonly at: number
  readonly why: string

  constructor(kind: JsonRefusal['kind'], at: number, why: string) {
    this.kind = kind
    this.at = at
    this.why = why
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 forbids these in a string.
const PLAIN_CHARACTERS = /[^"\\\u0000-\u001f]*/y
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y
const FOUR_HEX = /[0-9a-fA-F]{4}/y
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

class Reader {
  private at = 0
  private readonly text: string
  private readonly strict: boolean

  constructor(text: string, strict: boolean) {
    this.text = text
    this.strict = strict
  }

  document(): JsonValue {
    this.skipSpace()
    const value = this.value(0)
    this.skipSpace()
    if (this.at < this.text.length) throw this.notJson('more text after the end of the value')
    return value
  }

  private value(depth: number): JsonValue {
    switch (this.text[this.at]) {
      case '{':
        return this.object(depth + 1)
      case '[':
        return this.array(depth + 1)
      case '"':
        return this.string()
      case 't':
        return this.word('true', true)
      case 'f':
        return this.word('false', false)
      case 'n':
        return this.word('null', null)
      default:
        return this.number()
    }
  }

  private object(depth: number): JsonValue {
    this.enter(depth)
    const object: Record<string, JsonValue> = {}
    if (this.takeIf('}')) return object
    for (;;) {
      const keyAt = this.at
      if (this.text[keyAt] !== '"') throw this.notJson('a key in double quotes must come here')
      const key = this.string()
      if (this.strict && Object.hasOwn(object, key)) {
        throw new Stop('duplicate-key', keyAt, `the key ${JSON.stringify(key)} stands twice`)
      }
      this.skipSpace()
      if (this.text[this.at] !== ':') throw this.notJson('a colon must come here')
      this.at++
      this.skipSpace()
      setOwn(object, key, this.value(depth))
      this.skipSpace()
      if (this.takeIf('}')) return object
      this.comma('}')
    }
  }

  private array(depth: number): JsonValue {
    this.enter(depth)
    const items: JsonValue[] = []
    if (this.takeIf(']')) return items
    for (;;) {
      items.push(this.value(depth))
      this.skipSpace()
      if (this.takeIf(']')) return items
      this.comma(']')
    }
  }

  private enter(depth: number): void {
    if (depth > JSON_DEPTH_MAX) {
      throw new Stop('too-deep', this.at, `nested deeper than ${JSON_DEPTH_MAX} levels`)
    }
    this.at++
    this.skipSpace()
  }

  private comma(closing: string): void {
    if (this.text[this.at] !== ',') throw this.notJson(`a comma or ${closing} must come here`)
    this.at++
    this.skipSpace()
  }

  private string(): string {
    const start = this.at
    this.at++
    let value = this.match(PLAIN_CHARACTERS)
    while (this.text[this.at] === '\\') value += this.escape() + this.match(PLAIN_CHARACTERS)
    if (this.text[this.at] !== '"') {
      throw this.notJson('the string is not closed, or holds a bare control character')
    }
    this.at++
    if (this.strict && LONE_SURROGATE.test(value)) {
      throw new Stop('lone-surrogate', start, 'the string holds half of a surrogate pair')
    }
    return value
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? ''
    if (letter === 'u') {
      this.at += 2
      const hex = this.match(FOUR_HEX)
      if (hex === '') throw this.notJson('four hexadecimal digits must follow \\u')
      return String.fromCharCode(Number.parseInt(hex, 16))
    }
    const character = Object.hasOwn(ESCAPES, letter) ? ESCAPES[letter] : undefined
    if (character === undefined) throw this.notJson('JSON has no such escape')
    this.at += 2
    return character
  }

  private number(): number {
    const start = this.at
    const digits = this.match(NUMBER)
    if (digits === '') throw this.notJson('a value must come here')
    const value = Number(digits)
    if (this.strict && !Number.isFinite(value)) {
      throw new Stop('number-out-of-range', start, `${digits.slice(0, 40)} is beyond a double`)
    }
    return value
  }

  private word(word: string, value: boolean | null): boolean | null {
    if (!this.text.startsWith(word, this.at)) throw this.notJson('a value must come here')
    this.at += word.length
    return value
  }

  private takeIf(character: string): boolean {
    if (this.text[this.at] !== character) return false
    this.at++
    return true
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)?.[0] ?? ''
    this.at += found.length
    return found
  }

  private skipSpace(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.at++
    }
  }

  private notJson(why: string): Stop {
    return new Stop('not-json', this.at, this.at < this.text.length ? why : `the text ends; ${why}`)
  }
}

/** Plain assignment to `__proto__` would set the prototype instead of a key. */
function setOwn(object: Record<string, JsonValue>, key: string, value: JsonValue): void {
  if (key !== '__proto__') object[key] = value
  else
    Object.defineProperty(object, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    })
}
