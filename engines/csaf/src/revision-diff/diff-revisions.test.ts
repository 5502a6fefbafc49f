import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aDocument, bytesOf, type DocumentSketch } from '../../test-support/a-document.ts'
import { SEED } from '../../test-support/seed.ts'
import { type Advisory, readAdvisory } from '../index.ts'
import { diffRevisions } from './diff-revisions.ts'
import { compareDocumentVersions, versionRank, versionStep } from './document-version.ts'
import { changesFor, sameRemediation } from './same-remediation.ts'

const pump = { id: 'P1', product: 'Pump Controller', version: '< 2.0' }
const valve = { id: 'P2', product: 'Valve', version: '< 5' }

const fix = (details: string, product_ids = ['P1'], more: object = {}) => ({
  category: 'vendor_fix',
  details,
  product_ids,
  ...more,
})

function aRevision(version: string, sketch: DocumentSketch = {}, vulnerability: object = {}) {
  const plain = aDocument(sketch)
  const { document } = plain
  const history = [{ number: version, date: '2026-01-02T03:04:05Z', summary: `v${version}` }]
  const tracking = { ...document.tracking, version, revision_history: history }
  const [first] = plain.vulnerabilities
  const read = readAdvisory(
    bytesOf({
      ...plain,
      document: { ...document, tracking },
      vulnerabilities: [{ ...first, ...vulnerability }],
    }),
  )
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return read.value
}

/** Without the revision history, which differs in every revision. */
function wordsOf(before: Advisory, after: Advisory) {
  return diffRevisions(before, after)
    .filter(({ fact }) => fact !== 'history')
    .map(({ words }) => words)
}

describe('what changed between two revisions', () => {
  test('is nothing for the same document', () => {
    expect(diffRevisions(aRevision('1'), aRevision('1'))).toEqual([])
  })

  test('names products that came and went', () => {
    const before = aRevision('1', { products: [pump] })
    const after = aRevision('2', { products: [valve] })
    expect(wordsOf(before, after).slice(0, 2)).toEqual([
      'Product removed: Pump Controller, < 2.0',
      'Product added: Valve, < 5',
    ])
  })

  test('knows a product again whose entry was numbered anew', () => {
    const before = aRevision('1', { products: [pump] })
    const after = aRevision('2', { products: [valve, { ...pump, id: 'P7' }].map(renumber) })
    const changes = diffRevisions(before, after)
    expect(changes.map(({ fact }) => fact)).toContain('product-renumbered')
    expect(changes.filter(({ fact }) => fact === 'product-removed')).toEqual([])
    expect(sameRemediation(before, after, 'P1')).toBe(true)
  })

  test('says from which status to which, for products together', () => {
    const products = [pump, valve]
    const before = aRevision('1', { products })
    const status = { known_affected: ['P1'], known_not_affected: ['P2'] }
    const after = aRevision('2', { products, status })
    expect(wordsOf(before, after)).toEqual([
      'CVE-2026-12345: Valve, < 5 changed from known affected to known not affected',
    ])
  })

  test('shows both texts of a remediation that reads otherwise', () => {
    const before = aRevision('1', { remediations: [fix('Update to 2.0')] })
    const after = aRevision('2', { remediations: [fix('Update to 2.1')] })
    const [change] = diffRevisions(before, after)
    expect(change).toMatchObject({
      fact: 'fix',
      words: 'CVE-2026-12345: vendor fix changed for Pump Controller, < 2.0',
      before: 'Update to 2.0',
      after: 'Update to 2.1',
    })
  })

  test('tells a restart, the address and the way back as facts of their own', () => {
    const text = 'Update to 2.0. It is not possible to downgrade.'
    const before = aRevision('1', { remediations: [fix('Update to 2.0.')] })
    const more = { url: 'https://example.com/2', restart_required: { category: 'system' } }
    const after = aRevision('2', { remediations: [fix(text, ['P1'], more)] })
    const facts = diffRevisions(before, after).map(({ fact }) => fact)
    expect(facts).toEqual(expect.arrayContaining(['fix', 'fix-place', 'restart', 'way-back']))
  })

  test('tells scores, threats and notes', () => {
    const score = (baseScore: number, vectorString: string) => ({
      products: ['P1'],
      cvss_v3: { version: '3.1', baseScore, vectorString },
    })
    const before = aRevision('1', {}, { scores: [score(9.8, 'CVSS:3.1/AV:N')] })
    const threats = [{ category: 'exploit_status', details: 'Seen in use', product_ids: ['P1'] }]
    const after = aRevision(
      '2',
      { notes: ['Another fault.'] },
      {
        scores: [score(10, 'CVSS:3.1/AV:A')],
        threats,
      },
    )
    const facts = diffRevisions(before, after).map(({ fact }) => fact)
    expect(facts).toEqual(expect.arrayContaining(['score', 'exploitation', 'text', 'history']))
  })
})

