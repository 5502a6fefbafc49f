import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Advisory, matchAll, readAdvisory, readCsv, vendorsMayMeet } from '@holdpoint/csaf'
import { beforeAll, describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'
import { advisoryFiles } from './advisories.ts'

const data = testData()

type Row = { readonly advisory: Advisory; readonly vendor: string; readonly product: string }

/** Somebody else's list of the same advisories, with names of its own for companies and products. */
function othersRows(folder: string): readonly Row[] {
  const advisories = new Map<string, Advisory>()
  for (const { bytes } of advisoryFiles(folder)) {
    const read = readAdvisory(bytes)
    if (read.ok) advisories.set(read.value.id, read.value)
  }
  const read = readCsv(readFileSync(join(folder, 'advisories/ics-advisory-project.csv')))
  if (!read.ok) throw new Error(read.refusal.why)
  return read.value.rows.flatMap((row) => {
    const advisory = advisories.get(row['ICS-CERT_Number'] ?? '')
    if (advisory === undefined) return []
    return [{ advisory, vendor: row.Vendor ?? '', product: row.Product ?? '' }]
  })
}

describe.skipIf(data === null)('what others call it (needs the outside test data)', () => {
  let rows: readonly Row[] = []
  beforeAll(() => {
    rows = othersRows(data ?? '')
  })

  test('whoever calls a company otherwise still meets its advisories', () => {
    const met = rows.filter(({ advisory, vendor }) =>
      advisory.products.some((product) => vendorsMayMeet(vendor, product.vendor ?? '')),
    )
    console.log(`score: companies met under another's name ${met.length}/${rows.length}`)
    expect(rows).toHaveLength(2053)
    expect(met.length).toBeGreaterThanOrEqual(2039)
  })

  test('whoever calls a product otherwise mostly meets its advisory', () => {
    // Rows of several products, and of none, name no asset; of the rest some name only a topic.
    const single = rows.filter(({ product }) => !SEVERAL.test(product))
    const met = single.filter(({ advisory, vendor, product }) => {
      const asset = { id: 'A', vendor, product: product.replace(/\s*\(Update [A-Z]\)/i, '') }
      const { matches } = matchAll([asset], [advisory])
      return matches.some(({ verdict }) => verdict !== 'not-affected')
    })
    console.log(`score: products met under another's name ${met.length}/${single.length}`)
    expect(single).toHaveLength(1590)
    expect(met.length).toBeGreaterThanOrEqual(1271)
  })
})

const SEVERAL = /[,;&]|\band\b|\bmultiple\b|products\b/i
