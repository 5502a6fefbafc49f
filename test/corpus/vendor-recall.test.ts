import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Advisory, readAdvisory, readCsv, vendorsMayMeet } from '@holdpoint/csaf'
import { describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'
import { advisoryFiles } from './advisories.ts'

const data = testData()

/** Somebody else's list of the same advisories, which calls the companies by names of its own. */
function othersNames(folder: string): readonly { readonly advisory: string; vendor: string }[] {
  const read = readCsv(readFileSync(join(folder, 'advisories/ics-advisory-project.csv')))
  if (!read.ok) throw new Error(read.refusal.why)
  return read.value.rows.map((row) => ({
    advisory: row['ICS-CERT_Number'] ?? '',
    vendor: row.Vendor ?? '',
  }))
}

describe.skipIf(data === null)('companies under other names (needs the outside test data)', () => {
  test('whoever calls a company otherwise still meets its advisories', () => {
    const folder = data ?? ''
    const advisories = new Map<string, Advisory>()
    for (const { bytes } of advisoryFiles(folder)) {
      const read = readAdvisory(bytes)
      if (read.ok) advisories.set(read.value.id, read.value)
    }
    let known = 0
    let met = 0
    for (const { advisory, vendor } of othersNames(folder)) {
      const products = advisories.get(advisory)?.products
      if (products === undefined) continue
      known++
      if (products.some((product) => vendorsMayMeet(vendor, product.vendor ?? ''))) met++
    }
    console.log(`score: companies met under another's name ${met}/${known}`)
    expect(known).toBe(2053)
    expect(met).toBeGreaterThanOrEqual(2039)
  })
})
