import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Advisory,
  type AssetFacts,
  fixedVersions,
  type Match,
  matchAll,
  matchAssetToAdvisory,
  readAssetList,
  readVersionText,
  type Verdict,
} from '@holdpoint/csaf'
import { describe, expect, test } from 'vitest'
import { testData } from '../test-data.ts'
import { readableAdvisories } from './advisories.ts'

const data = testData()
const advisories = data === null ? new Map<string, Advisory>() : readableAdvisories(data)

interface HardCase {
  readonly advisory: string
  readonly product_id: string
  readonly vendor: string
  readonly product_name: string
  readonly assets: readonly { readonly asset: object; readonly expected: string }[]
}

describe.skipIf(data === null)('matching real advisories (needs the outside test data)', () => {
  test('of the hard cases none is called not affected that is affected or for a person', () => {
    const rows = hardCases().flatMap((hard) =>
      hard.assets.map(({ asset, expected }) => {
        const said = verdictFor(hard, asset)
        return { label: `${hard.advisory} ${JSON.stringify(asset)}`, expected, said }
      }),
    )
    const right = rows.filter(({ expected, said }) => said === expected)
    const missed = rows.filter(({ expected, said }) => said === 'not_affected' && expected !== said)
    const alarms = rows.filter(({ expected, said }) => said === 'affected' && expected !== said)
    for (const row of rows) {
      if (row.said !== row.expected)
        console.log(`differs: ${row.label}: ${row.said}, by hand ${row.expected}`)
    }
    console.log(`score: hard matches ${right.length}/${rows.length}`)
    console.log(
      `score: hard matches unsafe not-affected ${missed.length}, unsafe affected ${alarms.length}`,
    )
    expect(rows).toHaveLength(79)
    expect(missed).toEqual([])
    expect(alarms).toEqual([])
  })

  test('two entries of one module are two lines of firmware, signed and unsigned', () => {
    const verdict = (facts: Partial<AssetFacts>) =>
      pairVerdict('ICSA-23-193-01', { ...EN2T, ...facts })
    expect(verdict({ series: 'D', firmware: '10.010' })).toBe('affected')
    expect(verdict({ series: 'D', firmware: '11.003' })).toBe('affected')
    expect(verdict({ series: 'D', firmware: '11.004' })).toBe('not-affected')
    const a = { series: 'A' } as const
    expect(verdict({ ...a, firmware: '5.008' })).toBe('affected')
    expect(verdict({ ...a, firmware: '5.008', firmwareLine: 'unsigned' })).toBe('affected')
    expect(verdict({ ...a, firmware: '5.008', firmwareLine: 'signed' })).toBe('affected')
    expect(verdict({ ...a, firmware: '5.009', firmwareLine: 'unsigned' })).toBe('not-affected')
    expect(verdict({ ...a, firmware: '5.009', firmwareLine: 'signed' })).toBe('affected')
    expect(verdict({ ...a, firmware: '5.009' })).toBe('review')
    expect(verdict({ ...a, firmware: '5.027' })).toBe('review')
    expect(verdict({ ...a, firmware: '5.028', firmwareLine: 'signed' })).toBe('affected')
    expect(verdict({ ...a, firmware: '5.028' })).toBe('affected')
    expect(verdict({ ...a, firmware: '5.028', firmwareLine: 'unsigned' })).toBe('review')
    expect(verdict({ ...a, firmware: '5.029', firmwareLine: 'signed' })).toBe('not-affected')
    expect(verdict({ ...a })).toBe('review')
    expect(verdict({ firmware: '5.008' })).toBe('review')
    expect(verdict({ firmware: '10.010' })).toBe('review')
  })

  test('a catalogue number is compared whole: 1756-EN2T is not 1756-EN2TR', () => {
    const matches = matchesOf('ICSA-23-193-01', { ...EN2T, series: 'A', firmware: '5.008' })
    const names = matches.map(({ productId }) => productNamed('ICSA-23-193-01', productId))
    expect(new Set(names)).toEqual(new Set(['1756-EN2T Series A']))
    expect(matches[0]).toMatchObject({
      confidence: 'order-number-and-version',
      cves: expect.arrayContaining(['CVE-2023-3595']),
    })
  })

  test('an order number with a space, as captures write it, is the one of the advisory', () => {
    const asset = {
      id: 'PLC',
      vendor: 'Siemens AG',
      product: 'CPU 315-2 PN/DP',
      orderNumber: '6ES7 315-2EH14-0AB0',
      firmware: 'V3.2.14',
    }
    expect(pairVerdict('ICSA-19-043-04', asset)).toBe('affected')
    expect(pairVerdict('ICSA-19-043-04', { ...asset, firmware: 'V3.2.16' })).toBe('not-affected')
  })

  test('most version texts are decided, and the rest goes to a person', () => {
    const texts = [...advisories.values()].flatMap(({ products }) =>
      products.map(({ versionText }) => versionText ?? ''),
    )
    const decided = texts.filter((text) => readVersionText(text).kind === 'ranges')
    console.log(`score: version texts decided ${decided.length}/${texts.length}`)
    expect(decided.length / texts.length).toBeGreaterThan(0.9)
  })

  test('an asset at the last version that an entry names is never called not affected', () => {
    const asked = [...advisories.values()].flatMap((one) => askEntries(one, '<='))
    const kept = asked.filter(({ verdict }) => verdict !== 'not-affected')
    const affected = asked.filter(({ verdict }) => verdict === 'affected')
    console.log(`score: last affected versions kept ${kept.length}/${asked.length}`)
    console.log(
      `of these affected ${affected.length}, for a person ${kept.length - affected.length}`,
    )
    expect(asked.length).toBeGreaterThan(1000)
    expect(asked.filter(({ verdict }) => verdict === 'not-affected')).toEqual([])
  })

  test('an asset at the first repaired version is never called affected by that entry', () => {
    const asked = [...advisories.values()].flatMap((one) => askEntries(one, '<'))
    const cleared = asked.filter(({ verdict }) => verdict === 'not-affected')
    console.log(`score: first repaired versions cleared ${cleared.length}/${asked.length}`)
    expect(asked.length).toBeGreaterThan(4000)
    expect(asked.filter(({ verdict }) => verdict === 'affected')).toEqual([])
  })

  test('most fixes that name a version in words give it, for a plan to use', () => {
    const named = [...advisories.values()].flatMap((advisory) =>
      advisory.vulnerabilities
        .flatMap(({ remediations }) => remediations)
        .filter(({ category, details }) => {
          const words = details.replace(/https?:\S+/g, '')
          return category === 'vendor_fix' && /\d\.\d/.test(words)
        })
        .map(({ productIds }) => ({ advisory, productId: productIds[0] ?? '' })),
    )
    const found = named.filter(({ advisory, productId }) =>
      fixedVersions(advisory, productId).some(({ from }) => from === 'vendor_fix text'),
    )
    console.log(`score: fixes with a version found ${found.length}/${named.length}`)
    expect(found.length / named.length).toBeGreaterThan(0.7)
  })
})

