import { describeAdvisoryRefusal, readAdvisory, validateCsaf } from '@holdpoint/csaf'
import { type JsonValue, readStrictJson } from '@holdpoint/std'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../builders/seed.ts'
import { testData } from '../test-data.ts'
import { advisoryFiles } from './advisories.ts'
import { judge, peerCases, type SuiteCase, suiteCases, wrongIn } from './validator-suite.ts'

const data = testData()

/** Prints the score and every document that is wrong; gives the number that is right. */
function score(name: string, cases: readonly SuiteCase[]): number {
  const wrong = cases.flatMap((one) => wrongIn(one, judge(one)) ?? [])
  for (const line of wrong) console.log(`wrong ${line}`)
  console.log(`score: ${name} ${cases.length - wrong.length}/${cases.length}`)
  return cases.length - wrong.length
}

/** How many documents the schema and the mandatory tests take or refuse as the suite says. */
function verdicts(name: string, cases: readonly SuiteCase[]): number {
  const right = cases.filter((one) => judge(one).valid === one.valid).length
  console.log(`score: ${name} ${right}/${cases.length}`)
  return right
}

/** The document with one of its parts, chosen by a number, put in another's place. */
function withPart(document: JsonValue, place: number, by: JsonValue): JsonValue {
  if (typeof document !== 'object' || document === null) return by
  const keys = Object.keys(document)
  const key = keys[place % (keys.length + 1)]
  if (key === undefined) return by
  const inside = document as { readonly [key: string]: JsonValue }
  const part = withPart(inside[key] ?? null, Math.floor(place / (keys.length + 1)), by)
  if (Array.isArray(document)) return document.map((one, i) => (String(i) === key ? part : one))
  return { ...inside, [key]: part }
}

describe.skipIf(data === null)('the validator suites (needs the outside test data)', () => {
  const folder = data ?? ''

  test('each document that the suite of CSAF 2.0 lists errs in its test, or does not', () => {
    const cases = suiteCases(folder, '2.0')
    const mandatory = cases.filter(({ group }) => group === 'mandatory')
    expect(cases).toHaveLength(239)
    expect(score('CSAF 2.0 suite, mandatory tests', mandatory)).toBe(147)
    expect(score('CSAF 2.0 suite, all tests', cases)).toBe(239)
  })

  test('each document of the suite of CSAF 2.0 is valid or invalid as the suite says', () => {
    const cases = suiteCases(folder, '2.0')
    const mandatory = cases.filter(({ group }) => group === 'mandatory')
    expect(verdicts('CSAF 2.0 suite, verdicts, mandatory', mandatory)).toBe(147)
    // Two documents of 6.2.8 and 6.2.9 repeat an algorithm, which 6.1.25 forbids.
    expect(verdicts('CSAF 2.0 suite, verdicts, all', cases)).toBeGreaterThanOrEqual(237)
  })

  test('each document that the suite of CSAF 2.1 lists errs in its test, or does not', () => {
    const cases = suiteCases(folder, '2.1')
    const mandatory = cases.filter(({ group }) => group === 'mandatory')
    expect(cases).toHaveLength(856)
    expect(score('CSAF 2.1 suite, mandatory tests', mandatory)).toBeGreaterThanOrEqual(493)
    expect(score('CSAF 2.1 suite, all tests', cases)).toBeGreaterThanOrEqual(851)
    expect(verdicts('CSAF 2.1 suite, verdicts, mandatory', mandatory)).toBeGreaterThanOrEqual(490)
  })

  test('each valid document of CSAF 2.1 is read as an advisory', () => {
    const valid = suiteCases(folder, '2.1').filter(({ document }) => validateCsaf(document).valid)
    const read = valid.filter(({ test: id, name, document }) => {
      const advisory = readAdvisory(new TextEncoder().encode(JSON.stringify(document)))
      if (!advisory.ok) console.log(`${id} ${name}: ${describeAdvisoryRefusal(advisory.refusal)}`)
      return advisory.ok
    })
    console.log(`score: valid CSAF 2.1 documents read ${read.length}/${valid.length}`)
    expect(valid.length).toBeGreaterThan(400)
    expect(read).toHaveLength(valid.length)
  })

  test('the further cases of another validator are right', () => {
    expect(score('further CSAF 2.0 cases', peerCases(folder))).toBe(59)
  })

  test('a document of the suites with any part exchanged is judged without a throw', () => {
    const documents = (['2.0', '2.1'] as const).flatMap((version) =>
      suiteCases(folder, version).map(({ document }) => document),
    )
    const part = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      fc.constantFrom('__proto__', '', '%', 'vers:intdot/1|2|>', 'CWE-79', '2024-01-01T00:00:00Z'),
    )
    const anywhere = fc.nat({ max: 1_000_000 })
    fc.assert(
      fc.property(fc.constantFrom(...documents), anywhere, part, (document, place, value) => {
        const broken = withPart(document, place, value as JsonValue)
        expect(validateCsaf(broken, { preset: 'full' }).tests.length).toBeGreaterThan(0)
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })

  test('every real advisory is judged without a throw', () => {
    const files = advisoryFiles(folder)
    const failed = new Map<string, number>()
    let valid = 0
    for (const { bytes } of files) {
      const json = readStrictJson(bytes)
      if (!json.ok) continue
      const judged = validateCsaf(json.value, { preset: 'full' })
      if (judged.valid) valid++
      for (const { id, errors } of judged.tests) {
        if (errors.length > 0) failed.set(id, (failed.get(id) ?? 0) + 1)
      }
    }
    console.log(`score: real advisories valid ${valid}/${files.length}`)
    for (const [id, count] of [...failed].sort()) console.log(`  ${id} finds something in ${count}`)
    expect(files).toHaveLength(2043)
    // Three of them write a space behind the name of a CWE.
    expect(valid).toBe(2040)
  })
})
