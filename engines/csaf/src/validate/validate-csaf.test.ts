import type { JsonValue } from '@holdpoint/std'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aRawDocument as aDocument } from '../../test-support/a-raw-document.ts'
import { SEED } from '../../test-support/seed.ts'
import { csaf20 } from './schema/csaf-2-0.ts'
import { Walk } from './schema/schema.ts'
import { type Validation, validateCsaf } from './validate-csaf.ts'

const FULL = { preset: 'full' } as const

describe('validateCsaf', () => {
  test('a small right document is valid, by every test of every group that decides', () => {
    const judged = validateCsaf(aDocument())
    expect(errorsOf(judged)).toEqual([])
    expect(judged).toMatchObject({ version: '2.0', valid: true })
    expect(judged.tests[0]?.id).toBe('schema')
    expect(judged.tests).toHaveLength(44)
  })

  test('an error says where it is by a JSON pointer, and what is wrong in words', () => {
    const document = aDocument({ product_tree: { full_product_names: [{ name: 'A' }] } })
    expect(errorsOf(validateCsaf(document))).toContain(
      'schema /product_tree/full_product_names/0 must have the property "product_id"',
    )
  })

  test('a key with a slash is escaped in the pointer', () => {
    const document = aDocument({ 'a/b~c': 1 })
    expect(errorsOf(validateCsaf(document, FULL))).toContain(
      '6.2.20 /a~1b~0c is not a property that the schema names',
    )
  })

  test('a part of a wrong type is told of once, and the rules still see the rest', () => {
    const products = [7, { name: 'A', product_id: 'P' }, { name: 'B', product_id: 'P' }]
    const judged = validateCsaf(aDocument({ product_tree: { full_product_names: products } }))
    const errors = errorsOf(judged)
    expect(errors).toContain('schema /product_tree/full_product_names/0 must be an object, is 7')
    expect(errors.some((one) => one.startsWith('6.1.2 /product_tree/full_product_names/2'))).toBe(
      true,
    )
  })

  test('a document that nests without end is refused, not followed', () => {
    let deep: JsonValue = []
    for (let i = 0; i < 100_000; i++) deep = [deep]
    const judged = validateCsaf({ document: deep }, FULL)
    expect(judged.valid).toBe(false)
    expect(judged.tests).toHaveLength(1)
  })

  test('one breach repeated without end is told a thousand times at most', () => {
    const product_groups = Array.from({ length: 5000 }, () => ({ group_id: '' }))
    const judged = validateCsaf(aDocument({ product_tree: { product_groups } }))
    expect(judged.tests[0]?.errors).toHaveLength(1000)
  })

  test('texts made to keep a pattern busy are judged at once', () => {
    const long = 'a'.repeat(200_000)
    const helper = { cpe: `cpe:2.3:a:${long}`, purl: `pkg:${long}/${long}@${long}` }
    const product = { name: long, product_id: 'P', product_identification_helper: helper }
    const document = {
      lang: `${'a-'.repeat(50_000)}!`,
      category: `${' '.repeat(100_000)}x`,
      references: [{ summary: 's', url: `https://${long}:${long}` }],
    }
    // A pattern that tries every way through them would outlast the patience of the test.
    const judged = validateCsaf({ document, product_tree: { full_product_names: [product] } }, FULL)
    expect(judged.valid).toBe(false)
  })
})

describe('totality', () => {
  test('any JSON whatever is judged without a throw', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(validateCsaf(value as JsonValue, FULL).tests.length).toBeGreaterThan(0)
      }),
      { seed: SEED, numRuns: 500 },
    )
  })

  test('a right document with any one part replaced by anything is judged without a throw', () => {
    const places = placesOf(aDocument())
    const anything = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom('__proto__', '', -0))
    fc.assert(
      fc.property(fc.constantFrom(...places), anything, (place, value) => {
        for (const version of ['2.0', '2.1']) {
          const broken = replaced(aDocument(), place, value as JsonValue)
          const judged = validateCsaf(claiming(broken, version), FULL)
          for (const { errors } of judged.tests) {
            for (const { path, message } of errors) {
              expect(path === '' || path.startsWith('/')).toBe(true)
              expect(message).not.toBe('')
            }
          }
        }
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })
})

test('the program of a schema and the walk through it are of one opinion', () => {
  const places = placesOf(aDocument())
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('', 'https://a.b/c?d#e'))
  fc.assert(
    fc.property(fc.constantFrom(...places), anything, (place, value) => {
      const document = replaced(aDocument(), place, value as JsonValue)
      const walk = new Walk()
      csaf20.check(document, walk)
      expect(csaf20.fits(document)).toBe(walk.faults.length + walk.unnamed.length === 0)
    }),
    { seed: SEED, numRuns: 2000 },
  )
  expect(csaf20.fits(aDocument())).toBe(true)
})

function errorsOf({ tests }: Validation): readonly string[] {
  return tests.flatMap(({ id, errors }) =>
    errors.map(({ path, message }) => `${id} ${path} ${message}`),
  )
}

type Place = readonly (string | number)[]

function placesOf(value: JsonValue, at: Place = []): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [at]
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value)
  const inner = value as Readonly<Record<string | number, JsonValue>>
  return [at, ...keys.flatMap((key) => placesOf(inner[key] ?? null, [...at, key]))]
}

function replaced(value: JsonValue, [key, ...rest]: Place, by: JsonValue): JsonValue {
  if (key === undefined) return by
  const inner = value as Readonly<Record<string | number, JsonValue>>
  const part = replaced(inner[key] ?? null, rest, by)
  if (Array.isArray(value)) return value.map((one, i) => (i === key ? part : one))
  return { ...inner, [key]: part } as JsonValue
}

function claiming(value: JsonValue, version: string): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const { document } = value as { readonly document?: JsonValue }
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return value
  return { ...value, document: { ...document, csaf_version: version } }
}
