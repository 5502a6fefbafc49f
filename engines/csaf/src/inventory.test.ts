import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../test-support/seed.ts'
import { describeAssetListRefusal, readAssetList } from './asset-list.ts'
import { readCsv } from './csv.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

function listRefusal(rows: unknown): string {
  const read = readAssetList(bytes(JSON.stringify(rows)))
  return read.ok ? 'no refusal' : describeAssetListRefusal(read.refusal)
}

function csvRefusal(text: string): string {
  const read = readCsv(bytes(text))
  return read.ok ? 'no refusal' : `${read.refusal.line}:${read.refusal.column} ${read.refusal.kind}`
}

describe('an asset list in JSON', () => {
  test('takes identifiers and what is installed, each of which must read', () => {
    const cpe = 'cpe:/a:example:suite:7.5'
    const row = {
      ...{ id: 'A', vendor: 'V', product: 'P', cpe, purl: ['pkg:npm/a@1'] },
      ...{ hashes: { sha256: 'ab'.repeat(32) }, operatingSystem: 'Windows 10' },
      software: ['SIMATIC WinCC V7.5 SP2 Update 9', { name: 'Suite', vendor: 'Example', cpe }],
    }
    const read = readAssetList(bytes(JSON.stringify([row])))
    expect(read.ok && read.value[0]).toMatchObject({
      identifiers: {
        ...{ cpes: [cpe], purls: ['pkg:npm/a@1'] },
        hashes: [{ algorithm: 'sha256', value: 'ab'.repeat(32) }],
      },
      installed: [
        { kind: 'operating-system', name: 'Windows 10' },
        { kind: 'software', name: 'SIMATIC WinCC', version: 'V7.5 SP2 Update 9' },
        { kind: 'software', name: 'Suite', vendor: 'Example', identifiers: { cpes: [cpe] } },
      ],
    })
    const fault = (more: object) => listRefusal([{ id: 'A', vendor: 'V', product: 'P', ...more }])
    expect(fault({ cpe: 'cpe:2.3:a' })).toBe(
      'asset list, row 1, field cpe: "cpe:2.3:a" has 1 attributes, not 11',
    )
    expect(fault({ purl: 'npm/a' })).toContain('field purl: "npm/a" does not begin with pkg:')
    expect(fault({ hashes: { sha256: 'no' } })).toContain('field hashes: must be an algorithm')
    expect(fault({ software: [{ version: '1' }] })).toContain('field software[0]: must be')
  })

  test('takes both spellings, and every other field as a component', () => {
    const row = {
      id: 'A',
      vendor: 'V',
      product: 'P',
      order_number: 'X-1',
      serial_number: '7',
      u_boot: '1.0',
      web_components: true,
      components: { bios: 'V25' },
      zone: 'control',
    }
    const read = readAssetList(bytes(JSON.stringify([row])))
    expect(read.ok && read.value[0]).toEqual({
      id: 'A',
      vendor: 'V',
      product: 'P',
      orderNumber: 'X-1',
      serialNumber: '7',
      components: { u_boot: '1.0', web_components: true, bios: 'V25' },
    })
  })

  test('names the row and field of a fault', () => {
    expect(listRefusal([{ id: 'A', vendor: 'V' }])).toBe(
      'asset list, row 1, field product: is missing',
    )
    expect(listRefusal([{ id: 'A', vendor: 'V', product: 'P', firmware: 2.1 }])).toBe(
      'asset list, row 1, field firmware: must be a text; write versions in quotes, or 2.10 becomes 2.1',
    )
    const twice = { id: 'A', vendor: 'V', product: 'P' }
    expect(listRefusal([twice, twice])).toBe('asset list, row 2, field id: "A" is already row 1')
    expect(listRefusal({})).toBe('asset list, row 0: the document must be a list of assets')
  })
})

describe('an inventory in CSV', () => {
  test('reads quotes, commas and line ends inside quotes, and CRLF', () => {
    const read = readCsv(bytes('\uFEFFtag,note\r\nA-1,"one, ""two""\nthree"\r\n\r\nA-2,\r\n'))
    expect(read.ok && read.value.rows).toEqual([
      { tag: 'A-1', note: 'one, "two"\nthree' },
      { tag: 'A-2', note: '' },
    ])
  })

  test('names line and column of the first fault', () => {
    expect(csvRefusal('a,b\n1,2,3\n')).toBe('2:5 wrong-width')
    expect(csvRefusal('a,b\n1,x"y\n')).toBe('2:4 stray-quote')
    expect(csvRefusal('a,b\n"one\ntwo",3\n1,"open\n')).toBe('4:3 open-quote')
    expect(csvRefusal('a,a\n')).toBe('1:3 repeated-header')
    expect(csvRefusal('')).toBe('1:1 empty')
    expect(csvRefusal('a,,b\n')).toBe('1:3 nameless-header')
  })

  test('whatever is written with quotes is read back', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é') })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
        const lines = rows.map(([one, other]) => `${quoted(one)},${quoted(`${other}.`)}`)
        const read = readCsv(bytes(['x,y', ...lines].join('\r\n')))
        expect(read.ok && read.value.rows).toEqual(rows.map(([x, y]) => ({ x, y: `${y}.` })))
      }),
      { seed: SEED },
    )
  })

  test('no bytes make the reader throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
        readCsv(any)
      }),
      { seed: SEED },
    )
  })
})
