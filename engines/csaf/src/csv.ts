import { accept, type Result, refuse, textOfUtf8 } from '@holdpoint/std'

export interface Csv {
  readonly header: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
}

/** Why a file is not a table: the first fault, by line and column, both counted from 1. */
export interface CsvRefusal {
  readonly kind:
    | 'too-large'
    | 'not-utf8'
    | 'empty'
    | 'stray-quote'
    | 'open-quote'
    | 'wrong-width'
    | 'repeated-header'
    | 'nameless-header'
  readonly line: number
  readonly column: number
  readonly why: string
}

/** A comma, unless the file was written where the comma stands in numbers. */
export type CsvSeparator = ',' | ';' | '\t' | '|'

interface Cell {
  readonly text: string
  readonly line: number
  readonly column: number
}

export const CSV_BYTES_MAX = 32 * 1024 * 1024

/**
 * Reads RFC 4180 with a header row; a byte order mark and lone line feeds are taken too, as
 * spreadsheets write them.
 */
export function readCsv(bytes: Uint8Array, separator: CsvSeparator = ','): Result<Csv, CsvRefusal> {
  if (bytes.length > CSV_BYTES_MAX) {
    return refuse(at({ line: 1, column: 1 }, 'too-large', `more than ${CSV_BYTES_MAX} bytes`))
  }
  const withMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const text = textOfUtf8(withMark ? bytes.subarray(3) : bytes)
  if (text === null) return refuse(at({ line: 1, column: 1 }, 'not-utf8', 'the file is not UTF-8'))
  const records = recordsOf(text, separator)
  if (!records.ok) return records
  const [header, ...rows] = records.value
  if (header === undefined)
    return refuse(at({ line: 1, column: 1 }, 'empty', 'there is no header row'))
  return tableOf(header, rows)
}

function tableOf(
  header: readonly Cell[],
  rows: readonly (readonly Cell[])[],
): Result<Csv, CsvRefusal> {
  const names = header.map((cell) => cell.text.trim())
  for (const [index, name] of names.entries()) {
    const cell = header[index] as Cell
    if (name === '') return refuse(at(cell, 'nameless-header', 'a column has no name'))
    if (names.indexOf(name) !== index)
      return refuse(at(cell, 'repeated-header', `"${name}" occurs twice`))
  }
  const wrong = rows.find((row) => row.length !== names.length)
  if (wrong !== undefined) {
    const why = `the row has ${wrong.length} fields, the header ${names.length}`
    return refuse(at(wrong.at(-1) as Cell, 'wrong-width', why))
  }
  // A column may be called "__proto__": entries, not assignments.
  const records = rows.map((row) =>
    Object.fromEntries(row.map((cell, at) => [names[at] ?? '', cell.text])),
  )
  return accept({ header: names, rows: records })
}

function recordsOf(text: string, separator: CsvSeparator): Result<(readonly Cell[])[], CsvRefusal> {
  const records: Cell[][] = []
  let record: Cell[] = []
  let at = 0
  let line = 1
  let lineStart = 0
  while (at < text.length) {
    const start = { line, column: at - lineStart + 1, separator }
    const field = text[at] === '"' ? quotedField(text, at, start) : plainField(text, at, start)
    if (!field.ok) return field
    for (let i = at; i < field.value.end; i++) {
      if (text[i] === '\n') {
        line++
        lineStart = i + 1
      }
    }
    record.push({ text: field.value.text, line: start.line, column: start.column })
    at = field.value.end
    if (text[at] === separator) {
      at++
      // A separator at the very end opens one more, empty field.
      if (at === text.length) record.push({ text: '', line, column: at - lineStart + 1 })
      continue
    }
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    line++
    lineStart = at
    // A blank line is no record; spreadsheets leave them at the end.
    if (record.length > 1 || record[0]?.text !== '') records.push(record)
    record = []
  }
  if (record.length > 0) records.push(record)
  return accept(records)
}

type Field = Result<{ readonly text: string; readonly end: number }, CsvRefusal>

type FieldStart = {
  readonly line: number
  readonly column: number
  readonly separator: CsvSeparator
}

function plainField(text: string, from: number, start: FieldStart): Field {
  const { separator } = start
  let end = from
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') {
    if (text[end] === '"') {
      const column = start.column + end - from
      const why = 'a quote inside a field that does not start with one'
      return refuse(at({ line: start.line, column }, 'stray-quote', why))
    }
    end++
  }
  return accept({ text: text.slice(from, end), end })
}

function quotedField(text: string, from: number, start: FieldStart): Field {
  let end = text.indexOf('"', from + 1)
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2)
  if (end === -1)
    return refuse(at(start, 'open-quote', 'the quote that opens here is never closed'))
  const next = text[end + 1]
  if (next !== undefined && next !== start.separator && next !== '\n' && next !== '\r') {
    return refuse(at(start, 'stray-quote', 'text follows the closing quote of this field'))
  }
  return accept({ text: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 })
}

function at(
  where: { line: number; column: number },
  kind: CsvRefusal['kind'],
  why: string,
): CsvRefusal {
  return { kind, line: where.line, column: where.column, why }
}
