import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aWorkbook, aZipArchive, STYLES } from '../../../test/builders/a-workbook.ts'
import { SEED } from '../../../test/builders/seed.ts'
import { inventoryFiles } from './read-inventory-file.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

function sheetOf(content: Uint8Array | string, sheet: string | null = null) {
  const bytes = typeof content === 'string' ? bytesOf(content) : content
  const read = inventoryFiles.read({ name: 'file', bytes, sheet })
  if (!read.ok) throw new Error(`${read.refusal.where}: ${read.refusal.why}`)
  return read.value
}

function refusalOf(content: Uint8Array | string, sheet: string | null = null): string {
  const bytes = typeof content === 'string' ? bytesOf(content) : content
  const read = inventoryFiles.read({ name: 'file', bytes, sheet })
  if (read.ok) throw new Error('was not refused')
  return `${read.refusal.where}: ${read.refusal.why}`
}

describe('CSV as spreadsheets write it', () => {
  test('the separator of the country is found out', () => {
    for (const separator of [',', ';', '\t', '|']) {
      const text = [
        ['Tag', 'Model'],
        ['A-1', 'M, 2'.replace(',', '')],
      ]
      const sheet = sheetOf(text.map((row) => row.join(separator)).join('\r\n'))
      expect(sheet.columns).toEqual(['Tag', 'Model'])
      expect(sheet.rows).toEqual([{ where: 'row 1', cells: { Tag: 'A-1', Model: 'M 2' } }])
    }
  })

  test('a file that is not UTF-8 is read as Windows writes it, and says so', () => {
    const sheet = sheetOf(Uint8Array.from([...bytesOf('Tag;Ort\nA-1;K'), 0xfc, ...bytesOf('che')]))
    expect(sheet.rows[0]?.cells.Ort).toBe('Küche')
    expect(sheet.notes).toEqual(['The file is not UTF-8; it was read as windows-1252.'])
    const wide = Buffer.from('\uFEFFTag,Ort\nA-1,Küche', 'utf16le')
    expect(sheetOf(wide).rows[0]?.cells.Ort).toBe('Küche')
  })

  test('a fault is named by line and column', () => {
    expect(refusalOf('a,b\n1')).toBe('line 2, column 1: the row has 1 fields, the header 2')
    expect(refusalOf(Uint8Array.from([0x61, 0, 0x62]))).toBe('file: is not text')
    expect(refusalOf('')).toBe('line 1: the file is empty')
  })
})

describe('workbooks', () => {
  const rows = [
    ['Asset list of the works', null, null, null],
    [null],
    ['Tag', 'Vendor', 'Firmware version', 'Last seen'],
    [
      'PLC-1',
      'V & Co',
      { number: 2.1, style: STYLES.twoDecimals },
      { number: 46_112, style: STYLES.day },
    ],
    [null],
    ['PLC-2', 'V', 2.1, null],
  ]

  test('the headings are found below a title, and a row is named as the sheet counts it', () => {
    const sheet = sheetOf(aWorkbook({ Cover: [['nothing here']], Assets: rows }), 'Assets')
    expect(sheet.sheets).toEqual(['Cover', 'Assets'])
    expect(sheet.columns).toEqual(['Tag', 'Vendor', 'Firmware version', 'Last seen'])
    expect(sheet.rows).toEqual([
      {
        where: 'sheet Assets, row 4',
        cells: {
          Tag: 'PLC-1',
          Vendor: 'V & Co',
          'Firmware version': '2.10',
          'Last seen': '2026-03-31',
        },
      },
      {
        where: 'sheet Assets, row 6',
        cells: { Tag: 'PLC-2', Vendor: 'V', 'Firmware version': 2.1 },
      },
    ])
  })

  test('a sheet that is not there, an old workbook and another archive are refused by name', () => {
    expect(refusalOf(aWorkbook({ A: rows }), 'B')).toBe('workbook: no sheet "B"; there are: A')
    expect(refusalOf(aWorkbook({ A: [] }))).toBe('sheet A: the sheet is empty')
    expect(refusalOf(aZipArchive({ 'x.txt': 'x' }))).toMatch(/not a workbook/)
    expect(refusalOf(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0]))).toMatch(/save it as .xlsx/)
    const cut = aWorkbook({ A: rows })
    expect(refusalOf(cut.subarray(0, cut.length - 40))).toMatch(/cut off/)
  })

  test('a zip bomb is stopped at the limit, whatever it says of its size', () => {
    const bomb = Buffer.alloc(65 * 1024 * 1024, 32)
    const archive = aZipArchive({ 'xl/workbook.xml': bomb }, { saysBytes: 10 })
    expect(archive.length).toBeLessThan(100_000)
    expect(refusalOf(archive)).toBe('workbook: xl/workbook.xml unpacks to more than 67108864 bytes')
  })
})

