import type { InventoryFileRefusal, InventorySheet } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { Parser } from 'htmlparser2'
import { asUtf8 } from './csv-sheet.ts'
import { type SheetAsked, tableOf } from './grid-table.ts'
import { HtmlTable } from './html-table.ts'

const BYTES_MAX = 16 * 1024 * 1024
const DEPTH_MAX = 256
const TABLES_MAX = 500
const CELLS_MAX = 500_000

/** A page with tables: one of them, which is chosen by its name; by default the largest. */
export function htmlSheet(
  bytes: Uint8Array,
  { wanted, known }: SheetAsked,
): Result<InventorySheet, InventoryFileRefusal> {
  if (bytes.length > BYTES_MAX) {
    return refuse({ where: 'page', why: `is larger than ${BYTES_MAX} bytes` })
  }
  const { text, notes } = asUtf8(bytes)
  const read = readTables(new TextDecoder().decode(text))
  if (!read.ok) return read
  const tables = read.value.filter((one) => one.rows.size > 0)
  const sheets = named(tables)
  const largest = tables.toSorted((a, b) => b.cells - a.cells)[0]
  const table = wanted === null ? largest : tables[sheets.indexOf(wanted)]
  if (table === undefined) {
    const why =
      wanted === null
        ? 'holds no table; a page that builds its table in the browser must be saved from there'
        : `no table "${wanted}"; there are: ${sheets.join(', ')}`
    return refuse({ where: 'page', why })
  }
  const sheet = sheets[tables.indexOf(table)] ?? ''
  return tableOf({ rows: table.rows, notes }, { format: 'html', sheet, sheets }, known)
}

/** By caption, else by the heading above; two of one name are counted. */
function named(tables: readonly HtmlTable[]): readonly string[] {
  const taken = new Map<string, number>()
  return tables.map((table) => {
    const name = table.name() || 'Table'
    const times = (taken.get(name) ?? 0) + 1
    taken.set(name, times)
    return times === 1 ? name : `${name} (${times})`
  })
}

const SILENT = new Set(['script', 'style', 'template', 'noscript', 'svg', 'head'])

/**
 * The tokens of the page pass by once; nothing of it is run, fetched or kept but the text of cells.
 */
function readTables(page: string): Result<readonly HtmlTable[], InventoryFileRefusal> {
  const all: HtmlTable[] = []
  const open: HtmlTable[] = []
  let depth = 0
  let silent = 0
  let heading: string | null = null
  let lastHeading = ''
  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1
      if (depth > DEPTH_MAX) throw new Stopped(`more than ${DEPTH_MAX} elements lie in each other`)
      if (SILENT.has(name)) silent += 1
      if (/^h[1-6]$/.test(name)) heading = ''
      if (name === 'table') {
        if (all.length >= TABLES_MAX) throw new Stopped(`has more than ${TABLES_MAX} tables`)
        const table = new HtmlTable(lastHeading)
        all.push(table)
        open.push(table)
      } else open.at(-1)?.open(name, attributes)
      const fault = open.at(-1)?.fault
      if (fault) throw new Stopped(fault)
    },
    ontext(text) {
      if (silent > 0) return
      if (heading !== null) heading += text
      open.at(-1)?.text(text)
    },
    onclosetag(name) {
      depth -= 1
      if (SILENT.has(name)) silent -= 1
      if (/^h[1-6]$/.test(name) && heading !== null) {
        lastHeading = heading.replaceAll(/\s+/g, ' ').trim().slice(0, 100)
        heading = null
      }
      const table = name === 'table' ? open.pop() : open.at(-1)
      table?.close(name)
      if (table?.fault) throw new Stopped(table.fault)
      if (name !== 'tr' && name !== 'table') return
      if (all.reduce((sum, one) => sum + one.cells, 0) > CELLS_MAX) {
        throw new Stopped(`has more than ${CELLS_MAX} cells`)
      }
    },
  })
  try {
    parser.end(page)
  } catch (error) {
    if (!(error instanceof Stopped)) throw error
    return refuse({ where: 'page', why: error.message })
  }
  return accept(all)
}

/** Leaves the reader at the first fault. */
class Stopped extends Error {}
