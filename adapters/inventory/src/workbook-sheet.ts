import type { InventoryFileRefusal, InventorySheet } from '@holdpoint/core'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import { columnName, type Grid, type SheetAsked, tableOf } from './grid-table.ts'
import {
  readPart,
  readWorkbookParts,
  type SheetPart,
  shownNumber,
  type WorkbookParts,
} from './workbook-parts.ts'
import { ZipArchive } from './zip-archive.ts'

const LIMITS = { entryBytesMax: 64 * 1024 * 1024, totalBytesMax: 128 * 1024 * 1024 }
const ROWS_MAX = 200_000
const COLUMNS_MAX = 500
const CELLS_MAX = 4_000_000

/** An .xlsx workbook: one sheet of it as a table, its header row found among the first rows. */
export function workbookSheet(
  bytes: Uint8Array,
  { wanted, known }: SheetAsked,
): Result<InventorySheet, InventoryFileRefusal> {
  const archive = ZipArchive.open(bytes, LIMITS)
  if (!archive.ok) return refuse({ where: 'workbook', why: archive.refusal })
  if (!archive.value.has('xl/workbook.xml')) {
    return refuse({ where: 'file', why: 'is a zip archive, but not a workbook' })
  }
  const parts = readWorkbookParts(archive.value)
  if (!parts.ok) return refuse({ where: 'workbook', why: parts.refusal })
  const { sheets } = parts.value
  const names = sheets.map((one) => one.name)
  const visible = sheets.find((one) => !one.hidden)
  const part = wanted === null ? (visible ?? sheets[0]) : sheets.find((one) => one.name === wanted)
  if (part === undefined) {
    const why =
      wanted === null ? 'it has no sheet' : `no sheet "${wanted}"; there are: ${names.join(', ')}`
    return refuse({ where: 'workbook', why })
  }
  const grid = readGrid(archive.value, part, parts.value)
  if (!grid.ok) return grid
  return tableOf(grid.value, { format: 'xlsx', sheet: part.name, sheets: names }, known)
}

function readGrid(
  archive: ZipArchive,
  part: SheetPart,
  parts: WorkbookParts,
): Result<Grid, InventoryFileRefusal> {
  const reader = new GridReader(part, parts)
  const read = readPart(archive, part.path, {
    open: (name, given) => reader.open(name, given),
    text: (text) => reader.text(text),
    close: (name) => reader.close(name),
  })
  const where = `sheet ${part.name}`
  if (!read.ok) return refuse({ where, why: read.refusal })
  if (!read.value) return refuse({ where, why: 'the workbook lists it and does not hold it' })
  if (reader.fault !== null) return refuse(reader.fault)
  return accept({ rows: reader.rows, notes: reader.notes })
}

class GridReader {
  readonly rows = new Map<number, Map<number, JsonValue>>()
  readonly notes: string[] = []
  fault: InventoryFileRefusal | null = null
  private readonly part: SheetPart
  private readonly parts: WorkbookParts
  private row = 0
  private column = -1
  private type = ''
  private style = 0
  private content = ''
  private listening = false
  private cells = 0

  constructor(part: SheetPart, parts: WorkbookParts) {
    this.part = part
    this.parts = parts
  }

  open(name: string, given: Readonly<Record<string, string>>): void {
    if (this.fault !== null) return
    if (name === 'row') {
      this.row = Number(given.r ?? this.row + 1)
      this.column = -1
      if (!(this.row <= ROWS_MAX)) this.stop(`the sheet has more than ${ROWS_MAX} rows`)
    } else if (name === 'c') {
      this.column = given.r === undefined ? this.column + 1 : columnOf(given.r)
      this.type = given.t ?? 'n'
      this.style = Number(given.s ?? 0)
      this.content = ''
      this.cells += 1
      if (!(this.column < COLUMNS_MAX)) this.stop(`the sheet has more than ${COLUMNS_MAX} columns`)
      if (this.cells > CELLS_MAX) this.stop(`the sheet has more than ${CELLS_MAX} cells`)
    }
    this.listening = name === 'v' || name === 't'
  }

  text(text: string): void {
    if (this.listening) this.content += text
  }

  close(name: string): void {
    this.listening = false
    if (name !== 'c' || this.fault !== null || this.content === '') return
    const value = this.value()
    if (value === null || value === '') return
    const row = this.rows.get(this.row) ?? new Map<number, JsonValue>()
    row.set(this.column, value)
    this.rows.set(this.row, row)
  }

  private value(): JsonValue {
    const { content } = this
    switch (this.type) {
      case 's': {
        const text = this.parts.strings[Number(content)]
        if (text === undefined) this.stop(`cell ${this.name()} names a text that is not there`)
        return text?.trim() ?? null
      }
      case 'b':
        return content === '1'
      case 'e':
        this.notes.push(`${this.name()} holds the error ${content} and is read as empty`)
        return null
      case 'n': {
        const number = Number(content)
        const format = this.parts.formats[this.style] ?? 'General'
        if (Number.isFinite(number)) return shownNumber(number, format, this.parts.from1904)
        this.stop(`cell ${this.name()} holds no number`)
        return null
      }
      default:
        return content.trim()
    }
  }

  private name(): string {
    return `${columnName(this.column)}${this.row}`
  }

  private stop(why: string): void {
    this.fault ??= { where: `sheet ${this.part.name}, row ${this.row}`, why }
  }
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? ''
  if (letters === '') return COLUMNS_MAX
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}