// Read by this plain pattern alone, apart from the rules under test.
const PLAIN_BOUND = /^(?:vers:all\/)?(<=|<) ?(V?\d+(?:\.\d+)+)$/

/**
 * Asks each entry with such a bound about an asset that is named as the entry is and stands at the
 * bound.
 */
function askEntries(advisory: Advisory, operator: '<' | '<=') {
  const assets = advisory.products.flatMap(
    ({ productId, vendor, productName, helper, versionText }) => {
      const [, found, firmware] = PLAIN_BOUND.exec(versionText ?? '') ?? []
      if (found !== operator || firmware === undefined) return []
      const [orderNumber] = helper.modelNumbers
      const asset = { id: productId, vendor: vendor ?? '', product: productName ?? '', firmware }
      return [orderNumber === undefined ? asset : { ...asset, orderNumber }]
    },
  )
  const own = matchAll(assets, [advisory]).matches.filter((one) => one.assetId === one.productId)
  const verdicts = new Map(own.map(({ productId, verdict }) => [productId, verdict]))
  return assets.map((asset) => ({
    advisory: advisory.id,
    asset,
    verdict: verdicts.get(asset.id) ?? ('not-affected' as const),
  }))
}

const EN2T = {
  id: 'PLC-101',
  vendor: 'Rockwell Automation',
  product: '1756-EN2T',
  orderNumber: '1756-EN2T',
}

function hardCases(): readonly HardCase[] {
  const file = join(data ?? '', 'matching/hard-cases.json')
  return JSON.parse(readFileSync(file, 'utf8')).cases
}

/** The answer for the one product entry that the case is about. */
function verdictFor(
  { advisory, product_id, vendor, product_name }: HardCase,
  asset: object,
): string {
  const row = { id: 'A', vendor, product: product_name, ...asset }
  const list = readAssetList(new TextEncoder().encode(JSON.stringify([row])))
  if (!list.ok) throw new Error(JSON.stringify(list.refusal))
  const matches = matchesOf(advisory, list.value[0] as AssetFacts)
  const verdict = matches.find(({ productId }) => productId === product_id)?.verdict
  return (verdict ?? 'not-affected').replace('-', '_')
}

function matchesOf(advisoryId: string, asset: AssetFacts): readonly Match[] {
  return matchAssetToAdvisory(asset, advisories.get(advisoryId) as Advisory)
}

function pairVerdict(advisoryId: string, asset: AssetFacts): Verdict {
  const verdicts = matchesOf(advisoryId, asset).map(({ verdict }) => verdict)
  if (verdicts.includes('affected')) return 'affected'
  return verdicts.includes('review') ? 'review' : 'not-affected'
}

function productNamed(advisoryId: string, productId: string): string | null | undefined {
  return advisories.get(advisoryId)?.products.find((one) => one.productId === productId)
    ?.productName
}
