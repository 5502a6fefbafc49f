import { accept } from '@holdpoint/std'
import { describe, expect, test } from 'vitest'
import { emptyDossier, hear } from './asset-dossier.ts'
import type { StatedFacts } from './asset-fact.ts'
import { assetOfDossier, dossierOfAsset, factsOfAsset } from './asset-of-facts.ts'
import { recallMapping, rememberMapping, suggestImportMapping } from './import-mapping.ts'
import { importPresets } from './import-presets.ts'
import type { Instant } from './instant.ts'
import { offeredRows } from './offered-row.ts'
import { type KnownAsset, planImport } from './plan-import.ts'

const NOW = '2026-03-31T12:00:00.000Z' as Instant
const EARLIER = '2026-03-01T00:00:00.000Z' as Instant

function aKnownAsset(id: string, facts: StatedFacts): KnownAsset {
  const all = { tag: id, vendor: 'Vendor', product: 'Product', ...facts }
  const said = { source: 'works list', origin: 'import', at: EARLIER, facts: all } as const
  const { dossier } = hear(emptyDossier(id), said)
  const asset = assetOfDossier(dossier)
  if (asset === null) throw new Error('vendor and product are there')
  return { asset, dossier }
}

type Cells = { readonly [column: string]: string | number }

function planOf(rows: readonly Cells[], known: readonly KnownAsset[], source = 'works list') {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const sheet = { rows: rows.map((cells, index) => ({ where: `row ${index + 1}`, cells })) }
  const offered = offeredRows(sheet, suggestImportMapping(columns, null), (_field, value) =>
    accept(value),
  )
  return planImport({ offered, known, source, origin: 'import', at: NOW })
}

describe('what a file would do', () => {
  const known = [
    aKnownAsset('PLC-1', { firmware: 'V1', serial: 'S-10001', address: '10.0.0.1' }),
    aKnownAsset('PLC-2', { firmware: 'V2', address: '10.0.0.2' }),
    aKnownAsset('PLC-3', { address: '10.0.0.2' }),
  ]

  test('each row is new, changed, unchanged or refused, fact by fact', () => {
    const { rows } = planOf(
      [
        { Tag: 'PLC-1', 'Firmware version': 'V1.1' },
        { Tag: 'PLC-2', 'Firmware version': 'V2' },
        { Tag: 'PLC-9', Vendor: 'V', Model: 'M' },
        { Tag: 'PLC-8', Vendor: 'V' },
      ],
      known,
    )
    expect(rows.map(({ tag, kind }) => [tag, kind])).toEqual([
      ['PLC-1', 'changed'],
      ['PLC-2', 'unchanged'],
      ['PLC-9', 'new'],
      ['PLC-8', 'refused'],
    ])
    expect(rows[0]?.facts).toEqual([
      { field: 'firmware', from: 'V1', to: 'V1.1', effect: 'changed' },
    ])
    expect(rows[3]?.reasons).toEqual(['row 4, product is empty'])
  })

  test('another source that disagrees is a conflict, and the asset stays as it was', () => {
    const plan = planOf([{ Tag: 'PLC-1', Firmware: 'V9' }], known, 'monitoring')
    expect(plan.rows[0]).toMatchObject({ kind: 'conflict', facts: [{ effect: 'conflict' }] })
    expect(plan.writes).toMatchObject([{ changesAsset: false, asset: { firmware: 'V1' } }])
  })

  test('a row without a tag is found by serial number or address; two that fit are refused', () => {
    const { rows } = planOf(
      [{ 'Serial number': 's-10001' }, { 'IP address': '10.0.0.1' }, { 'IP address': '10.0.0.2' }],
      known,
    )
    expect(rows[0]).toMatchObject({ assetId: 'PLC-1', matchedBy: 'serial number' })
    expect(rows[1]?.reasons).toEqual(['row 2: "PLC-1", found by its IP address, is row 1 already'])
    expect(rows[2]?.reasons).toEqual(['row 3, IP address 10.0.0.2 is that of PLC-2 and PLC-3'])
  })

  test('rows that each add to a list of one asset are one row; any other repetition is refused', () => {
    const software = (Tag: string, name: string, version: string) => ({
      Tag,
      'Software name': name,
      'Software version': version,
    })
    const { rows, writes } = planOf(
      [software('PLC-1', 'b', '2.0'), software('plc-1', 'a', '1.10'), software('PLC-2', 'c', '3')],
      known,
    )
    expect(rows.map((row) => [row.where, row.kind])).toEqual([
      ['row 1 to row 2', 'changed'],
      ['row 3', 'changed'],
    ])
    expect(writes[0]?.dossier.facts.software?.claims[0]?.value).toEqual([
      { name: 'a', version: '1.10', purl: null, cpe: null },
      { name: 'b', version: '2.0', purl: null, cpe: null },
    ])
    const twice = planOf(
      [
        { Tag: 'PLC-1', Firmware: 'V1', 'Depends on': 'SW-1' },
        { Tag: 'PLC-1', Firmware: 'V2', 'Depends on': 'SW-2' },
      ],
      known,
    )
    expect(twice.rows[1]?.reasons).toEqual(['row 2: "PLC-1" is row 1 already'])
  })

  test('a row that says nothing of which asset it means is refused', () => {
    const { rows } = planOf([{ Vendor: 'V', Model: 'M' }], known)
    expect(rows[0]?.reasons.join()).toMatch(/nothing says which asset/)
  })

  test('a firmware that a workbook turned into a number is refused, a whole serial is not', () => {
    const { rows } = planOf(
      [
        { Tag: 'A', Vendor: 'V', Model: 'M', Firmware: 2.1 },
        { Tag: 'B', Vendor: 'V', Model: 'M', 'Serial no': 1234567 },
      ],
      [],
    )
    expect(rows[0]?.reasons).toEqual([
      'row 1, Firmware is the number 2.1, not text; a number turns 2.10 into 2.1',
    ])
    expect(rows[1]?.kind).toBe('new')
  })

  test('an older export of the same source is seen to be older; a clock ahead is set to now', () => {
    const file = (firmware: string, seen: string) => [
      { Tag: 'plc-1', Firmware: firmware, 'Last seen': seen },
    ]
    const ahead = planOf(file('V8', '2099-01-01'), known).writes[0]
    if (ahead === undefined) throw new Error('PLC-1 changes')
    expect(ahead.asset).toMatchObject({ tag: 'PLC-1', firmware: 'V8', observedAt: NOW })
    const { rows, writes } = planOf(file('V7', '2026-03-02'), [ahead])
    expect(rows[0]).toMatchObject({ kind: 'unchanged', facts: [{ effect: 'older', to: 'V7' }] })
    expect(writes[0]?.asset.firmware).toBe('V8')
  })

  test('the same in gives the same out, and importing twice changes nothing', () => {
    const file = [{ Tag: 'PLC-1', Firmware: 'V5' }]
    expect(planOf(file, known)).toEqual(planOf(file, known))
    const [write] = planOf(file, known).writes
    if (write === undefined) throw new Error('PLC-1 changes')
    const after = [{ asset: write.asset, dossier: write.dossier }]
    expect(planOf(file, after).rows).toMatchObject([{ kind: 'unchanged', facts: [] }])
  })
})

