import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anAdvisory, type ProductSketch } from '../../test-support/a-document.ts'
import { SEED } from '../../test-support/seed.ts'
import type { AssetFacts } from '../asset-facts.ts'
import { matchAssetToAdvisory } from './match.ts'
import { matchAll } from './match-all.ts'

const plant: AssetFacts = { id: 'A-1', vendor: 'Panel Works', product: 'Operator Panel OP12' }

function entry(helper: ProductSketch['helper'], sketch: Partial<ProductSketch> = {}) {
  const more = helper === undefined ? {} : { helper }
  return { id: 'P1', product: 'Supervision Suite', version: '< 7.5.2', ...more, ...sketch }
}

function matches(asset: Partial<AssetFacts>, ...products: readonly ProductSketch[]) {
  const advisory = anAdvisory({ products })
  const plain = matchAssetToAdvisory({ ...plant, ...asset }, advisory)
  expect(matchAll([{ ...plant, ...asset }], [advisory]).matches).toEqual(plain)
  return plain
}

function verdicts(asset: Partial<AssetFacts>, ...products: readonly ProductSketch[]) {
  return matches(asset, ...products).map(({ verdict }) => verdict)
}

const SUITE = 'cpe:2.3:a:example:supervision_suite:*:*:*:*:*:*:*:*'
const suiteAt = (version: string) => `cpe:2.3:a:example:supervision_suite:${version}`
const HASH = 'ab'.repeat(32)
const aHash = (value = HASH, algorithm = 'sha256') => ({
  hashes: [{ filename: 'suite.exe', file_hashes: [{ algorithm, value }] }],
})

