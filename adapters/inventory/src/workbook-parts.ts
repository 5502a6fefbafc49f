import type { JsonValue } from '@holdpoint/std'
import { accept, type Result, refuse } from '@holdpoint/std'
import { readXml } from '@holdpoint/xml'
import type { ZipArchive } from './zip-archive.ts'

export type SheetPart = { readonly name: string; readonly path: string; readonly hidden: boolean }

/** What the cells of every sheet refer to. */
export type WorkbookParts = {
  readonly sheets: readonly SheetPart[]
  readonly strings: readonly string[]
  /** The number format of each cell style. */
  readonly formats: readonly string[]
  readonly from1904: boolean
}

type Attributes = Readonly<Record<string, string>>
type Reader = (name: string, attributes: Attributes) => void

export function readWorkbookParts(archive: ZipArchive): Result<WorkbookParts, string> {
  const targets = new Map<string, string>()
  const listed: { readonly name: string; readonly id: string; readonly hidden: boolean }[] = []
  let from1904 = false
  const workbook = openTags(archive, 'xl/workbook.xml', (name, given) => {
    if (name === 'workbookPr') from1904 = /^(1|true)$/.test(given.date1904 ?? '')
    if (name !== 'sheet') return
    const hidden = given.state !== undefined && given.state !== 'visible'
    const id = Object.entries(given).find(([key]) => key.endsWith(':id'))?.[1] ?? ''
    listed.push({ name: given.name ?? '', id, hidden })
  })
  if (!workbook.ok) return workbook
  const relations = openTags(archive, 'xl/_rels/workbook.xml.rels', (name, given) => {
    if (name === 'Relationship') targets.set(given.Id ?? '', given.Target ?? '')
  })
  if (!relations.ok) return relations
  const strings = readStrings(archive)
  if (!strings.ok) return strings
  const formats = readFormats(archive)
  if (!formats.ok) return formats
  const sheets = listed.map(({ name, id, hidden }) => {
    const target = targets.get(id) ?? ''
    return { name, hidden, path: target.startsWith('/') ? target.slice(1) : `xl/${target}` }
  })
  return accept({ sheets, strings: strings.value, formats: formats.value, from1904 })
}

export function readPart(
  archive: ZipArchive,
  path: string,
  handler: Parameters<typeof readXml>[1],
): Result<boolean, string> {
  const bytes = archive.read(path)
  if (!bytes.ok) return bytes
  if (bytes.value === null) return accept(false)
  const read = readXml(bytes.value, handler)
  return read.ok ? accept(true) : refuse(`${path}, ${read.refusal}`)
}

function openTags(archive: ZipArchive, path: string, open: Reader): Result<null, string> {
  const read = readPart(archive, path, { open })
  if (!read.ok) return read
  return read.value ? accept(null) : refuse(`the workbook has no ${path}`)
}

function readStrings(archive: ZipArchive): Result<readonly string[], string> {
  const strings: string[] = []
  let current = ''
  let inText = false
  let inReading = false
  const read = readPart(archive, 'xl/sharedStrings.xml', {
    open: (name) => {
      if (name === 'si') current = ''
      if (name === 'rPh') inReading = true
      inText = name === 't' && !inReading
    },
    text: (text) => {
      if (inText) current += text
    },
    close: (name) => {
      if (name === 't') inText = false
      if (name === 'rPh') inReading = false
      if (name === 'si') strings.push(current)
    },
  })
  return read.ok ? accept(strings) : read
}

// The formats that a workbook may use without writing them down.
const BUILT_IN: Readonly<Record<number, string>> = {
  1: '0',
  2: '0.00',
  14: 'yyyy-mm-dd',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  22: 'yyyy-mm-dd hh:mm',
  49: '@',
}

function readFormats(archive: ZipArchive): Result<readonly string[], string> {
  const written = new Map<number, string>()
  const formats: string[] = []
  let inCells = false
  const read = readPart(archive, 'xl/styles.xml', {
    open: (name, given) => {
      if (name === 'numFmt') written.set(Number(given.numFmtId), given.formatCode ?? '')
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const id = Number(given.numFmtId ?? 0)
      formats.push(written.get(id) ?? BUILT_IN[id] ?? 'General')
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return read.ok ? accept(formats) : read
}

const DAY_MS = 86_400_000
// Day 0 of a workbook; 1900 was no leap year, but the first spreadsheet said so and all followed.
const DAY_0_MS = Date.UTC(1899, 11, 30)
const DAY_0_OF_1904_MS = Date.UTC(1904, 0, 1)

/** A number as a person sees it in the sheet: a day, a fixed number of decimals, or the number. */
export function shownNumber(value: number, format: string, from1904: boolean): JsonValue {
  const plain = format.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '')
  if (/[ymdhs]/i.test(plain) && plain !== 'General') {
    const at = (from1904 ? DAY_0_OF_1904_MS : DAY_0_MS) + Math.round(value * DAY_MS)
    if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) return value
    const text = new Date(at).toISOString()
    return Number.isInteger(value) ? text.slice(0, 10) : text.slice(0, 19)
  }
  const [, decimals] = /^[#,]*0(?:\.(0+))?$/.exec(plain) ?? [null, null]
  if (decimals !== null && decimals !== undefined) return value.toFixed(decimals.length)
  return value
}