describe('XML', () => {
  test('Nmap hosts that answered become rows with ports and software', () => {
    const sheet = sheetOf(`<?xml version="1.0"?><!DOCTYPE nmaprun><nmaprun scanner="nmap">
      <host starttime="1774958400" endtime="1774958460"><status state="up"/>
        <address addr="10.0.0.7" addrtype="ipv4"/>
        <address addr="00:0E:8C:01:02:03" addrtype="mac" vendor="Siemens AG"/>
        <hostnames><hostname name="plc-7" type="PTR"/></hostnames>
        <ports><port protocol="tcp" portid="80"><state state="open"/>
          <service name="http" product="lighttpd" version="1.4.35"><cpe>cpe:/a:lighttpd:lighttpd:1.4.35</cpe></service></port>
          <port protocol="tcp" portid="23"><state state="closed"/><service name="telnet" product="x"/></port>
          <port protocol="udp" portid="161"><state state="open"/><service name="snmp"><cpe>cpe:/o:x:y</cpe></service></port></ports>
        <os><osmatch name="Example OS 4" accuracy="100"><osclass><cpe>cpe:/o:example:os:4</cpe></osclass><osclass><cpe>cpe:/h:example:panel</cpe></osclass></osmatch>
          <osmatch name="Other OS" accuracy="98"><osclass><cpe>cpe:/o:other:os</cpe></osclass></osmatch></os></host>
      <host><status state="down"/><address addr="10.0.0.8" addrtype="ipv4"/></host></nmaprun>`)
    expect(sheet.format).toBe('nmap')
    expect(sheet.notes).toEqual(['1 hosts did not answer; passed over.'])
    expect(sheet.rows).toEqual([
      {
        where: 'host 10.0.0.7',
        cells: {
          address: '10.0.0.7',
          mac: '00:0E:8C:01:02:03',
          'mac vendor': 'Siemens AG',
          hostname: 'plc-7',
          'operating system': 'Example OS 4',
          'open ports': ['tcp/80 http', 'udp/161 snmp'],
          cpe: 'cpe:/h:example:panel',
          software: [
            {
              name: 'lighttpd',
              version: '1.4.35',
              purl: null,
              cpe: 'cpe:/a:lighttpd:lighttpd:1.4.35',
            },
            { name: 'Example OS 4', version: null, purl: null, cpe: 'cpe:/o:example:os:4' },
          ],
          'seen at': '2026-03-31T12:01:00.000Z',
        },
      },
    ])
  })

  test('entities, document types and endless depth are refused where they stand', () => {
    const laughs = '<!DOCTYPE nmaprun [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    expect(refusalOf(`${laughs}<nmaprun>&b;</nmaprun>`)).toMatch(/declares a document type/)
    const outside = '<!DOCTYPE nmaprun SYSTEM "file:///etc/hostname">'
    expect(refusalOf(`${outside}<nmaprun/>`)).toMatch(/declares a document type/)
    expect(refusalOf('<nmaprun>&b;</nmaprun>')).toMatch(/line 1, column \d+: undefined entity/)
    expect(refusalOf(`<nmaprun>${'<host>'.repeat(100)}`)).toMatch(/more than 64 elements/)
    expect(refusalOf('<nmaprun><host></nmaprun>')).toMatch(/line 1, column \d+/)
    expect(refusalOf('<inventory/>')).toMatch(/of XML only Nmap's is read/)
  })
})

describe('JSON', () => {
  test('a NetBox export is known by its devices, and its paths become columns', () => {
    const device = {
      name: 'plc-7',
      device_type: { manufacturer: { name: 'Siemens' }, model: 'CPU 1516-3' },
      primary_ip4: { address: '10.0.0.7/24' },
    }
    const sheet = sheetOf(JSON.stringify({ count: 1, results: [device] }))
    expect(sheet.format).toBe('netbox')
    expect(sheet.rows).toEqual([
      {
        where: '$.results[0]',
        cells: {
          name: 'plc-7',
          'device_type.manufacturer.name': 'Siemens',
          'device_type.model': 'CPU 1516-3',
          'primary_ip4.address': '10.0.0.7/24',
        },
      },
    ])
  })

  test('a bill of materials: the head is the asset, devices are assets, the rest is software', () => {
    const sheet = sheetOf(
      JSON.stringify({
        bomFormat: 'CycloneDX',
        specVersion: '1.6',
        metadata: {
          component: {
            ...{ type: 'device', name: 'Gateway', manufacturer: { name: 'Acme' } },
            ...{ cpe: 'cpe:/h:acme:gateway', purl: 'pkg:generic/acme/gateway' },
          },
        },
        components: [
          { type: 'firmware', name: 'gateway-os', version: '4.2' },
          {
            ...{ type: 'library', name: 'openssl', version: '3.0.1', publisher: 'OpenSSL' },
            purl: 'pkg:generic/openssl@3.0.1',
            hashes: [{ alg: 'SHA-256', content: 'AB12' }],
          },
          {
            type: 'device',
            name: 'Module',
            components: [{ type: 'firmware', name: 'm', version: '1' }],
          },
        ],
      }),
    )
    expect(sheet.rows.map(({ where, cells }) => [where, cells.name, cells.firmware])).toEqual([
      ['$.metadata.component', 'Gateway', '4.2'],
      ['$.components[2]', 'Module', '1'],
    ])
    expect(sheet.rows[0]?.cells).toMatchObject({
      manufacturer: 'Acme',
      ...{ cpe: 'cpe:/h:acme:gateway', purl: 'pkg:generic/acme/gateway', hashes: [] },
      software: [
        { name: 'gateway-os' },
        {
          ...{ name: 'openssl', vendor: 'OpenSSL', hashes: ['SHA-256 AB12'] },
          purl: 'pkg:generic/openssl@3.0.1',
        },
      ],
    })
  })

  test('faults are named by path', () => {
    const bill = { bomFormat: 'CycloneDX', specVersion: '1.5' }
    expect(refusalOf(JSON.stringify({ ...bill, specVersion: '2.0' }))).toMatch(
      /^\$\.specVersion: 2\.0/,
    )
    expect(refusalOf(JSON.stringify({ ...bill, components: [{}] }))).toBe(
      '$.components[0].name: is missing',
    )
    expect(refusalOf(JSON.stringify(bill))).toMatch(/names no device/)
    expect(refusalOf('[{"a":1},2]')).toBe('row 2: is not an object')
    expect(refusalOf('{"plant":[]}')).toMatch(/not an array of assets/)
    expect(refusalOf('[{"tag":"X1"')).toMatch(/^line 1/)
  })
})

test(`whatever the bytes, the answer is a sheet or one refusal (seed ${SEED})`, () => {
  const good = [
    aWorkbook({
      A: [
        ['Tag', 'Vendor'],
        ['A', 'V'],
      ],
    }),
    bytesOf('<!DOCTYPE nmaprun><nmaprun><host><status state="up"/></host></nmaprun>'),
    bytesOf('{"results":[{"name":"a","device_type":{}}]}'),
    bytesOf('Tag;Vendor\r\n"A";V\r\n'),
  ]
  const mutated = fc
    .tuple(
      fc.constantFrom(...good),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      fc.nat(),
    )
    .map(([file, changes, cut]) => {
      const bytes = Uint8Array.from(file)
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      return cut % 4 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes
    })
  fc.assert(
    fc.property(mutated, (bytes) => {
      const read = inventoryFiles.read({ name: 'file', bytes, sheet: null })
      expect(read.ok || (read.refusal.why.length > 0 && !read.refusal.why.includes('\n'))).toBe(
        true,
      )
    }),
    { seed: SEED, numRuns: 2000 },
  )
})