describe('an asset that others named', () => {
  const named = (tail: string, asset: Partial<AssetFacts> = {}) => ({
    ...{ vendor: 'Example', product: 'SV-Station', ...asset },
    identifiers: { cpes: [`${suiteAt(tail)}:*:*:*:*:*:*`] },
  })

  test('is known by its CPE name whatever the plant calls it, at the version named there', () => {
    const [match] = matches(named('7.5.1:*'), entry({ cpe: SUITE }))
    expect(match).toMatchObject({
      verdict: 'affected',
      confidence: 'identifier-and-version',
      rule: 'CPE name; upper bound',
    })
    expect(match?.reasons[0]).toContain(`is of ${SUITE}`)
    expect(verdicts(named('7.5.2:*'), entry({ cpe: SUITE }))).toEqual(['not-affected'])
    expect(verdicts(named('*:*'), entry({ cpe: SUITE }))).toEqual(['review'])
  })

  test('is no other product because its CPE name differs: then the names decide', () => {
    const other = 'cpe:2.3:a:example:sv_suite:*:*:*:*:*:*:*:*'
    const own = named('7.5.1:*', { product: 'Supervision Suite' })
    expect(verdicts(own, entry({ cpe: other }))).toEqual(['affected'])
    expect(verdicts(named('7.5.1:*'), entry({ cpe: other }))).toEqual([])
  })

  test('of another company than the CPE name says is for a person', () => {
    const own = named('7.5.1:*', { vendor: 'Panel Works' })
    const [match] = matches(own, entry({ cpe: SUITE }))
    expect(match?.verdict).toBe('review')
    expect(match?.reasons[0]).toContain('the vendor is Panel Works')
  })

  test('of which the CPE says less than the advisory asks is for a person', () => {
    const asked = 'cpe:2.3:a:example:supervision_suite:*:*:*:*:*:windows:*:*'
    const [match] = matches(named('7.5.1:*'), entry({ cpe: asked }))
    expect(match?.verdict).toBe('review')
    expect(match?.reasons[0]).toContain('target_sw windows')
  })

  test('whose record and CPE name say two versions is decided where both come to the same', () => {
    const own = (firmware: string) =>
      verdicts(named('7.5.1:*', { firmware }), entry({ cpe: SUITE }))
    expect(own('7.5.0')).toEqual(['affected'])
    expect(own('7.6.0')).toEqual(['review'])
    const { identifiers, ...asset } = named('7.5.1:*', { firmware: '7.6.0' })
    const read = { ...asset, identifiers: { ...identifiers, versionsAreOld: true as const } }
    expect(verdicts(read, entry({ cpe: SUITE }))).toEqual(['not-affected'])
  })

  test('is at the version of the CPE listed only where no version text says more', () => {
    const listed = entry({ cpe: `${suiteAt('7.5.1')}:*:*:*:*:*:*:*` }, { version: null })
    expect(verdicts(named('7.5.1:*'), listed)).toEqual(['affected'])
    expect(verdicts(named('7.5.1:sp1'), listed)).toEqual(['affected'])
    expect(verdicts(named('7.6.0:*'), listed)).toEqual(['not-affected'])
    expect(verdicts(named('-:*'), listed)).toEqual(['review'])
    const unreadable = { ...listed, version: 'the versions of last summer' }
    expect(verdicts(named('7.6.0:*'), unreadable)).toEqual(['review'])
    expect(verdicts(named('7.5.1:*'), { ...listed, version: '< 7.5.1' })).toEqual(['not-affected'])
  })

  test('with a CPE that cannot be read is for a person, at the same company alone', () => {
    const own = { vendor: 'Example', product: 'SV-Station', identifiers: { cpes: ['cpe:2.3:a'] } }
    const [match] = matches(own, entry({ cpe: SUITE }))
    expect(match).toMatchObject({ verdict: 'review', confidence: 'free-text' })
    expect(match?.reasons[0]).toContain('has 1 attributes')
    expect(verdicts({ ...own, vendor: 'Panel Works' }, entry({ cpe: SUITE }))).toEqual([])
    expect(verdicts(named('7.5.1:*'), entry({ cpe: 'cpe:/q:x' }))).toEqual(['review'])
  })

  test('is not another order number because the CPE name is shared', () => {
    const own = { ...named('7.5.1:*'), orderNumber: '6ES7512-1DK01-0AB0' }
    const listed = entry({ cpe: SUITE, model_numbers: ['6ES7511-1AK02-0AB0'] })
    expect(verdicts(own, listed)).toEqual([])
  })

  test('is known by a file, which settles the version unless the record contradicts it', () => {
    const own = { identifiers: { hashes: [{ algorithm: 'SHA-256', value: HASH.toUpperCase() }] } }
    const [match] = matches(own, entry(aHash()))
    expect(match).toMatchObject({ verdict: 'affected', confidence: 'serial-or-hash' })
    expect(verdicts({ ...own, firmware: '7.5.2' }, entry(aHash()))).toEqual(['review'])
    expect(verdicts(own, entry(aHash(HASH, 'sha512')))).toEqual([])
  })

  test('is known by its address in a list', () => {
    const uri = 'urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/1#suite'
    const listed = entry({ x_generic_uris: [{ namespace: 'https://cyclonedx.org', uri }] })
    const own = { identifiers: { uris: [uri] }, firmware: '7.5.1', vendor: 'Example' }
    expect(verdicts(own, listed)).toEqual(['affected'])
  })
})

