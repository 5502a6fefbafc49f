import type { JsonValue } from '@holdpoint/std'
import { type Fault, pointerPart, reportInto, shown } from '../fault.ts'
import { compiledFits, type Shape } from './compile-fits.ts'

/** A compiled description of a value; `check` and `tame` never throw, whatever the value. */
export interface Schema {
  /**
   * Whether there is nothing to tell: no breach, and no property that the schema does not name.
   * Nearly every document fits, and then nobody needs the walk that keeps track of places.
   */
  readonly fits: (value: JsonValue) => boolean
  /** Tells the walk of each breach at and below the place where it stands. */
  readonly check: (value: JsonValue, walk: Walk) => void
  /** The value with everything of a wrong JSON type left out; undefined where it is wrong itself. */
  readonly tame: (value: JsonValue) => JsonValue | undefined
  /** What it asks, where a program can be written from it; others are asked. */
  readonly shape?: Shape
  /** Stands in a tamed list for an item of a wrong type, so that later items keep their place. */
  readonly blank: JsonValue
}

// The schemas and rules recurse; no CSAF document nests a tenth as deep.
export const DEPTH_MAX = 256

/** Walks a document and keeps what is wrong, and which properties no schema names. */
export class Walk {
  readonly faults: Fault[] = []
  readonly unnamed: Fault[] = []
  private readonly keys: (string | number)[] = []
  private readonly report = reportInto(this.faults)
  private readonly reportUnnamed = reportInto(this.unnamed)

  step(key: string | number, schema: Schema, value: JsonValue): void {
    this.keys.push(key)
    if (this.keys.length > DEPTH_MAX) this.fault(`nests deeper than ${DEPTH_MAX} levels`)
    else schema.check(value, this)
    this.keys.pop()
  }

  fault(message: string): void {
    this.report(this.path(), message)
  }

  unnamedProperty(key: string, isForbidden: boolean): void {
    const path = `${this.path()}/${pointerPart(key)}`
    this.reportUnnamed(path, 'is not a property that the schema names')
    if (isForbidden) this.report(path, 'is not a property that the schema allows here')
  }

  private path(): string {
    let path = ''
    for (const key of this.keys) path += `/${pointerPart(key)}`
    return path
  }
}

export interface ObjectRules<Name extends string> {
  readonly required?: readonly Name[]
  readonly min?: number
  readonly max?: number
  /** No properties but the named ones. */
  readonly closed?: boolean
}

interface Fitting {
  readonly schema: Schema
  readonly isNeeded: boolean
}

export function object<Fields extends Readonly<Record<string, Schema>>>(
  fields: Fields,
  rules: ObjectRules<keyof Fields & string> = {},
): Schema {
  const named = new Map<string, Schema>(Object.entries<Schema>(fields))
  const { required = [], min = 0, max = Number.POSITIVE_INFINITY, closed = false } = rules
  const neededNames = new Set<string>(required)
  const fittings = new Map<string, Fitting>(
    [...named].map(([name, schema]) => [name, { schema, isNeeded: neededNames.has(name) }]),
  )
  return {
    shape: { kind: 'object', fields: named, required: neededNames, min, max },
    blank: {},
    fits(value) {
      if (!isObject(value)) return false
      let count = 0
      let found = 0
      for (const key in value) {
        const fitting = fittings.get(key)
        if (fitting === undefined || !fitting.schema.fits(value[key] as JsonValue)) return false
        count++
        if (fitting.isNeeded) found++
      }
      return found === neededNames.size && count >= min && count <= max
    },
    check(value, walk) {
      if (!isObject(value)) return walk.fault(`must be an object, is ${shown(value)}`)
      let count = 0
      for (const key in value) {
        count++
        const schema = named.get(key)
        if (schema === undefined) walk.unnamedProperty(key, closed)
        else walk.step(key, schema, value[key] as JsonValue)
      }
      for (const name of required) {
        if (!Object.hasOwn(value, name)) walk.fault(`must have the property "${name}"`)
      }
      if (count < min) walk.fault(`must have at least ${min} properties, has ${count}`)
      if (count > max) walk.fault(`must have at most ${max} properties, has ${count}`)
    },
    tame(value) {
      if (!isObject(value)) return undefined
      const kept: Record<string, JsonValue> = {}
      for (const [name, schema] of named) {
        const tamed = Object.hasOwn(value, name) ? schema.tame(value[name] as JsonValue) : undefined
        if (tamed !== undefined) kept[name] = tamed
      }
      return kept
    },
  }
}