describe('the remediation of one product', () => {
  const products = [pump, valve]
  const before = aRevision('1', { products, remediations: [fix('Update to 2.0', ['P1', 'P2'])] })

  test('is the same where only a text or a score changed', () => {
    const after = aRevision('2', {
      products,
      notes: ['Reworded.'],
      remediations: [fix('Update to 2.0', ['P1', 'P2'])],
    })
    expect(sameRemediation(before, after, 'P1')).toBe(true)
  })

  test('changes for the product that gets another fix, not for its neighbour', () => {
    const remediations = [fix('Update to 2.0', ['P1']), fix('Update to 5.1', ['P2'])]
    const after = aRevision('2', { products, remediations })
    expect(sameRemediation(before, after, 'P2')).toBe(false)
    expect(sameRemediation(before, after, 'P1')).toBe(true)
    expect(changesFor(before, after, 'P1').map(({ fact }) => fact)).toEqual(['history', 'history'])
  })
})

describe('document versions', () => {
  test.each([
    ['1', '2', -1],
    ['9', '10', -1],
    ['1.2.0', '1.10.0', -1],
    ['2.0.0-rc.1', '2.0.0', -1],
    ['2.0.0-alpha.2', '2.0.0-alpha.10', -1],
    ['2.0.0-2', '2.0.0-alpha', -1],
    ['2.0.0-alpha', '2.0.0-alpha.1', -1],
    ['1.0.0+a', '1.0.0+b', 0],
    ['first', '0.0.1', -1],
  ])('%s against %s is %i, and their ranks sort so', (a, b, order) => {
    expect(Math.sign(compareDocumentVersions(a, b))).toBe(order)
    expect(byCharacters(versionRank(a), versionRank(b))).toBe(order)
  })

  test('sort as text exactly as Semantic Versioning orders them', () => {
    const part = fc.nat({ max: 1200 }).map(String)
    const identifier = fc.oneof(part, fc.stringMatching(/^[a-z-][0-9a-z-]{0,3}$/))
    const pre = fc.array(identifier, { maxLength: 3 }).map((ids) => ids.join('.'))
    const version = fc
      .tuple(part, part, part, pre)
      .map(([a, b, c, ids]) => `${a}.${b}.${c}${ids === '' ? '' : `-${ids}`}`)
    fc.assert(
      fc.property(version, version, (a, b) => {
        const order = Math.sign(compareDocumentVersions(a, b))
        expect(byCharacters(versionRank(a), versionRank(b))).toBe(order)
      }),
      { seed: SEED },
    )
  })

  test('say whether the assets are compared again', () => {
    expect(versionStep('1.2.0', '2.0.0')).toMatchObject({ comparesAgain: true })
    expect(versionStep('1.2.0', '1.3.0')).toMatchObject({ comparesAgain: false })
    expect(versionStep('1.2.0', '1.2.1').words).toContain('PATCH')
    expect(versionStep('1', '2')).toMatchObject({ comparesAgain: true })
    expect(versionStep('2', '1')).toMatchObject({ comparesAgain: false })
    expect(versionStep('x', '1')).toMatchObject({ comparesAgain: true })
    expect(versionStep('1.0.0', '1.0.0')).toMatchObject({ comparesAgain: true })
  })
})

function byCharacters(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** The vendor put a product before it: every entry moved on by one. */
function renumber<P extends object>(product: P, index: number) {
  return { ...product, id: `P${index + 1}` } as P
}
