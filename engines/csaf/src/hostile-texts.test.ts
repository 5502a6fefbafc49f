import { describe, expect, test } from 'vitest'
import { anAdvisory } from '../test-support/a-document.ts'
import { matchAssetToAdvisory } from './matching/match.ts'
import { namedServices } from './named-services.ts'
import { fixedVersions, reversibility } from './remediation.ts'

// Each repeats what one of our patterns begins with; a slow pattern would need minutes for these.
const LONG = 200_000
const hostile = [
  '1(',
  '1.',
  'a',
  'V1 ',
  'x=1,',
  '- ',
  'update to ',
  'B*',
  '(',
  'series A, ',
  '1756-A',
  'port ',
]

describe('texts made to be slow', () => {
  test.each(hostile)('a long run of "%s" in every text is over within seconds', (piece) => {
    const long = piece.repeat(Math.ceil(LONG / piece.length))
    const advisory = anAdvisory({
      products: [
        { id: 'P1', vendor: 'Rockwell Automation', product: long, version: long, fullName: long },
        {
          id: 'P2',
          vendor: 'Rockwell Automation',
          product: 'Drive 5',
          version: '< 2',
          fullName: `Drive 5: ${long}`,
        },
      ],
      remediations: [{ category: 'vendor_fix', details: long, product_ids: ['P1'] }],
      notes: [long],
    })
    const startedAt = performance.now()
    const asset = { id: 'A', vendor: 'Rockwell Automation', product: 'Drive 5', firmware: '1' }
    matchAssetToAdvisory(asset, advisory)
    fixedVersions(advisory, 'P1')
    reversibility(advisory, 'P1')
    for (const vulnerability of advisory.vulnerabilities) namedServices(vulnerability)
    expect(performance.now() - startedAt).toBeLessThan(5_000)
  })
})
