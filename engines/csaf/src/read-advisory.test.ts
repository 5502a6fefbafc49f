import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aDocument, anAdvisory, bytesOf } from '../test-support/a-document.ts'
import { SEED } from '../test-support/seed.ts'
import { ADVISORY_BYTES_MAX, describeAdvisoryRefusal, readAdvisory } from './read-advisory.ts'

function refusalOf(document: unknown): string {
  const read = readAdvisory(bytesOf(document))
  return read.ok ? 'no refusal' : describeAdvisoryRefusal(read.refusal)
}

describe('reading an advisory', () => {
  test('keeps the vendor, the product and the version text apart', () => {
    const [product] = anAdvisory().products
    expect(product).toMatchObject({
      productId: 'P1',
      vendor: 'Example',
      productName: 'Pump Controller',
      versionText: '< 2.0',
      versionCategory: 'product_version_range',
    })
  })

  test('passes over fields it does not know', () => {
    const document = { ...aDocument(), sharing_group: { anything: [1, 2] } }
    expect(readAdvisory(bytesOf(document)).ok).toBe(true)
  })

  test('expands product groups into the products they stand for', () => {
    const document = aDocument({
      remediations: [{ category: 'vendor_fix', details: 'Update to 2.0', group_ids: ['G'] }],
    })
    const grouped = {
      ...document,
      product_tree: {
        ...document.product_tree,
        product_groups: [{ group_id: 'G', product_ids: ['P1'] }],
      },
    }
    const read = readAdvisory(bytesOf(grouped))
    expect(read.ok && read.value.vulnerabilities[0]?.remediations[0]?.productIds).toEqual(['P1'])
  })

  test('a product installed on another is a product of its own, with the path of the first', () => {
    const document = aDocument()
    const related = {
      ...document,
      product_tree: {
        ...document.product_tree,
        full_product_names: [{ product_id: 'HOST', name: 'Host computer' }],
        relationships: [
          {
            category: 'installed_on',
            product_reference: 'P1',
            relates_to_product_reference: 'HOST',
            full_product_name: { product_id: 'P1-HOST', name: 'Pump Controller on Host' },
          },
        ],
      },
    }
    const read = readAdvisory(bytesOf(related))
    expect(read.ok && read.value.products.map(({ productId }) => productId)).toEqual([
      'P1',
      'HOST',
      'P1-HOST',
    ])
    expect(read.ok && read.value.products[2]?.relationship?.relatesToProductId).toBe('HOST')
    expect(read.ok && read.value.products[2]?.versionText).toBe('< 2.0')
  })

  test('two products with one id are refused', () => {
    const twice = { id: 'P1', product: 'Pump Controller', version: '1' }
    expect(refusalOf(aDocument({ products: [twice, twice] }))).toContain('repeats the product id')
  })

  test('a status that names a product outside the tree is refused, with its path', () => {
    expect(refusalOf(aDocument({ status: { known_affected: ['P9'] } }))).toBe(
      'not CSAF: $.vulnerabilities[0].product_status.known_affected[0] ' +
        'names the product "P9", which is not in the tree',
    )
  })

  test('another CSAF version is refused by name', () => {
    const document = aDocument()
    const newer = { ...document, document: { ...document.document, csaf_version: '3.0' } }
    expect(refusalOf(newer)).toBe('not CSAF: $.document.csaf_version must be "2.0" or "2.1"')
  })

  test('the words that CSAF 2.1 added are read, and its ways over several products', () => {
    const document = aDocument({
      products: [
        { id: 'P1', product: 'Pump Controller', version: '< 2.0' },
        { id: 'HOST', product: 'Panel', version: '1' },
      ],
      status: { unknown: ['P1-HOST'], known_affected: ['P1'] },
      remediations: [
        { category: 'fix_planned', details: 'In spring.', product_ids: ['P1'] },
        { category: 'optional_patch', details: 'Hardens it.', product_ids: ['P1-HOST'] },
      ],
    })
    const way = {
      beginning_product_reference: 'P1',
      subpaths: [{ category: 'installed_on', next_product_reference: 'HOST' }],
      full_product_name: { name: 'Pump Controller on Panel', product_id: 'P1-HOST' },
    }
    const newer = {
      ...document,
      document: { ...document.document, csaf_version: '2.1' },
      product_tree: { ...document.product_tree, product_paths: [way] },
    }
    const read = readAdvisory(bytesOf(newer))
    if (!read.ok) throw new Error(JSON.stringify(read.refusal))
    const { products, vulnerabilities } = read.value
    expect(products[2]?.relationship).toEqual({
      ...{ category: 'installed_on', productId: 'P1', relatesToProductId: 'HOST' },
    })
    expect(vulnerabilities[0]?.productStatus.unknown).toEqual(['P1-HOST'])
    expect(vulnerabilities[0]?.remediations.map(({ category }) => category)).toEqual([
      'fix_planned',
      'optional_patch',
    ])
    const astray = { ...way, subpaths: [{ category: 'installed_on', next_product_reference: 'X' }] }
    const wrong = { ...newer, product_tree: { ...newer.product_tree, product_paths: [astray] } }
    expect(refusalOf(wrong)).toContain('names the product "X", which is not in the tree')
  })

  test('every fault of a document is told at once', () => {
    const read = readAdvisory(bytesOf({ document: { csaf_version: '2.0' } }))
    expect(read.ok).toBe(false)
    if (read.ok || read.refusal.kind !== 'not-csaf') return
    expect(read.refusal.complaints.map(({ path }) => path)).toContain('$.document.title')
    expect(read.refusal.complaints.length).toBeGreaterThan(5)
  })

  test('size and depth are bounded before anything is built', () => {
    const large = readAdvisory(new Uint8Array(ADVISORY_BYTES_MAX + 1))
    expect(!large.ok && large.refusal.kind).toBe('too-large')
    const deep = readAdvisory(new TextEncoder().encode('['.repeat(5000) + ']'.repeat(5000)))
    expect(deep.ok).toBe(false)
  })

  test('no mutated document makes the reader throw', () => {
    const original = JSON.stringify(aDocument())
    const mutation = fc.record({
      at: fc.nat(original.length),
      cut: fc.nat(12),
      put: fc.constantFrom('', '{}', '[]', 'null', '"', '7', '[{}]', 'x', '\u0000'),
    })
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        let text = original
        for (const { at, cut, put } of mutations)
          text = text.slice(0, at) + put + text.slice(at + cut)
        readAdvisory(new TextEncoder().encode(text))
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })

  test('no JSON value at any place makes the reader throw', () => {
    const places = ['document', 'product_tree', 'vulnerabilities'] as const
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, value) => {
        readAdvisory(bytesOf({ ...aDocument(), [place]: value }))
      }),
      { seed: SEED, numRuns: 500 },
    )
  })
})
