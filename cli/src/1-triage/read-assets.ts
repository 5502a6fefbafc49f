import {
  type AssetsOfSheet,
  assetsOfSheet,
  type ImportMapping,
  importPresets,
  recognisePreset,
  suggestImportMapping,
} from '@holdpoint/core'
import { type AssetListRefusal, readAssetList } from '@holdpoint/csaf'
import { inventoryFiles } from '@holdpoint/inventory'
import { BadInput, readFileOrSay } from '../terminal.ts'

export type AssetListOptions = {
  readonly preset?: string
  readonly sheet?: string
  readonly mapping?: ImportMapping
}

export type ReadAssets = AssetsOfSheet & {
  /** What each column was taken for; null where the file says it itself. */
  readonly columns: ImportMapping['columns'] | null
}

/** An asset list in JSON, or any inventory document, read as the import of the server reads it. */
export async function readAssets(path: string, options: AssetListOptions): Promise<ReadAssets> {
  const bytes = await readFileOrSay(path)
  const list = readAssetList(bytes)
  if (list.ok) return { assets: list.value, notCompared: [], columns: null }
  const { sheet = null } = options
  const read = inventoryFiles.read({ name: path, bytes, sheet })
  if (!read.ok) {
    const { where, why } = read.refusal
    throw new BadInput(`${path}: ${where}: ${why}`)
  }
  const preset = presetOf(options) ?? recognisePreset(read.value.columns, read.value.format)
  // JSON that no preset knows was meant as the plain list.
  if (read.value.format === 'json' && preset === null && options.mapping === undefined) {
    throw new BadInput(`${path}: ${listFault(list.refusal)}`)
  }
  const mapping = options.mapping ?? suggestImportMapping(read.value.columns, preset)
  const found = assetsOfSheet(read.value, mapping)
  if (found.assets.length === 0) throw new BadInput(`${path}: ${nothingFound(found, mapping)}`)
  return { ...found, columns: mapping.columns }
}

function presetOf({ preset }: AssetListOptions) {
  if (preset === undefined) return null
  const known = importPresets.find((one) => one.id === preset)
  if (known !== undefined) return known
  const there = importPresets.map((one) => one.id).join(', ')
  throw new BadInput(`there is no preset "${preset}"; there are: ${there}`)
}

function listFault(refusal: AssetListRefusal): string {
  if (refusal.kind === 'not-json') return `line ${refusal.line}: not JSON: ${refusal.why}`
  const [{ row, field, words }] = refusal.faults
  const where = row === 0 ? '' : `row ${row}${field === '' ? '' : `, ${field}`}: `
  return `${where}${words}`
}

function nothingFound({ notCompared }: AssetsOfSheet, { columns }: ImportMapping): string {
  const [first] = notCompared
  const why = first === undefined ? 'it has no rows' : `${first.where}: ${first.why}`
  return `${why}; its columns were taken so: ${describeColumns(columns)}`
}

/** `Device Name = tag, Last Seen not used`. */
export function describeColumns(columns: ImportMapping['columns']): string {
  return Object.entries(columns)
    .map(([column, field]) => (field === null ? `${column} not used` : `${column} = ${field}`))
    .join(', ')
}
