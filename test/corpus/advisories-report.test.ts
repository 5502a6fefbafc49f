import { type Advisory, corpusReport } from '@holdpoint/csaf'
import { describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'
import { readableAdvisories } from './advisories.ts'

const PARSED_PERCENT_MIN = 98
const ALWAYS_REVIEW_PERCENT_MAX = 3.5
const data = testData()
const advisories: readonly Advisory[] = data === null ? [] : [...readableAdvisories(data).values()]

describe.skipIf(data === null)('the corpus report (needs the outside test data)', () => {
  test('nearly all version texts are read, and few entries always end with a person', () => {
    const { parsed, alwaysReview, entries, forms, reviewReasons } = corpusReport(advisories)
    console.log(`score: version texts parsed ${parsed.count}/${entries} (${parsed.percent} %)`)
    console.log(`of these always for a person ${alwaysReview.count} (${alwaysReview.percent} %)`)
    for (const { name, count } of forms) console.log(`form: ${name} ${count}`)
    for (const { name, count } of reviewReasons) console.log(`for a person: ${name} ${count}`)
    expect(entries).toBeGreaterThan(13_000)
    expect(parsed.percent).toBeGreaterThan(PARSED_PERCENT_MIN)
    expect(alwaysReview.percent).toBeLessThan(ALWAYS_REVIEW_PERCENT_MAX)
    expect(forms.reduce((sum, { count }) => sum + count, 0)).toBe(entries)
  })

  test('vendors of an inventory that no advisory names are listed, however they are spelt', () => {
    const asset = (id: string, vendor: string) => ({ id, vendor, product: 'Panel' })
    const inventory = [asset('1', 'SIEMENS AG'), asset('2', 'Nobody Ltd'), asset('3', 'GE')]
    const { vendors } = corpusReport(advisories, inventory)
    expect(vendors.unmatched.map(({ name }) => name)).toEqual(['Nobody Ltd'])
    expect(vendors.companies).toBeLessThan(vendors.names)
  })
})
