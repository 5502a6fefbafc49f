import { describeAdvisoryRefusal, readAdvisory } from '@holdpoint/csaf'
import { describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'
import { advisoryFiles } from './advisories.ts'

const data = testData()

describe.skipIf(data === null)('real advisories (needs the outside test data)', () => {
  test('every published advisory is read, or refused by name with a true reason', () => {
    const files = advisoryFiles(data ?? '')
    const refused = files.flatMap(({ path, bytes }) => {
      const read = readAdvisory(bytes)
      return read.ok ? [] : [`${path}: ${describeAdvisoryRefusal(read.refusal)}`]
    })
    for (const line of refused) console.log(`refused ${line}`)
    console.log(`score: advisories read ${files.length - refused.length}/${files.length}`)
    expect(files).toHaveLength(2043)
    expect(files.length - refused.length).toBeGreaterThanOrEqual(2040)
  })

  test('nothing the documents say about products is lost', () => {
    const totals = { products: 0, vulnerabilities: 0, remediations: 0, modelNumbers: 0 }
    for (const { bytes } of advisoryFiles(data ?? '')) {
      const read = readAdvisory(bytes)
      if (!read.ok) continue
      totals.products += read.value.products.length
      totals.vulnerabilities += read.value.vulnerabilities.length
      for (const product of read.value.products) {
        totals.modelNumbers += product.helper.modelNumbers.length
        expect(product.vendor).not.toBeNull()
        expect(product.versionText).not.toBeNull()
      }
      for (const one of read.value.vulnerabilities) totals.remediations += one.remediations.length
    }
    // Counted apart from our reader, by a script over the raw documents.
    expect(totals).toEqual({
      products: 13697,
      vulnerabilities: 6525,
      remediations: 30836,
      modelNumbers: 4126,
    })
  })
})
