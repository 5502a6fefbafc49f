/// <reference path="./pg-copy-streams.d.ts" />
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

/** One value as COPY reads it: null as `\N`, and every sign that ends a value or a row escaped. */
export function copied(value: string | number | null): string {
  if (value === null) return '\\N'
  if (typeof value === 'number') return String(value)
  if (!/[\\\t\n\r\0\ud800-\udfff]/.test(value)) return value
  return storable(value).replaceAll(/[\\\t\n\r]/g, escaped)
}

/** `{"CVE-2026-0001"}`: a list of texts as one value. */
export function copiedList(values: readonly string[]): string {
  return copied(`{${values.map((one) => `"${one.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
}

function escaped(sign: string): string {
  return ESCAPES[sign] ?? sign
}

/** What no database keeps is replaced: a zero character, and half a character. */
function storable(value: string): string {
  return value
    .replaceAll('\0', '\ufffd')
    .replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd')
}

/** Rows as they go to the database, each of values that `copied` made with a tab between them. */
export class CopiedRows {
  private buffer = Buffer.allocUnsafe(FIRST_BYTES)
  private end = 0
  count = 0

  add(row: string): void {
    // Three bytes hold any of its code units, and one the end of the line.
    const needed = this.end + row.length * 3 + 1
    if (needed > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, this.buffer.length * 2))
      this.buffer.copy(larger, 0, 0, this.end)
      this.buffer = larger
    }
    this.end += this.buffer.write(row, this.end)
    this.buffer[this.end++] = NEW_LINE
    this.count++
  }

  async copyInto(client: pg.ClientBase, table: string): Promise<void> {
    if (this.count === 0) return
    const stream = client.query(from(`copy ${table} from stdin`))
    await pipeline([this.buffer.subarray(0, this.end)], stream)
  }
}

const FIRST_BYTES = 64 * 1024
const NEW_LINE = 10
