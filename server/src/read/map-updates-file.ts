import { createHash } from 'node:crypto'
import type { BodyOf, previewUpdates, UpdatesPreview } from '@holdpoint/api'
import {
  type InventorySheet,
  isUpdateField,
  type Refusal,
  refusalOf,
  suggestUpdateMapping,
  type UpdateField,
  type UpdateListKind,
  type UpdateMapping,
} from '@holdpoint/core'
import { inventoryFiles } from '@holdpoint/inventory'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Platform } from '../platform.ts'

/** The read model that keeps how a source's columns and words are read, by the kind of its list. */
export const UPDATE_SOURCE_MODEL = 'update-source'

export type UpdatesWish = BodyOf<typeof previewUpdates>

/** A list that was read and whose columns have a meaning; its rows are not judged yet. */
export type MappedUpdates = {
  readonly sheet: InventorySheet
  readonly mapping: UpdateMapping
  readonly mappedBy: UpdatesPreview['mappedBy']
  readonly sha256: string
}

const FORMATS: ReadonlySet<string> = new Set(['csv', 'xlsx', 'html', 'json'])

export async function mapUpdatesFile(
  platform: Platform,
  wish: UpdatesWish,
): Promise<Result<MappedUpdates, readonly Refusal[]>> {
  const { kind, fileName: name = 'list', sheet: wanted } = wish
  if (wish.content === undefined && wish.contentBase64 === undefined) {
    return refuse([listFault('there is no file', 'Choose the file')])
  }
  const bytes =
    wish.contentBase64 === undefined
      ? new TextEncoder().encode(wish.content ?? '')
      : Buffer.from(wish.contentBase64, 'base64')
  const known = (names: readonly string[]) => knownColumns(suggestUpdateMapping(kind, names, null))
  const read = inventoryFiles.read({ name, bytes, sheet: wanted ?? null, known })
  if (!read.ok) {
    const { where, why } = read.refusal
    return refuse([listFault(where === '' ? why : `${where}: ${why}`)])
  }
  const sheet = read.value
  if (!FORMATS.has(sheet.format)) {
    return refuse([listFault(`a list of ${kind} is CSV, a workbook, a web page or JSON`)])
  }
  if (sheet.rows.length === 0) return refuse([listFault('the list has a header and no rows')])
  const mapped = await mappingOf(platform, wish, sheet)
  const faults = mappingFaults(kind, sheet, mapped.mapping)
  if (faults.length > 0) return refuse(faults.map((what) => listFault(what)))
  return accept({ sheet, sha256: createHash('sha256').update(bytes).digest('hex'), ...mapped })
}

/** What a person says comes first, then what this source was last read by, then the headings. */
async function mappingOf(
  platform: Platform,
  { kind, source, mapping }: UpdatesWish,
  { columns }: InventorySheet,
): Promise<Pick<MappedUpdates, 'mapping' | 'mappedBy'>> {
  if (mapping !== undefined) {
    const { constants = {}, verdicts = {} } = mapping
    const said = Object.entries(constants).filter((one): one is [string, string] => one[1] !== '')
    const given = { ...mapping, constants: Object.fromEntries(said), verdicts }
    return { mapping: given, mappedBy: 'hand' }
  }
  const saved = await savedUpdateMapping(platform, kind, source)
  const told = columns.some((column) => Object.hasOwn(saved?.columns ?? {}, column))
  const proposed = suggestUpdateMapping(kind, columns, saved)
  return { mapping: proposed, mappedBy: told ? 'last import' : 'headings' }
}

/** How this source's list was read before; null where it is new. */
export async function savedUpdateMapping(
  platform: Platform,
  kind: UpdateListKind,
  source: string,
): Promise<UpdateMapping | null> {
  const row = await platform.store.readModel(UPDATE_SOURCE_MODEL, sourceKey(kind, source))
  return ((row?.body as { readonly mapping?: unknown } | undefined)?.mapping ??
    null) as UpdateMapping | null
}

export function sourceKey(kind: UpdateListKind, source: string): string {
  return `${kind} ${source}`
}

function knownColumns({ columns }: UpdateMapping): number {
  return Object.values(columns).filter((meaning) => meaning !== null).length
}

function mappingFaults(
  kind: UpdateListKind,
  { columns: there }: InventorySheet,
  { columns, constants }: UpdateMapping,
): readonly string[] {
  const absent = Object.keys(columns).filter((one) => !there.includes(one))
  const meant = Object.values(columns).filter((one): one is UpdateField => one !== null)
  const strange = [...meant, ...Object.keys(constants)].filter((one) => !isUpdateField(kind, one))
  const twice = new Set(meant.filter((one, at) => meant.indexOf(one) !== at))
  return [
    ...absent.map((one) => `there is no column ${one}; there are: ${there.join(', ')}`),
    ...strange.map((one) => `a list of ${kind} has no ${one}`),
    ...[...twice].map((one) => `two columns mean ${one}`),
  ]
}

export function listFault(what: string, clearedBy = 'Correct the file'): Refusal {
  return refusalOf('malformed-request', what, clearedBy)
}
