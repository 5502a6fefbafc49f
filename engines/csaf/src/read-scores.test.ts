import { describe, expect, test } from 'vitest'
import { aDocument, bytesOf } from '../test-support/a-document.ts'
import { preferredScore, readAdvisory } from './index.ts'

const V31 = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
const V40 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H'
const cvss31 = { version: '3.1', vectorString: V31, baseScore: 9.8, baseSeverity: 'CRITICAL' }
const cvss40 = { version: '4.0', vectorString: V40, baseScore: 10, baseSeverity: 'CRITICAL' }
const linkTo = (vector: string) => ({
  ...{ category: 'external', summary: 'calculator' },
  url: `https://www.first.org/cvss/calculator/4.0#${vector}`,
})

function scoresOf(version: '2.0' | '2.1', parts: Readonly<Record<string, unknown>>) {
  const document = aDocument()
  const [vulnerability] = document.vulnerabilities
  const read = readAdvisory(
    bytesOf({
      ...document,
      document: { ...document.document, csaf_version: version },
      vulnerabilities: [{ ...vulnerability, ...parts }],
    }),
  )
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return read.value.vulnerabilities[0]?.scores ?? []
}

describe('the scores of an advisory', () => {
  test('every version that a score states is read, CVSS 4.0 too', () => {
    const found = scoresOf('2.0', {
      scores: [{ products: ['P1'], cvss_v3: cvss31, cvss_v4: cvss40 }],
    })
    expect(found.map(({ version, origin }) => [version, origin])).toEqual([
      ['4.0', 'stated'],
      ['3.1', 'stated'],
    ])
  })

  test('a metric of CSAF 2.1 keeps whose score it is', () => {
    const found = scoresOf('2.1', {
      metrics: [
        { products: ['P1'], content: { cvss_v4: cvss40 }, source: 'https://example.com/psirt' },
      ],
    })
    expect(found).toMatchObject([
      { version: '4.0', baseScore: 10, productIds: ['P1'], source: 'https://example.com/psirt' },
    ])
  })

  test('a vector that only a reference links is computed, and marked as linked', () => {
    const found = scoresOf('2.0', {
      scores: [{ products: ['P1'], cvss_v3: cvss31 }],
      references: [linkTo(V40), linkTo(V40)],
    })
    expect(found).toMatchObject([
      { version: '3.1', origin: 'stated' },
      { version: '4.0', origin: 'linked', baseScore: 10, productIds: ['P1'] },
    ])
    expect(preferredScore(found)).toMatchObject({ version: '3.1', isLinked: false })
  })

  test('a linked vector says nothing where that version is stated, or where it cannot be scored', () => {
    const stated = scoresOf('2.0', {
      scores: [{ products: ['P1'], cvss_v4: { ...cvss40, vectorString: V40 } }],
      references: [linkTo(V40.replace('VC:H', 'VC:N'))],
    })
    expect(stated).toHaveLength(1)
    const broken = [V40.replace('VC:H', 'VC:Q'), 'CVSS:4.0/', 'CVSS:4.0/AV:N', `${V40}<script>`]
    expect(scoresOf('2.0', { references: broken.map(linkTo) })).toEqual([])
    expect(scoresOf('2.0', { references: [{ url: 7 }, { url: null }] })).toEqual([])
  })

  test('where nothing is stated, what is linked is shown, and said to be', () => {
    const found = scoresOf('2.0', { references: [linkTo(V31), linkTo(V40)] })
    expect(preferredScore(found, 'P1')).toMatchObject({ version: '4.0', isLinked: true })
    expect(preferredScore(found, 'P9')).toBeNull()
  })
})