export function list(item: Schema, rules: { min?: number; unique?: boolean } = {}): Schema {
  const { min = 1, unique = false } = rules
  return {
    shape: { kind: 'list', item, min, unique },
    blank: [],
    fits(value) {
      if (!isList(value) || value.length < min) return false
      for (let i = 0; i < value.length; i++) if (!item.fits(value[i] as JsonValue)) return false
      return !unique || firstTwin(value) === undefined
    },
    check(value, walk) {
      if (!isList(value)) return walk.fault(`must be a list, is ${shown(value)}`)
      for (let i = 0; i < value.length; i++) walk.step(i, item, value[i] as JsonValue)
      if (value.length < min) walk.fault(`must have at least ${min} items, has ${value.length}`)
      if (unique) noTwoAlike(value, walk)
    },
    tame(value) {
      return isList(value) ? value.map((one) => item.tame(one) ?? item.blank) : undefined
    },
  }
}

/** For a schema that contains itself. */
export function lazily(schema: () => Schema): Schema {
  return {
    shape: { kind: 'lazily', schema },
    blank: {},
    fits: (value) => schema().fits(value),
    check: (value, walk) => schema().check(value, walk),
    tame: (value) => schema().tame(value),
  }
}

/** The one of the schemas that the value itself chooses, as `oneOf` over versions does; or why none. */
export function chosenBy(
  choose: (value: JsonValue) => Schema | string,
  schemas: readonly [Schema, ...Schema[]],
): Schema {
  const [fallback] = schemas
  return {
    shape: { kind: 'chosen', choose, schemas },
    blank: fallback.blank,
    fits(value) {
      const chosen = choose(value)
      return typeof chosen !== 'string' && chosen.fits(value)
    },
    check(value, walk) {
      const chosen = choose(value)
      if (typeof chosen === 'string') walk.fault(chosen)
      else chosen.check(value, walk)
    },
    tame: (value) => fallback.tame(value),
  }
}

/** A text for which `why` finds nothing wrong; it says what it finds. */
export function textWhere(why: (text: string) => string | null): Schema {
  return {
    blank: '',
    fits: (value) => typeof value === 'string' && why(value) === null,
    check(value, walk) {
      if (typeof value !== 'string') return walk.fault(`must be a text, is ${shown(value)}`)
      const wrong = why(value)
      if (wrong !== null) walk.fault(wrong)
    },
    tame: (value) => (typeof value === 'string' ? value : undefined),
  }
}

export const anyText: Schema = {
  ...textWhere(() => null),
  shape: { kind: 'text', mayBeEmpty: true },
}
export const text: Schema = {
  ...textWhere((value) => (value === '' ? 'must not be empty' : null)),
  shape: { kind: 'text', mayBeEmpty: false },
}

export function like(pattern: RegExp, words: string): Schema {
  return textWhere((value) => (pattern.test(value) ? null : `must be ${words}, is ${shown(value)}`))
}

export function oneOf(...allowed: readonly string[]): Schema {
  const set = new Set(allowed)
  const words = `must be ${allowed.length > 1 ? 'one of ' : ''}${allowed.join(', ')}`
  const word = textWhere((value) => (set.has(value) ? null : `${words}, is ${shown(value)}`))
  return { ...word, shape: { kind: 'word', allowed: set } }
}

export function numberBetween(min: number, max: number): Schema {
  return {
    blank: min,
    fits: (value) => typeof value === 'number' && value >= min && value <= max,
    check(value, walk) {
      if (typeof value !== 'number') return walk.fault(`must be a number, is ${shown(value)}`)
      if (!(value >= min && value <= max)) {
        walk.fault(`must be from ${min} to ${max}, is ${value}`)
      }
    },
    tame: (value) => (typeof value === 'number' ? value : undefined),
  }
}