describe('packages', () => {
  const purl = (version: string) => ({
    identifiers: { purls: [`pkg:npm/%40example/suite${version}`] },
  })
  const asset = (version: string) => ({
    vendor: 'Example',
    product: 'SV-Station',
    ...purl(version),
  })
  const listed = (version: string | null, tail = '') =>
    entry({ purl: `pkg:npm/%40example/suite${tail}` }, { version })

  test('are ordered as their kind is, where the branch says which', () => {
    const range = listed('vers:npm/>=1.0.0|<2.0.0')
    expect(verdicts(asset('@1.9.9'), range)).toEqual(['affected'])
    expect(verdicts(asset('@2.0.0'), range)).toEqual(['not-affected'])
    expect(verdicts(asset('@0.9.0'), range)).toEqual(['not-affected'])
    expect(verdicts(asset(''), range)).toEqual(['review'])
    const debian = entry({ purl: 'pkg:deb/debian/suite' }, { version: 'vers:deb/<1:2.0-1' })
    const own = (version: string) => ({
      ...{ vendor: 'Example', product: 'SV-Station' },
      identifiers: { purls: [`pkg:deb/debian/suite@${version}`] },
    })
    expect(verdicts(own('9.0-1'), debian)).toEqual(['affected'])
    expect(verdicts(own('2:0.1'), debian)).toEqual(['not-affected'])
  })

  test('stand at one version where the package URL names it and no branch does', () => {
    expect(verdicts(asset('@1.0.0'), listed(null, '@1.0.0'))).toEqual(['affected'])
    expect(verdicts(asset('@1.0.1'), listed(null, '@1.0.0'))).toEqual(['not-affected'])
    expect(verdicts(asset(''), listed(null, '@1.0.0'))).toEqual(['review'])
    expect(verdicts(asset('@1.0.1'), listed(null))).toEqual(['affected'])
  })

  test('with a qualifier that the asset does not have are for a person', () => {
    expect(verdicts(asset('@1.0.0'), listed(null, '@1.0.0?arch=arm'))).toEqual(['review'])
  })
})

describe('what is installed on an asset', () => {
  const installed = (name: string, version: string, more = {}) => ({
    installed: [{ kind: 'software' as const, name, version, ...more }],
  })

  test('is met by its own name, and the match says that it is a part', () => {
    const own = installed('Supervision Suite', 'V7.5.1', { vendor: 'Example' })
    const [match] = matches(own, entry(undefined))
    expect(match).toMatchObject({
      assetId: 'A-1',
      verdict: 'affected',
      confidence: 'installed-by-name',
      rule: 'installed software + product name; upper bound',
    })
    expect(match?.reasons[0]).toContain('installed software "Supervision Suite V7.5.1"')
    expect(match?.reasons[1]).toContain('V7.5.1')
  })

  test('is met by its CPE name without a vendor beside it', () => {
    const own = installed('svsuite', '7.5.1', { identifiers: { cpes: [SUITE] } })
    const [match] = matches(own, entry({ cpe: SUITE }))
    expect(match).toMatchObject({ verdict: 'affected', confidence: 'installed-by-identifier' })
  })

  test('of which nobody says the maker is for a person, unless its name begins with it', () => {
    expect(verdicts(installed('Supervision Suite', '7.5.1'), entry(undefined))).toEqual(['review'])
    expect(verdicts(installed('Example Supervision Suite', '7.5.1'), entry(undefined))).toEqual([
      'affected',
    ])
    expect(verdicts(installed('Supervision Suite', '7.5.2'), entry(undefined))).toEqual([])
  })

  test('never makes the answer for the asset itself better, nor the asset that for its parts', () => {
    const old = { vendor: 'Example', product: 'Supervision Suite', firmware: '7.5.1' }
    const fixed = installed('Supervision Suite', '7.5.2', { vendor: 'Example' })
    expect(verdicts({ ...old, ...fixed }, entry(undefined))).toEqual(['affected'])
    const [match] = matches(
      {
        ...old,
        firmware: '7.5.2',
        ...installed('Supervision Suite', '7.5.0', { vendor: 'Example' }),
      },
      entry(undefined),
    )
    expect(match).toMatchObject({ verdict: 'affected', confidence: 'installed-by-name' })
  })

  test('is the operating system too, by its build where the advisory asks for one', () => {
    const windows = (name: string) => ({ installed: [{ kind: 'operating-system' as const, name }] })
    const listed = (product: string, version: string) =>
      entry(undefined, { vendor: 'Microsoft', product, version })
    const [match] = matches(windows('Windows 10 Enterprise'), listed('Windows 10', 'vers:all/*'))
    expect(match).toMatchObject({ verdict: 'affected', confidence: 'installed-by-name' })
    expect(match?.reasons[0]).toContain('operating system "Windows 10 Enterprise"')
    const bound = listed('Windows 10', '< 10.0.19045.3000')
    expect(verdicts(windows('Windows 10 Pro (64 Bit) 10.0.19045.2006'), bound)).toEqual([
      'affected',
    ])
    expect(verdicts(windows('Microsoft Windows 10 10.0.19045.3100'), bound)).toEqual([
      'not-affected',
    ])
    expect(verdicts(windows('Windows 10'), bound)).toEqual(['review'])
    expect(verdicts(windows('Windows 11'), bound)).toEqual([])
    expect(
      verdicts(
        windows('Windows 10 22H2'),
        listed('Windows 10 Version 22H2 for x64-based Systems', 'vers:all/*'),
      ),
    ).toEqual(['review'])
    const vxworks = entry(undefined, { vendor: 'Wind River', product: 'VxWorks', version: '< 7.0' })
    expect(verdicts(windows('VxWorks 6.9'), vxworks)).toEqual(['affected'])
  })
})