test('a record of before sources were kept keeps every fact, under its one source', () => {
  const { asset } = aKnownAsset('PLC-1', { firmware: 'V1', level: 1, criticalitySafety: 'high' })
  expect(assetOfDossier(dossierOfAsset(asset))).toEqual(asset)
  const verified = { ...asset, source: 'verified reading of CH-1' }
  expect(assetOfDossier(dossierOfAsset(verified))).toEqual(verified)
  expect(dossierOfAsset(verified).facts.firmware?.claims[0]?.origin).toBe('verified')
  expect(factsOfAsset(asset)).not.toHaveProperty('serial')
})

test('every preset has a name of its own and gives a mapping for its own columns', () => {
  expect(new Set(importPresets.map((one) => one.id)).size).toBe(importPresets.length)
  for (const preset of importPresets) {
    const mapping = suggestImportMapping(Object.keys(preset.columns), preset)
    const fields = new Set(Object.values(mapping.columns).filter((field) => field !== null))
    expect({ id: preset.id, fields }).toEqual({
      id: preset.id,
      fields: new Set(Object.values(preset.columns)),
    })
  }
})

test('a source that writes two layouts is known in both, and new columns are proposed', () => {
  const german = {
    columns: { Stand: 'firmware', Ort: null },
    constants: { vendor: 'Siemens' },
  } as const
  const english = { columns: { Tag: 'tag', Version: 'firmware' }, constants: {} } as const
  const both = rememberMapping(german, english)
  expect(recallMapping(both, ['Name', 'Stand', 'Ort', 'Version'], null)?.columns).toEqual({
    Name: 'tag',
    Stand: 'firmware',
    Ort: null,
    Version: null,
  })
  expect(recallMapping(both, ['Name', 'Ort'], null)).toBeNull()
})
