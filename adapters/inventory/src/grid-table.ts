import {
  type InventoryFileRefusal,
  type InventoryFormat,
  type InventorySheet,
  type SheetRow,
  suggestImportMapping,
} from '@holdpoint/core'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'

const HEADER_SEARCHED_ROWS = 20

export type Grid = {
  /** By the row's number in the sheet; cells by their column from 0. */
  readonly rows: ReadonlyMap<number, ReadonlyMap<number, JsonValue>>
  readonly notes: readonly string[]
}

/** Which sheet or table, and whose words its headings are held to. */
export type SheetAsked = {
  readonly wanted: string | null
  readonly known: (names: readonly string[]) => number
}

export function knownToInventory(names: readonly string[]): number {
  const mapped = Object.values(suggestImportMapping(names, null).columns)
  return mapped.filter((field) => field !== null).length
}

type Place = {
  readonly format: InventoryFormat
  readonly sheet: string
  readonly sheets: readonly string[]
}

/** A sheet of a workbook or a table of a page, as columns with names and rows beneath them. */
export function tableOf(
  grid: Grid,
  place: Place,
  known: SheetAsked['known'],
): Result<InventorySheet, InventoryFileRefusal> {
  const { sheet } = place
  const numbers = [...grid.rows.keys()].toSorted((a, b) => a - b)
  const headerAt = headerRow(grid, numbers, known)
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
  return accept({ ...place, columns: [...columns.values()], rows, notes: grid.notes.slice(0, 20) })
}

/** A list often stands below its title: of the first rows, the one that reads most like headings. */
function headerRow(
  grid: Grid,
  numbers: readonly number[],
  knownOf: SheetAsked['known'],
): number | undefined {
  let best: { readonly number: number; readonly known: number; readonly size: number } | undefined
  for (const number of numbers.slice(0, HEADER_SEARCHED_ROWS)) {
    const names = new Set([...(grid.rows.get(number)?.values() ?? [])].map(String))
    const known = knownOf([...names])
    const size = names.size
    const better = best === undefined || known > best.known
    // A title above headings that nobody knows is one cell; the headings are more.
    if (better || (known === best?.known && best.size === 1 && size > 1)) {
      best = { number, known, size }
    }
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

export function columnName(column: number): string {
  const rest = Math.floor(column / 26)
  const last = String.fromCharCode(65 + (column % 26))
  return rest === 0 ? last : `${columnName(rest - 1)}${last}`
}
