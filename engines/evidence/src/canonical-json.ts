import {
  accept,
  invariant,
  JSON_DEPTH_MAX,
  type JsonValue,
  type Result,
  readJson,
  refuse,
  textOfUtf8,
} from '@holdpoint/std'

export interface NotCanonical {
  readonly kind: 'not-json' | 'no-canonical-form' | 'not-canonical'
  readonly why: string
}

/** The one text of a value after RFC 8785; what the text cannot hold is our own mistake. */
export function canonicalJson(value: JsonValue): string {
  const text = canonicalise(value)
  invariant(text.ok, 'a value that we write is finite, well-formed Unicode and not nested too deep')
  return text.value
}

/** As `canonicalJson`, for values from outside. */
export function canonicalise(value: JsonValue): Result<string, NotCanonical> {
  try {
    return accept(write(value, 0))
  } catch (stop) {
    if (!(stop instanceof NoCanonicalForm)) throw stop
    return refuse({ kind: 'no-canonical-form', why: stop.why })
  }
}

/**
 * Reads bytes that must be canonical already. Writing again what was read and comparing also finds
 * duplicate keys, white space, other escapes, other number formats and a byte order mark.
 */
export function readCanonicalJson(bytes: Uint8Array): Result<JsonValue, NotCanonical> {
  const read = readJson(bytes)
  if (!read.ok) {
    const { why, offset } = read.refusal
    return refuse({ kind: 'not-json', why: `${why} (byte ${offset})` })
  }
  const canonical = canonicalise(read.value)
  if (!canonical.ok) return canonical
  const text = textOfUtf8(bytes)
  if (canonical.value === text) return accept(read.value)
  return refuse({ kind: 'not-canonical', why: firstDifference(canonical.value, text ?? '') })
}

class NoCanonicalForm {
  readonly why: string

  constructor(why: string) {
    this.why = why
  }
}

function write(value: JsonValue, depth: number): string {
  switch (typeof value) {
    case 'string':
      return quote(value)
    case 'number':
      // RFC 8785 §3.2.2.3 takes the number format of ECMAScript, so this is it; -0 becomes 0.
      if (!Number.isFinite(value)) throw new NoCanonicalForm('a number is not finite')
      return String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    default:
      if (value === null) return 'null'
      if (typeof value !== 'object') throw new NoCanonicalForm(`${typeof value} is not JSON`)
      if (depth >= JSON_DEPTH_MAX) throw new NoCanonicalForm('nested too deep')
      return isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1)
  }
}

function writeArray(items: readonly JsonValue[], depth: number): string {
  let text = '['
  for (let i = 0; i < items.length; i++) {
    text += (i === 0 ? '' : ',') + write(items[i] as JsonValue, depth)
  }
  return `${text}]`
}

function writeObject(object: { readonly [key: string]: JsonValue }, depth: number): string {
  const keys = Object.keys(object)
  // RFC 8785 §3.2.3 sorts by UTF-16 code units, which is how ECMAScript compares strings.
  if (!isSorted(keys)) keys.sort()
  let text = '{'
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string
    text += `${(i === 0 ? '' : ',') + quote(key)}:${write(object[key] as JsonValue, depth)}`
  }
  return `${text}}`
}

function quote(text: string): string {
  if (PLAIN_ASCII.test(text)) return `"${text}"`
  const quoted = JSON.stringify(text)
  // Equal length means that nothing was escaped, and a lone surrogate would have been.
  if (quoted.length !== text.length + 2 && LONE_SURROGATE.test(text)) {
    throw new NoCanonicalForm('a string holds half of a surrogate pair')
  }
  return quoted
}

/** Printable, without the quote and the backslash: most strings, and nothing to escape in them. */
const PLAIN_ASCII = /^[ !#-[\]-~]*$/
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

function isSorted(keys: readonly string[]): boolean {
  for (let i = 1; i < keys.length; i++) {
    if ((keys[i - 1] as string) > (keys[i] as string)) return false
  }
  return true
}

/** `Array.isArray` does not narrow a readonly array. */
function isArray(value: object): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function firstDifference(canonical: string, found: string): string {
  let at = 0
  while (at < canonical.length && canonical[at] === found[at]) at++
  const shown = (text: string) => JSON.stringify(text.slice(at, at + 12))
  return `canonical JSON has ${shown(canonical)} at character ${at}, here is ${shown(found)}`
}
