import type { AssetImported, ImportPreview, InventoryConflict } from '@holdpoint/api'
import {
  type Actor,
  type ImportMapping,
  inventoryRefusals,
  type PlannedRow,
  type PlannedRowKind,
  type Refusal,
  refusalOf,
  rememberMapping,
} from '@holdpoint/core'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import {
  fault,
  type InventoryWish,
  type MappedFile,
  mapInventoryFile,
  type PlannedFile,
  planInventoryFile,
  SOURCE_MODEL,
  savedSource,
} from '../read/plan-inventory-file.ts'
import { samplesOf } from '../read/sheet-samples.ts'
import { asJson } from './act-on-stream.ts'
import {
  assetWrites,
  changeInventory,
  eventOfCommand,
  type InventoryChange,
  knownAssets,
} from './change-inventory.ts'
import { matchAgain } from './match-again.ts'

const ROWS_SHOWN = 1000
const FAULTS_SHOWN = 20
const ORDER: readonly PlannedRowKind[] = ['refused', 'conflict', 'new', 'changed', 'unchanged']

/** What the file would do now. Writes nothing. */
export async function previewInventory(
  platform: Platform,
  wish: InventoryWish,
): Promise<Result<ImportPreview, readonly Refusal[]>> {
  const mapped = await mapInventoryFile(platform, wish)
  if (!mapped.ok) return mapped
  const known = await knownAssets(platform)
  const planned = await planInventoryFile(mapped.value, known, {
    source: wish.source,
    at: platform.now(),
  })
  const { sheet, mapping, mappedBy, preset, digest, plan } = planned
  const rows = ORDER.flatMap((kind) => plan.rows.filter((row) => row.kind === kind))
  return accept({
    format: sheet.format,
    sheet: sheet.sheet,
    sheets: sheet.sheets,
    columns: sheet.columns.map((name) => ({ name, samples: samplesOf(sheet, name) })),
    notes: sheet.notes,
    source: wish.source,
    preset,
    mapping,
    mappedBy,
    counts: countsOf(plan.rows),
    conflicts: conflictsOf(plan.rows).length,
    rows: rows.slice(0, ROWS_SHOWN),
    leftOut: Math.max(0, rows.length - ROWS_SHOWN),
    digest,
  })
}

/**
 * With the digest of a preview: exactly what was previewed, or nothing and why. Without one the file
 * is taken whole or not at all; every bad row is named, and the inventory stays as it was.
 */
export async function importInventory(
  platform: Platform,
  wish: InventoryWish & { readonly digest?: string | undefined },
  acting: Acting,
): Promise<Result<AssetImported, readonly Refusal[]>> {
  const notTheirs = inventoryRefusals(acting.actor, 'Importing assets')
  if (notTheirs.length > 0) return refuse(notTheirs)
  const done = await eventOfCommand(platform, acting.commandId)
  if (done !== null) return accept(toldBefore(done.body, done.leafIndex))
  const mapped = await mapInventoryFile(platform, wish)
  if (!mapped.ok) return mapped
  const changed = await changeInventory(platform, acting, async () => {
    const at = platform.now()
    const known = await knownAssets(platform)
    const planned = await planInventoryFile(mapped.value, known, { source: wish.source, at })
    const refused = refusalsOf(planned, wish.digest)
    if (refused.length > 0) return refuse(refused)
    const saved = await savedSource(platform, wish.source)
    const before = saved?.mapping ?? null
    return accept(changeOf(planned, { wish, at, actor: acting.actor, before }))
  })
  if (!changed.ok) return changed
  const { told, leaf } = changed.value
  const matched = told.imported > 0 ? await matchAgain(platform, acting.actor) : null
  return accept({ ...told, leaf, matchingJob: matched?.matchingJob ?? null })
}

function refusalsOf(planned: PlannedFile, digest: string | undefined): readonly Refusal[] {
  if (digest !== undefined) {
    if (digest === planned.digest) return []
    const what = 'The inventory has moved since the preview, or the file or its mapping is another'
    return [refusalOf('preview-outdated', what, 'Look at a new preview and import that')]
  }
  const refused = planned.plan.rows.filter((row) => row.kind === 'refused')
  if (refused.length === 0) return []
  const missing = missingColumns(planned)
  if (missing !== null) return [missing]
  return refused.flatMap((row) => row.reasons.map(fault)).slice(0, FAULTS_SHOWN)
}

const NEEDED = ['tag', 'vendor', 'product'] as const
const TELLING = ['id', 'tag', 'serial', 'address', 'mac', 'hostname'] as const

/** Where no column says which asset is meant, that is said once and not once a row. */
function missingColumns({ mapping, sheet }: MappedFile): Refusal | null {
  const fields: readonly unknown[] = Object.values(mapping.columns)
  if (TELLING.some((field) => fields.includes(field))) return null
  const absent = NEEDED.filter((field) => !fields.includes(field))
  const there = sheet.columns.join(', ')
  return fault(`there is no column ${absent.join(', no column ')}; there are: ${there}`)
}

function changeOf(
  planned: PlannedFile,
  by: {
    readonly wish: InventoryWish
    readonly at: string
    readonly actor: Actor
    readonly before: ImportMapping | null
  },
): InventoryChange<Omit<AssetImported, 'leaf' | 'matchingJob'>> {
  const { plan, sheet, preset, sha256, digest } = planned
  const { source } = by.wish
  const counts = countsOf(plan.rows)
  const conflicts = conflictsOf(plan.rows)
  const imported = plan.writes.filter((one) => one.changesAsset).length
  const unchanged = plan.writes.length - imported
  const refused = plan.rows.filter((row) => row.kind === 'refused').flatMap((row) => row.reasons)
  const body = {
    source,
    fileName: by.wish.fileName,
    format: sheet.format,
    sha256,
    assets: imported,
    unchanged,
    refused: counts.refused,
    conflicts: conflicts.length,
    digest,
  }
  const mapping = rememberMapping(by.before, planned.mapping)
  const saved = { source, format: sheet.format, preset, mapping, at: by.at, by: by.actor.personId }
  return {
    event: { kind: 'inventory-imported', body },
    readModels: [
      ...assetWrites(plan.writes),
      { kind: SOURCE_MODEL, id: source, body: asJson(saved) },
    ],
    told: { source, imported, unchanged, refused, conflicts },
  }
}

/** The same act sent again: what it did is told from the ledger, and nothing is done twice. */
function toldBefore(body: { readonly [key: string]: JsonValue }, leaf: number): AssetImported {
  const count = (value: JsonValue | undefined) => (typeof value === 'number' ? value : 0)
  return {
    source: String(body.source ?? ''),
    imported: count(body.assets),
    unchanged: count(body.unchanged),
    refused: [],
    conflicts: [],
    leaf,
    matchingJob: null,
  }
}

function countsOf(rows: readonly PlannedRow[]): ImportPreview['counts'] {
  const count = (kind: PlannedRowKind) => rows.filter((row) => row.kind === kind).length
  return {
    new: count('new'),
    changed: count('changed'),
    conflict: count('conflict'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  }
}

function conflictsOf(rows: readonly PlannedRow[]): readonly InventoryConflict[] {
  return rows.flatMap(({ assetId, tag, facts }) =>
    facts.flatMap(({ field, from, to, effect }) =>
      effect === 'conflict' && assetId !== null
        ? [{ assetId, tag, field, kept: from, offered: to }]
        : [],
    ),
  )
}

export function noSuchAsset(id: string): readonly Refusal[] {
  return [refusalOf('no-such-asset', `The inventory has no asset "${id}"`, 'Import the inventory')]
}
