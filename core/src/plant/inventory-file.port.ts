import type { JsonValue, Result } from '@holdpoint/std'
import type { InventoryFormat } from './inventory-format.ts'

/** One row of a sheet. `where` is how a person finds it: `row 12`, `$.results[3]`, `host 10.1.1.9`. */
export type SheetRow = {
  readonly where: string
  readonly cells: { readonly [column: string]: JsonValue }
}

/** Any inventory file, whatever its format, as a table. */
export type InventorySheet = {
  readonly format: InventoryFormat
  /** The sheet of a workbook, and all of them; a file without sheets has null and none. */
  readonly sheet: string | null
  readonly sheets: readonly string[]
  readonly columns: readonly string[]
  readonly rows: readonly SheetRow[]
  /** What a person should know of how it was read: another encoding, hosts passed over. */
  readonly notes: readonly string[]
}

/** Why a file was not taken: one fault, and where it stands. */
export type InventoryFileRefusal = { readonly where: string; readonly why: string }

/**
 * Reads what plants have. The bytes come from anywhere: whatever they are, the answer is a sheet or
 * one refusal, in bounded time and memory.
 */
export interface InventoryFileReader {
  read(file: {
    readonly name: string
    readonly bytes: Uint8Array
    readonly sheet: string | null
    /** How many of these names mean something to who asks; by default, to an inventory. */
    readonly known?: (names: readonly string[]) => number
  }): Result<InventorySheet, InventoryFileRefusal>
}
