import type { InventoryFileRefusal, InventorySheet, SheetRow } from '@holdpoint/core'
import { accept, type JsonValue, type Result, readStrictJson, refuse } from '@holdpoint/std'
import { billOfMaterialsSheet } from './bill-of-materials-sheet.ts'

export type JsonObject = { readonly [key: string]: JsonValue }

const COLUMNS_MAX = 500
const NESTING_MAX = 4
/** Where exports keep their list. */
const LISTS = ['assets', 'results', 'devices', 'items', 'data', 'objects'] as const
/** Facts whose value is an object: they stay whole. */
const WHOLE = new Set(['identity', 'maintenance', 'modbus'])

/** JSON as it comes: a list of objects, a NetBox export, or a CycloneDX bill of materials. */
export function jsonSheet(bytes: Uint8Array): Result<InventorySheet, InventoryFileRefusal> {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  const read = readStrictJson(marked ? bytes.subarray(3) : bytes)
  if (!read.ok) return refuse({ where: `line ${read.refusal.line}`, why: read.refusal.why })
  const { value } = read
  if (isObject(value) && value.bomFormat === 'CycloneDX') return billOfMaterialsSheet(value)
  const listed = listIn(value)
  if (listed === null) return refuse({ where: '', why: 'the document is not an array of assets' })
  const { list, path } = listed
  const netbox = list.length > 0 && list.every((one) => isObject(one) && isObject(one.device_type))
  const rows: SheetRow[] = []
  const columns = new Set<string>()
  for (const [index, item] of list.entries()) {
    const where = path === '$' ? `row ${index + 1}` : `${path}[${index}]`
    if (!isObject(item)) return refuse({ where, why: 'is not an object' })
    const cells = Object.fromEntries(flattened(item, '', 0))
    for (const column of Object.keys(cells)) columns.add(column)
    if (columns.size > COLUMNS_MAX) return refuse({ where, why: `more than ${COLUMNS_MAX} fields` })
    rows.push({ where, cells })
  }
  const format = netbox ? 'netbox' : 'json'
  return accept({ format, sheet: null, sheets: [], columns: [...columns], rows, notes: [] })
}

function listIn(
  value: JsonValue,
): { readonly list: readonly JsonValue[]; readonly path: string } | null {
  if (Array.isArray(value)) return { list: value as readonly JsonValue[], path: '$' }
  if (!isObject(value)) return null
  const name = LISTS.find((key) => Array.isArray(value[key]))
  if (name === undefined) return null
  return { list: value[name] as readonly JsonValue[], path: name === 'assets' ? '$' : `$.${name}` }
}

/** `device_type: { model }` becomes the column `device_type.model`; lists stay as they are. */
function flattened(item: JsonObject, before: string, depth: number): [string, JsonValue][] {
  return Object.entries(item).flatMap(([key, value]): [string, JsonValue][] => {
    const name = `${before}${key}`
    if (!isObject(value) || WHOLE.has(name) || depth === NESTING_MAX) return [[name, value]]
    return flattened(value, `${name}.`, depth + 1)
  })
}

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
