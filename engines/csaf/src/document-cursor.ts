import type { JsonValue } from '@holdpoint/std'

/** One thing that is wrong with a document: where (a JSON path) and what would be right there. */
export interface Complaint {
  readonly path: string
  readonly words: string
}

/** Stands at one place of a document; every complaint goes to the list shared by the whole read. */
export interface Cursor {
  readonly value: JsonValue | undefined
  readonly path: string
  readonly complaints: Complaint[]
}

// A hostile document could complain without end; a person clears the first ones first.
const COMPLAINTS_MAX = 50

export function cursorAt(value: JsonValue): Cursor {
  return { value, path: '$', complaints: [] }
}

export function complain(cursor: Cursor, words: string): void {
  if (cursor.complaints.length < COMPLAINTS_MAX) {
    cursor.complaints.push({ path: cursor.path, words })
  }
}

export function field(cursor: Cursor, name: string): Cursor {
  const { value, complaints } = cursor
  const inner = isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
  return { value: inner, path: `${cursor.path}.${name}`, complaints }
}

/** The fields of a required object; complains where there is none. */
export function requireObject(cursor: Cursor): boolean {
  if (isObject(cursor.value)) return true
  complain(cursor, `must be an object, is ${kindOf(cursor.value)}`)
  return false
}

export function text(cursor: Cursor): string {
  if (typeof cursor.value === 'string' && cursor.value.length > 0) return cursor.value
  complain(cursor, `must be a text that is not empty, is ${kindOf(cursor.value)}`)
  return ''
}

export function optionalText(cursor: Cursor): string | null {
  return cursor.value === undefined ? null : text(cursor)
}

export function numberIn(cursor: Cursor, range: { min: number; max: number }): number {
  const { value } = cursor
  if (typeof value === 'number' && value >= range.min && value <= range.max) return value
  complain(cursor, `must be a number from ${range.min} to ${range.max}, is ${kindOf(value)}`)
  return range.min
}

export function oneOf<T extends string>(cursor: Cursor, allowed: readonly T[], fallback: T): T {
  const found = allowed.find((word) => word === cursor.value)
  if (found !== undefined) return found
  complain(cursor, `must be one of ${allowed.join(', ')}, is ${kindOf(cursor.value)}`)
  return fallback
}

const RFC3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

/** A moment as CSAF writes it (RFC 3339 with a zone), kept as written. */
export function instant(cursor: Cursor): string {
  const { value } = cursor
  if (typeof value === 'string' && RFC3339.test(value) && !Number.isNaN(Date.parse(value))) {
    return value
  }
  complain(cursor, `must be a date and time with a zone, is ${kindOf(value)}`)
  return '1970-01-01T00:00:00Z'
}

/** The items of a list; an absent list is empty, anything but a list is complained about. */
export function items(cursor: Cursor): readonly Cursor[] {
  const { value, path, complaints } = cursor
  if (value === undefined) return []
  if (!isList(value)) {
    complain(cursor, `must be a list, is ${kindOf(value)}`)
    return []
  }
  return value.map((item, index) => ({ value: item, path: `${path}[${index}]`, complaints }))
}

export function texts(cursor: Cursor): readonly string[] {
  return items(cursor).map(text)
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: JsonValue | undefined): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  const shown = JSON.stringify(value)
  return shown.length > 60 ? `${shown.slice(0, 60)}…` : shown
}
