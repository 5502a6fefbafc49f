import type { InventoryFileRefusal, InventorySheet } from '@holdpoint/core'
import { type CsvSeparator, readCsv } from '@holdpoint/csaf'
import { accept, type Result, refuse, textOfUtf8 } from '@holdpoint/std'

const SEPARATORS: readonly CsvSeparator[] = [',', ';', '\t', '|']

/** A CSV as spreadsheets of any country write it: the separator and the encoding are found out. */
export function csvSheet(bytes: Uint8Array): Result<InventorySheet, InventoryFileRefusal> {
  const { text, notes } = asUtf8(bytes)
  if (text.includes(0)) return refuse({ where: 'file', why: 'is not text' })
  const separator = separatorOf(text)
  const read = readCsv(text, separator)
  if (!read.ok) {
    const { line, column, why } = read.refusal
    return refuse({ where: `line ${line}, column ${column}`, why })
  }
  const rows = read.value.rows.map((cells, index) => ({ where: `row ${index + 1}`, cells }))
  const columns = read.value.header
  return accept({ format: 'csv', sheet: null, sheets: [], columns, rows, notes })
}

/** The one that splits the header into the most parts. */
function separatorOf(bytes: Uint8Array): CsvSeparator {
  const header = new TextDecoder().decode(bytes.subarray(0, 64 * 1024)).split(/\r?\n/, 1)[0] ?? ''
  const outside = header.replaceAll(/"[^"]*"/g, '')
  const counted = SEPARATORS.map((separator) => outside.split(separator).length)
  return SEPARATORS[counted.indexOf(Math.max(...counted))] ?? ','
}

export type Decoded = { readonly text: Uint8Array; readonly notes: readonly string[] }

/** UTF-8 as it is; UTF-16 by its mark; anything else as Windows writes it, and a note says so. */
export function asUtf8(bytes: Uint8Array): Decoded {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return recoded(bytes.subarray(2), 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return recoded(bytes.subarray(2), 'utf-16be')
  if (textOfUtf8(bytes) !== null) return { text: bytes, notes: [] }
  return recoded(bytes, 'windows-1252')
}

function recoded(bytes: Uint8Array, encoding: string): Decoded {
  const text = new TextEncoder().encode(new TextDecoder(encoding).decode(bytes))
  return { text, notes: [`The file is not UTF-8; it was read as ${encoding}.`] }
}
