import { describe, expect, test } from 'vitest'
import {
  anAdvisory,
  type DocumentSketch,
  type ProductSketch,
} from '../../test-support/a-document.ts'
import type { AssetFacts } from '../asset-facts.ts'
import { matchAssetToAdvisory } from './match.ts'
import { matchAll } from './match-all.ts'

const pump: AssetFacts = {
  id: 'A-1',
  vendor: 'Example',
  product: 'Pump Controller PC200',
  firmware: '1.0',
}

function entry(sketch: Partial<ProductSketch> = {}): ProductSketch {
  return { id: 'P1', product: 'Pump Controller PC200', version: '< 2.0', ...sketch }
}

function verdicts(asset: Partial<AssetFacts>, sketch: DocumentSketch | ProductSketch = entry()) {
  const document = 'id' in sketch ? { products: [sketch] } : sketch
  return matchAssetToAdvisory({ ...pump, ...asset }, anAdvisory(document)).map(
    ({ verdict }) => verdict,
  )
}

describe('matching an asset to an advisory', () => {
  test('the same vendor, name and an affected version are affected', () => {
    const [match] = matchAssetToAdvisory(pump, anAdvisory({ products: [entry()] }))
    expect(match).toMatchObject({
      assetId: 'A-1',
      advisoryId: 'EX-1',
      productId: 'P1',
      cves: ['CVE-2026-12345'],
      verdict: 'affected',
      confidence: 'identifier-and-version',
      rule: 'product name; upper bound',
    })
    expect(match?.reasons.join(' ')).toContain('the advisory says "< 2.0"')
  })

  test('a product that is listed and in no status is for a person', () => {
    const products = [entry(), entry({ id: 'P2', product: 'Valve Controller VC1' })]
    const listed = anAdvisory({ products, status: { known_affected: ['P1'] } })
    const [match] = matchAssetToAdvisory({ ...pump, product: 'Valve Controller VC1' }, listed)
    expect(match).toMatchObject({ productId: 'P2', verdict: 'review' })
    expect(match?.reasons.at(-1)).toContain('does not say whether it is affected')
  })

  test('a release that only the name of the product gives completes the bound', () => {
    const product = 'Process Historian 2014'
    const sketch = entry({ product, version: '< SP3 Update 6' })
    const own = { product, firmware: '2014 SP3 Update 5' }
    expect(verdicts(own, sketch)).toEqual(['affected'])
    expect(verdicts({ ...own, firmware: '2014 SP3 Update 6' }, sketch)).toEqual(['not-affected'])
  })

  test('models of a list with slashes are each named in full', () => {
    const sketch = entry({ product: 'Q series Q04/06/13UDPVCPU', version: 'vers:all/*' })
    expect(verdicts({ product: 'Q series Q13UDPVCPU' }, sketch)).toEqual(['affected'])
    expect(verdicts({ product: 'Q series Q26UDPVCPU' }, sketch)).toEqual([])
  })

  test('a product that stands where the version should be is found by its own name', () => {
    const sketch = entry({ product: 'Telemetry Devices', version: 'Boundary Monitor BM7' })
    expect(verdicts({ product: 'Boundary Monitor BM7' }, sketch)).toEqual(['affected'])
    expect(verdicts({ product: 'Boundary Monitor BM8' }, sketch)).toEqual([])
  })

  test('a repaired version is not affected, and says so', () => {
    expect(verdicts({ firmware: '2.0' })).toEqual(['not-affected'])
  })

  test('without a version the answer is for a person', () => {
    const { firmware: _, ...unknown } = pump
    const matches = matchAssetToAdvisory(unknown, anAdvisory({ products: [entry()] }))
    expect(matches.map(({ verdict }) => verdict)).toEqual(['review'])
  })

  test('where all versions are affected, the version need not be known', () => {
    const { firmware: _, ...unknown } = pump
    const all = anAdvisory({ products: [entry({ version: 'vers:all/*' })] })
    expect(matchAssetToAdvisory(unknown, all).map(({ verdict }) => verdict)).toEqual(['affected'])
  })

  test('another vendor or another product is no match at all', () => {
    expect(verdicts({ vendor: 'Another' })).toEqual([])
    expect(verdicts({ product: 'Valve Positioner VP7' })).toEqual([])
  })

  test('legal forms, case, stray spaces and damaged letters do not make another vendor', () => {
    const spelled = entry({ vendor: 'GeutebrÃ¼ck ' })
    expect(verdicts({ vendor: 'GEUTEBRÜCK GmbH' }, spelled)).toEqual(['affected'])
    expect(
      verdicts({ vendor: 'Allen-Bradley' }, entry({ vendor: 'Rockwell Automation, Inc.' })),
    ).toEqual(['affected'])
  })

  test('names that only overlap are for a person, and only where the version could be meant', () => {
    expect(verdicts({ product: 'Pump Controller PC200 Plus' })).toEqual(['review'])
    expect(verdicts({ product: 'Pump Controller PC200 Plus', firmware: '2.0' })).toEqual([])
  })

  test('an X in an order number is a letter, a star means any ending', () => {
    const module = entry({ vendor: 'Siemens', product: 'CP 443 (6GK7443-1EX30-0XE1)' })
    const siemens = { vendor: 'Siemens', product: 'CP 443' }
    expect(verdicts({ ...siemens, orderNumber: '6GK7 443-1EX30-0XE1' }, module)).toEqual([
      'affected',
    ])
    expect(verdicts({ ...siemens, orderNumber: '6GK7443-1EA30-0XE1' }, module)).toEqual([])
    const family = entry({
      vendor: 'Schneider Electric',
      product: 'M580 Safety (part numbers BMEP58*S)',
    })
    const schneider = { vendor: 'Schneider Electric', product: 'M580 Safety' }
    expect(verdicts({ ...schneider, orderNumber: 'BMEP584040S' }, family)).toEqual(['affected'])
    expect(verdicts({ ...schneider, orderNumber: 'BMEP584040' }, family)).toEqual([])
  })

  test('a series that is not known is for a person; another series is another product', () => {
    const ofSeries = entry({ vendor: 'Rockwell Automation', product: '1756-EN2T Series D' })
    const module = { vendor: 'Rockwell Automation', product: '1756-EN2T' }
    expect(verdicts({ ...module, series: 'D' }, ofSeries)).toEqual(['affected'])
    expect(verdicts({ ...module, product: '1756-EN2T/D' }, ofSeries)).toEqual(['affected'])
    expect(verdicts({ ...module, series: 'C' }, ofSeries)).toEqual([])
    expect(verdicts(module, ofSeries)).toEqual(['review'])
  })

  test('branch and name that disagree about a version are for a person', () => {
    const disagreeing = entry({
      version: '>= 1.8',
      fullName: 'Pump Controller PC200: 1.8 and prior',
    })
    expect(verdicts({ firmware: '1.7' }, disagreeing)).toEqual(['review'])
    expect(verdicts({ firmware: '1.8' }, disagreeing)).toEqual(['affected'])
  })

  test('a version text that is not understood is for a person, never not affected', () => {
    expect(verdicts({}, entry({ version: 'units made before the flood' }))).toEqual(['review'])
  })

  test('two ranges of one product with one repaired train are for a person in between', () => {
    const products = [
      entry({ id: 'P1', version: '< 1.24.69' }),
      entry({ id: 'P2', version: '< 1.28.16' }),
    ]
    expect(verdicts({ firmware: '1.24.70' }, { products })).toEqual(['not-affected', 'review'])
    expect(verdicts({ firmware: '1.28.10' }, { products })).toEqual(['not-affected', 'affected'])
    expect(verdicts({ firmware: '1.24.68' }, { products })).toEqual(['affected', 'affected'])
  })

  test('two lines of firmware are told apart by the words of the fix, whoever the vendor is', () => {
    const products = [
      entry({ id: 'P1', version: '<= 3.1' }),
      entry({ id: 'P2', version: '<= 3.4' }),
    ]
    const details = 'Update to 3.5 for signed firmware. Update to 3.2 for unsigned firmware.'
    const remediations = [{ category: 'vendor_fix', details, product_ids: ['P1', 'P2'] }]
    const lined = { products, remediations }
    expect(verdicts({ firmware: '3.3', firmwareLine: 'signed' }, lined)).toEqual([
      'not-affected',
      'affected',
    ])
    expect(verdicts({ firmware: '3.3', firmwareLine: 'unsigned' }, lined)).toEqual([
      'not-affected',
      'not-affected',
    ])
    expect(verdicts({ firmware: '3.3' }, lined)).toEqual(['not-affected', 'review'])
    expect(verdicts({ firmware: '3.1' }, lined)).toEqual(['affected', 'affected'])
  })

  test('a product that the vendor still investigates is for a person', () => {
    expect(verdicts({}, { products: [entry()], status: { under_investigation: ['P1'] } })).toEqual([
      'review',
    ])
  })

  test('a run counts pairs by their worst verdict', () => {
    const assets = [
      pump,
      { ...pump, id: 'A-2', firmware: '2.0' },
      { ...pump, id: 'A-3', vendor: 'Other' },
    ]
    const { stats } = matchAll(assets, [anAdvisory({ products: [entry()] })])
    expect(stats).toEqual({
      assets: 3,
      advisories: 1,
      pairs: 3,
      affected: 1,
      review: 0,
      notAffected: 2,
    })
  })
})