export const truth: Schema = {
  blank: false,
  fits: (value) => typeof value === 'boolean',
  check(value, walk) {
    if (typeof value !== 'boolean') walk.fault(`must be true or false, is ${shown(value)}`)
  },
  tame: (value) => (typeof value === 'boolean' ? value : undefined),
}

/** An object whose properties are somebody else's matter. */
export const openObject: Schema = {
  blank: {},
  // What it holds may nest as deep as it likes; the walk looks into that.
  fits: () => false,
  check(value, walk) {
    if (!isObject(value)) return walk.fault(`must be an object, is ${shown(value)}`)
    if (Object.keys(value).length === 0) walk.fault('must have at least 1 properties, has 0')
  },
  tame: (value) => (isObject(value) ? value : undefined),
}

function noTwoAlike(items: readonly JsonValue[], walk: Walk): void {
  // Objects with properties that no schema names may nest without end.
  const isTooDeep = isDeeper(items, DEPTH_MAX)
  if (isTooDeep) walk.fault(`nests deeper than ${DEPTH_MAX} levels`)
  const twin = isTooDeep ? undefined : firstTwin(items)
  if (twin !== undefined) walk.fault(`must not have an item twice: ${shown(twin)}`)
}

/** The same schema with `fits` as a program of its own, written when it is first asked. */
export function compiled(schema: Schema): Schema {
  let program: Schema['fits'] | null = null
  const fits = (value: JsonValue): boolean => {
    program ??= compiledFits(schema, (items) => firstTwin(items) !== undefined)
    return program(value)
  }
  return { ...schema, fits }
}

/** The first item that stands in the list before. */
function firstTwin(items: readonly JsonValue[]): JsonValue | undefined {
  if (items.length < 2 || areTextsInOrder(items) || areFewDifferentTexts(items)) return undefined
  const seen = new Set<string>()
  for (const item of items) {
    const key = typeof item === 'string' ? item : canonical(item)
    if (seen.has(key)) return item
    seen.add(key)
  }
  return undefined
}

// Products are mostly numbered through: each id is longer than the one before, or as long and later.
function areTextsInOrder(items: readonly JsonValue[]): boolean {
  let before = items[0]
  if (typeof before !== 'string') return false
  for (let i = 1; i < items.length; i++) {
    const item = items[i]
    if (typeof item !== 'string' || item.length < before.length) return false
    if (item.length === before.length && item <= before) return false
    before = item
  }
  return true
}

// Most other lists are a handful of ids; comparing these is quicker than putting them into a set.
function areFewDifferentTexts(items: readonly JsonValue[]): boolean {
  if (items.length > 8) return false
  for (let i = 0; i < items.length; i++) {
    if (typeof items[i] !== 'string' || items.indexOf(items[i] as string, i + 1) >= 0) return false
  }
  return true
}

// JSON Schema calls objects equal whatever the order of their keys. The NUL keeps it from being
// taken for a plain text in the same list.
function canonical(value: JsonValue): string {
  return `\u0000${JSON.stringify(value, (_key, inner: JsonValue) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(byKey)) : inner,
  )}`
}

function byKey([a]: readonly [string, JsonValue], [b]: readonly [string, JsonValue]): number {
  return a < b ? -1 : 1
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

export function isObject(
  value: JsonValue | undefined,
): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a value nests deeper than so many levels; itself never goes deeper than that. */
export function isDeeper(value: JsonValue, left: number): boolean {
  if (!isContainer(value)) return false
  if (left === 0) return true
  if (isList(value)) {
    for (const one of value) if (isContainer(one) && isDeeper(one, left - 1)) return true
    return false
  }
  const object = value as { readonly [key: string]: JsonValue }
  for (const key in object) {
    const one = object[key] as JsonValue
    if (isContainer(one) && isDeeper(one, left - 1)) return true
  }
  return false
}

function isContainer(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null
}
