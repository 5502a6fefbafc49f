import { expect, test } from 'vitest'
import { aDocument, bytesOf } from '../test-support/a-document.ts'
import { aRawDocument } from '../test-support/a-raw-document.ts'
import { documentFields, documentTerms, termFields } from './document-terms.ts'
import { linkOf } from './link-of.ts'
import { preferredScore } from './preferred-score.ts'

function termsOf(document: unknown) {
  const terms = documentTerms(bytesOf(document))
  if (!terms.ok) throw new Error(terms.refusal)
  return terms.value
}

test('every required field under the document is a term, and every field has a name', () => {
  const terms = termsOf(aDocument())
  for (const field of documentFields) expect(terms[field], field).not.toHaveLength(0)
  for (const field of Object.keys(termsOf(aRawDocument()))) expect(termFields).toContain(field)
})

test('properties of the product tree are found wherever they stand', () => {
  const terms = termsOf(aRawDocument())
  expect(terms['product_tree.name']).toEqual(expect.arrayContaining(['Works', 'Valve', 'Both']))
  expect(terms['product_tree.purl']).toEqual(['pkg:generic/pump@1.0'])
  expect(terms['product_tree.product_ids']).toEqual(['P1', 'P2'])
  expect(terms['product_tree.filename']).toEqual(['pump.bin'])
  expect(terms.cve).toEqual(['CVE-2024-0001'])
  expect(terms.cvss).toEqual(['9.8'])
})

test('what is not JSON has no terms', () => {
  expect(documentTerms(new TextEncoder().encode('{'))).toEqual({ ok: false, refusal: 'not-json' })
})

const high = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
const same = 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
const low = 'CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N'
const aScore = (version: string, vector: string, baseScore: number) => ({
  version,
  vector,
  baseScore,
  baseSeverity: null,
  origin: 'stated' as const,
  source: null,
  productIds: ['P1'],
})

test('the highest base score is shown, and of equals the newest CVSS', () => {
  const scores = [aScore('3.0', same, 9.8), aScore('3.1', low, 1.8), aScore('3.1', high, 9.8)]
  expect(preferredScore(scores, 'P1')).toMatchObject({ vector: high, baseScore: 9.8 })
  expect(preferredScore(scores, 'P2')).toBeNull()
})

test('a score that contradicts its vector is shown as the vector has it', () => {
  expect(preferredScore([aScore('3.1', high, 4)])).toMatchObject({
    baseScore: 9.8,
    stated: 4,
    isConsistent: false,
  })
  expect(preferredScore([aScore('3.1', 'nonsense', 4)])).toMatchObject({ baseScore: 4 })
})

test('only an address over https becomes a link', () => {
  expect(linkOf('https://example.com/a?b=c')).toBe('https://example.com/a?b=c')
  const others = [
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    'http://a.example',
    'data:text/html,x',
  ]
  for (const one of [...others, ' https://a.example', 'https://u:p@a.example', '//a', '']) {
    expect(linkOf(one), one).toBeNull()
  }
})
