import { createHash } from 'node:crypto'
import type { MappedBy } from '@holdpoint/api'
import {
  type ImportMapping,
  type ImportPlan,
  ImportPlanner,
  type InventoryFormat,
  type InventorySheet,
  importPresets,
  type KnownAsset,
  mergeRows,
  type OfferedRow,
  offeredRows,
  type PlannedRow,
  type Refusal,
  recallMapping,
  recognisePreset,
  refusalOf,
  suggestImportMapping,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Platform } from '../platform.ts'
import { readInventoryFile } from './read-inventory-file.ts'
import { readStructure } from './read-structure.ts'

/** The read model that keeps how a source's columns are read. */
export const SOURCE_MODEL = 'inventory-source'

export type InventoryWish = {
  readonly fileName: string
  readonly content?: string | undefined
  readonly contentBase64?: string | undefined
  readonly source: string
  readonly sheet?: string | undefined
  readonly preset?: string | undefined
  readonly mapping?: ImportMapping | undefined
}

export type SavedSource = {
  readonly source: string
  readonly format: InventoryFormat
  readonly preset: string | null
  readonly mapping: ImportMapping
  readonly at: string
  readonly by: string
}

/** A file that was read and whose columns have a meaning; not yet held against the inventory. */
export type MappedFile = {
  readonly sheet: InventorySheet
  readonly mapping: ImportMapping
  readonly mappedBy: MappedBy
  readonly preset: string | null
  readonly sha256: string
}

export async function mapInventoryFile(
  platform: Platform,
  wish: InventoryWish,
): Promise<Result<MappedFile, readonly Refusal[]>> {
  const bytes =
    wish.contentBase64 === undefined
      ? new TextEncoder().encode(wish.content ?? '')
      : Buffer.from(wish.contentBase64, 'base64')
  const read = readInventoryFile({ name: wish.fileName, bytes, sheet: wish.sheet ?? null })
  if (!read.ok) {
    const { where, why } = read.refusal
    return refuse([fault(where === '' ? why : `${where}: ${why}`)])
  }
  const sheet = read.value
  if (sheet.rows.length === 0) return refuse([fault('the inventory has no rows')])
  const preset = importPresets.find((one) => one.id === wish.preset) ?? null
  if (wish.preset !== undefined && preset === null) {
    const known = importPresets.map((one) => one.id).join(', ')
    return refuse([fault(`there is no preset "${wish.preset}"; there are: ${known}`)])
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const mapped = await mappingOf(platform, wish, sheet)
  const absent = Object.keys(mapped.mapping.columns).filter((one) => !sheet.columns.includes(one))
  if (absent.length > 0) {
    const there = sheet.columns.join(', ')
    return refuse([fault(`there is no column ${absent.join(', no column ')}; there are: ${there}`)])
  }
  const twice = fieldsTwice(mapped.mapping)
  if (twice.length > 0) return refuse(twice.map((field) => fault(`two columns mean ${field}`)))
  return accept({ sheet, sha256, ...mapped })
}

/** What a person says comes first, then what this source was last read by, then a proposal. */
async function mappingOf(
  platform: Platform,
  wish: InventoryWish,
  sheet: InventorySheet,
): Promise<Pick<MappedFile, 'mapping' | 'mappedBy' | 'preset'>> {
  const preset = wish.preset ?? null
  if (wish.mapping !== undefined) return { mapping: wish.mapping, mappedBy: 'hand', preset }
  const chosen = importPresets.find((one) => one.id === preset)
  const found = chosen ?? recognisePreset(sheet.columns, sheet.format)
  const saved = await savedSource(platform, wish.source)
  const recalled =
    saved === null || preset !== null ? null : recallMapping(saved.mapping, sheet.columns, found)
  if (saved !== null && recalled !== null) {
    return { mapping: recalled, mappedBy: 'last import', preset: saved.preset }
  }
  const mapping = suggestImportMapping(sheet.columns, found)
  return { mapping, mappedBy: found === null ? 'headings' : 'preset', preset: found?.id ?? null }
}

/** How the columns of this source were read before; null where it is new. */
export async function savedSource(platform: Platform, source: string): Promise<SavedSource | null> {
  const row = await platform.store.readModel(SOURCE_MODEL, source)
  return (row?.body ?? null) as unknown as SavedSource | null
}

function fieldsTwice({ columns }: ImportMapping): readonly string[] {
  const fields = Object.values(columns).filter((field) => field !== null)
  return [...new Set(fields.filter((field, index) => fields.indexOf(field) !== index))]
}

export type PlannedFile = MappedFile & { readonly plan: ImportPlan; readonly digest: string }

const ROWS_AT_ONCE = 500

/**
 * Held against the inventory as it is now, in parts: whoever holds or vetoes meanwhile is answered.
 * The digest is of which file, and of what would be done, row by row.
 */
export async function planInventoryFile(
  mapped: MappedFile,
  known: readonly KnownAsset[],
  given: { readonly source: string; readonly at: string },
): Promise<PlannedFile> {
  const { sheet, mapping, sha256 } = mapped
  const origin = sheet.format === 'capture' ? 'capture' : 'import'
  const planner = new ImportPlanner({ ...given, origin })
  for (let at = 0; at < known.length; at += ROWS_AT_ONCE) {
    planner.knows(known.slice(at, at + ROWS_AT_ONCE))
    await othersTurn()
  }
  const digest = createHash('sha256').update(JSON.stringify([sha256, given.source]))
  const offered: OfferedRow[] = []
  for (let at = 0; at < sheet.rows.length; at += ROWS_AT_ONCE) {
    const part = { rows: sheet.rows.slice(at, at + ROWS_AT_ONCE) }
    offered.push(...offeredRows(part, mapping, readStructure))
    await othersTurn()
  }
  const merged = mergeRows(offered)
  const rows: PlannedRow[] = []
  for (let at = 0; at < merged.length; at += ROWS_AT_ONCE) {
    const planned = planner.take(merged.slice(at, at + ROWS_AT_ONCE))
    digest.update(JSON.stringify(planned))
    rows.push(...planned)
    await othersTurn()
  }
  return { ...mapped, plan: { rows, writes: planner.writes }, digest: digest.digest('hex') }
}

function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

export function fault(what: string): Refusal {
  return refusalOf(
    'malformed-request',
    `Inventory: ${what}`,
    'Correct the file; nothing was imported',
  )
}
