import {
  type InventoryFileRefusal,
  type InventorySheet,
  type SheetRow,
  suggestImportMapping,
} from '@holdpoint/core'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
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
const HEADER_SEARCHED_ROWS = 20

/** An .xlsx workbook: one sheet of it as a table, its header row found among the first rows. */
export function workbookSheet(
  bytes: Uint8Array,
  wanted: string | null,
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
  return tableOf(grid.value, part.name, names)
}

type Grid = {
  /** By the row's number in the sheet; cells by their column from 0. */
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, JsonValue>>
  readonly notes: readonly string[]
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

function tableOf(
  grid: Grid,
  sheet: string,
  sheets: readonly string[],
): Result<InventorySheet, InventoryFileRefusal> {
  const numbers = [...grid.rows.keys()].toSorted((a, b) => a - b)
  const headerAt = headerRow(grid, numbers)
  if (headerAt === undefined) return refuse({ where: `sheet ${sheet}`, why: 'the sheet is empty' })
  const columns = columnNames(grid.rows.get(headerAt) ?? new Map())
  const rows: SheetRow[] = numbers.flatMap((number) => {
    const cells = number > headerAt ? grid.rows.get(number) : undefined
    if (cells === undefined) return []
    const named = [...columns].flatMap(([column, name]) => {
      const value = cells.get(column)
      return value === undefined ? [] : [[name, value] as const]
    })
    if (named.length === 0) return []
    return [{ where: `sheet ${sheet}, row ${number}`, cells: Object.fromEntries(named) }]
  })
  const names = [...columns.values()]
  return accept({
    format: 'xlsx',
    sheet,
    sheets,
    columns: names,
    rows,
    notes: grid.notes.slice(0, 20),
  })
}

/** A list often stands below its title: of the first rows, the one that reads most like headings. */
function headerRow(grid: Grid, numbers: readonly number[]): number | undefined {
  let best: { readonly number: number; readonly known: number } | undefined
  for (const number of numbers.slice(0, HEADER_SEARCHED_ROWS)) {
    const names = [...(grid.rows.get(number)?.values() ?? [])].map(String)
    const mapped = Object.values(suggestImportMapping([...new Set(names)], null).columns)
    const known = mapped.filter((field) => field !== null).length
    if (best === undefined || known > best.known) best = { number, known }
  }
  return best?.number
}

function columnNames(header: ReadonlyMap<number, JsonValue>): ReadonlyMap<number, string> {
  const taken = new Set<string>()
  const names = new Map<number, string>()
  for (const [column, value] of [...header].toSorted(([a], [b]) => a - b)) {
    const text = String(value).replaceAll(/\s+/g, ' ').trim()
    const name = taken.has(text) ? `${text} (column ${columnName(column)})` : text
    taken.add(name)
    names.set(column, name)
  }
  return names
}

/** `AB12` → 27. */
function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0] ?? ''
  if (letters === '') return COLUMNS_MAX
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function columnName(column: number): string {
  const rest = Math.floor(column / 26)
  const last = String.fromCharCode(65 + (column % 26))
  return rest === 0 ? last : `${columnName(rest - 1)}${last}`
}
