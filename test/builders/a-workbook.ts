import { crc32, deflateRawSync } from 'node:zlib'

/** A zip archive of these texts, as small as one can be that every reader takes. */
export function aZipArchive(
  entries: Readonly<Record<string, string | Uint8Array>>,
  { saysBytes }: { readonly saysBytes?: number } = {},
): Uint8Array {
  const parts: Buffer[] = []
  const listed: Buffer[] = []
  let at = 0
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content as string)
    const packed = deflateRawSync(bytes)
    const file = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(saysBytes ?? bytes.length, 18)
    common.writeUInt16LE(file.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, file, packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    listed.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), common, rest, file]),
    )
    parts.push(local)
    at += local.length
  }
  const directory = Buffer.concat(listed)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(listed.length, 8)
  end.writeUInt16LE(listed.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, directory, end])
}

/** A cell: text, a number as the workbook keeps it, or a number shown by a style of `STYLES`. */
export type WorkbookCell =
  | string
  | number
  | null
  | { readonly number: number; readonly style: number }

export const STYLES = { general: 0, day: 1, twoDecimals: 2 } as const

/** An .xlsx with these sheets; texts are shared, as spreadsheets write them. */
export function aWorkbook(
  sheets: Readonly<Record<string, readonly (readonly WorkbookCell[])[]>>,
): Uint8Array {
  const strings: string[] = []
  const names = Object.keys(sheets)
  const parts = Object.values(sheets).map((rows, index) => {
    const body = rows.map((row, at) => rowXml(row, at + 1, strings)).join('')
    return [
      `xl/worksheets/sheet${index + 1}.xml`,
      xml('worksheet', `<sheetData>${body}</sheetData>`),
    ]
  })
  const listed = names.map(
    (name, index) =>
      `<sheet name="${escaped(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  )
  const targets = names.map(
    (_name, index) =>
      `<Relationship Id="rId${index + 1}" Type="worksheet" Target="worksheets/sheet${index + 1}.xml"/>`,
  )
  return aZipArchive({
    'xl/workbook.xml': xml('workbook', `<sheets>${listed.join('')}</sheets>`),
    'xl/_rels/workbook.xml.rels': xml('Relationships', targets.join('')),
    'xl/styles.xml': xml(
      'styleSheet',
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="2"/></cellXfs>',
    ),
    ...Object.fromEntries(parts),
    'xl/sharedStrings.xml': xml(
      'sst',
      strings.map((one) => `<si><t>${escaped(one)}</t></si>`).join(''),
    ),
  })
}

function rowXml(row: readonly WorkbookCell[], number: number, strings: string[]): string {
  const cells = row.map((cell, column) => {
    const at = `r="${String.fromCharCode(65 + column)}${number}"`
    if (cell === null) return ''
    if (typeof cell === 'number') return `<c ${at}><v>${cell}</v></c>`
    if (typeof cell === 'object') return `<c ${at} s="${cell.style}"><v>${cell.number}</v></c>`
    strings.push(cell)
    return `<c ${at} t="s"><v>${strings.length - 1}</v></c>`
  })
  return `<row r="${number}">${cells.join('')}</row>`
}

function xml(root: string, content: string): string {
  const names = 'xmlns="urn:test" xmlns:r="urn:test:relations"'
  return `<?xml version="1.0" encoding="UTF-8"?><${root} ${names}>${content}</${root}>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