const names = ['suite', 'pump', 'gate']
const cpeOf = (product: string, version: string, vendor = 'example') =>
  `cpe:2.3:a:${vendor}:${product}:${version}:*:*:*:*:*:*:*`
const product = fc.constantFrom(...names)
const version = fc.constantFrom('*', '1.0', '2.0', '-', '1.*')
const helper = fc.oneof(
  fc.tuple(product, version).map(([name, at]) => ({ cpe: cpeOf(name, at) })),
  fc.constantFrom('*', 'exa*').map((vendor) => ({ cpe: cpeOf('suite', '*', vendor) })),
  product.map((name) => ({ purl: `pkg:npm/${name}` })),
  product.map((name) => aHash(`${name.length}0`.repeat(20))),
  fc.constant({ cpe: 'cpe:2.3:broken' }),
  fc.constant({}),
)
const sketch = fc.record({ helper, vendor: fc.constantFrom('Example', 'Other'), product })
const identifiers = fc.record(
  {
    cpes: fc.array(
      fc.oneof(
        fc.tuple(product, version).map((of) => cpeOf(...of)),
        fc.constant('x'),
      ),
      { maxLength: 2 },
    ),
    purls: fc.array(
      product.map((name) => `pkg:npm/${name}@1.0`),
      { maxLength: 1 },
    ),
    hashes: fc.constant([{ algorithm: 'sha256', value: '50'.repeat(20) }]),
  },
  { requiredKeys: [] },
)
const software = fc.record(
  {
    kind: fc.constant('software' as const),
    name: product,
    version: fc.constantFrom('1.0', '2.0'),
    vendor: fc.constantFrom('Example', 'Other'),
    identifiers,
  },
  { requiredKeys: ['kind', 'name'] },
)
const asset = fc.record(
  {
    vendor: fc.constantFrom('Example', 'Other', ''),
    product: fc.constantFrom('suite', 'station'),
    firmware: fc.constantFrom('1.0', '3.0'),
    identifiers,
    installed: fc.array(software, { maxLength: 3 }),
  },
  { requiredKeys: ['vendor', 'product'] },
)

test('the index finds what comparing everything with everything finds', () => {
  fc.assert(
    fc.property(
      fc.array(sketch, { maxLength: 6 }),
      fc.array(asset, { maxLength: 12 }),
      (products, given) => {
        const advisory = anAdvisory({
          products: products.map((one, at) => ({
            ...one,
            id: `P${at}`,
            version: at % 2 === 0 ? '< 2.0' : null,
          })),
        })
        const assets = given.map((one, at) => ({ ...one, id: `A${at}` }))
        const { matches: found } = matchAll(assets, [advisory])
        expect(found).toEqual(assets.flatMap((one) => matchAssetToAdvisory(one, advisory)))
      },
    ),
    { seed: SEED, numRuns: 150 },
  )
})
