import {
  type ClaimState,
  type FactField,
  type FactOrigin,
  type FactSection,
  factFields,
  type GroupOutage,
  type ImportMapping,
  type InventoryFormat,
  type PlannedRow,
  type PlannedRowKind,
  rowFields,
} from '@holdpoint/core'
import type { JsonValue } from '@holdpoint/std'
import { z } from 'zod'
import { answers, defineRoute } from './route.ts'
import { byId, none, sha256, text } from './shapes.ts'

const field = z.enum(factFields as [FactField, ...FactField[]])

const rowField = z.enum(Object.keys(rowFields) as [keyof typeof rowFields])

const mapping = z.object({
  columns: z.record(z.string(), z.union([field, rowField]).nullable()),
  constants: z.partialRecord(field, z.string().max(500)).default({}),
})

const upload = z.object({
  /** What the file is called, for a person; what it is, its bytes say. */
  fileName: z.string().max(500).default('inventory'),
  /** The file as text, or byte for byte. */
  content: z.string().max(40_000_000).optional(),
  contentBase64: z.string().max(90_000_000).optional(),
  /** Who says so: the same name each time, as each source may change its own words only. */
  source: text,
  /** Of a workbook; by default its first sheet. */
  sheet: z.string().max(200).optional(),
  preset: z.string().max(50).optional(),
  /** By default the one that this source was last imported with, else what is proposed. */
  mapping: mapping.optional(),
})

export type ImportPreview = {
  readonly format: InventoryFormat
  readonly sheet: string | null
  readonly sheets: readonly string[]
  readonly columns: readonly ColumnPreview[]
  readonly notes: readonly string[]
  readonly source: string
  readonly preset: string | null
  readonly mapping: ImportMapping
  readonly mappedBy: MappedBy
  readonly counts: { readonly [K in PlannedRowKind]: number }
  readonly conflicts: number
  /** What needs eyes comes first; `leftOut` more are counted and not listed. */
  readonly rows: readonly PlannedRow[]
  readonly leftOut: number
  /** Apply with it: what was previewed is done, or nothing. */
  readonly digest: string
}

export type ColumnPreview = { readonly name: string; readonly samples: readonly string[] }

/** Where the mapping comes from. */
export type MappedBy = 'hand' | 'last import' | 'preset' | 'headings'

export type AssetImported = {
  readonly source: string
  /** New and changed assets. */
  readonly imported: number
  readonly unchanged: number
  readonly refused: readonly string[]
  /** Where the file contradicts what stands; what stands is kept until somebody rules. */
  readonly conflicts: readonly InventoryConflict[]
  readonly leaf: number | null
  /** Where matching takes a while: the job that does it. */
  readonly matchingJob: string | null
}

export type InventoryConflict = {
  readonly assetId: string
  readonly tag: string
  readonly field: FactField
  readonly kept: JsonValue
  readonly offered: JsonValue
}

export type ClaimView = {
  readonly value: JsonValue
  readonly source: string
  readonly origin: FactOrigin
  readonly at: string
  readonly state: ClaimState
}

export type FactView = {
  readonly field: FactField
  readonly words: string
  readonly section: FactSection
  readonly value: JsonValue
  readonly source: string
  readonly at: string
  readonly claims: readonly ClaimView[]
  readonly inConflict: boolean
  readonly ruling: {
    readonly source: string
    readonly reason: string
    readonly byName: string
    readonly at: string
  } | null
}

export type NeighbourView = {
  readonly id: string
  readonly tag: string
  /** False: somebody names it, and the inventory does not have it. */
  readonly known: boolean
  /** Null: directly; else through which asset. */
  readonly through: string | null
}

export type AssetFactsView = {
  readonly assetId: string
  readonly tag: string
  readonly facts: readonly FactView[]
  readonly needs: readonly NeighbourView[]
  /** What goes dark when this asset restarts. */
  readonly goesDark: readonly NeighbourView[]
  readonly group: {
    readonly name: string
    /** How many must stay alive; null: nobody said, or two said different numbers. */
    readonly keeps: number | null
    readonly members: readonly { readonly id: string; readonly tag: string }[]
    /** By tags: which members may go down in the same stage. */
    readonly stages: readonly (readonly string[])[]
    /** Members without which the group never keeps what it must. */
    readonly never: readonly { readonly tag: string; readonly because: readonly string[] }[]
  } | null
  /** What is left of each group that it takes along when it goes down. */
  readonly outage: readonly GroupOutage[]
}

export type OutageView = {
  readonly dark: readonly NeighbourView[]
  readonly groups: readonly GroupOutage[]
  readonly stages: readonly (readonly string[])[]
  readonly never: readonly { readonly tag: string; readonly because: readonly string[] }[]
}

export type OpenConflictView = {
  readonly assetId: string
  readonly tag: string
  readonly fact: FactView
}

export type InventorySourceView = {
  readonly source: string
  readonly format: InventoryFormat
  readonly preset: string | null
  readonly mapping: ImportMapping
  readonly importedAt: string
  readonly byName: string
}

export const previewAssetImport = defineRoute({
  name: 'assets preview-import',
  summary: 'What a file would do to the inventory, row by row and fact by fact; writes nothing',
  method: 'POST',
  path: '/api/assets/import/preview',
  params: none,
  query: none,
  body: upload,
  response: answers<ImportPreview>(),
})

export const importAssets = defineRoute({
  name: 'assets import',
  summary: 'Import an inventory: CSV, workbook, JSON, CycloneDX, NetBox, Nmap, capture',
  method: 'POST',
  path: '/api/assets/import',
  params: none,
  query: none,
  body: upload.extend({
    /** Of the preview. Without it the file is taken whole or not at all, and never as seen. */
    digest: sha256.optional(),
  }),
  response: answers<AssetImported>(),
})

export const listInventorySources = defineRoute({
  name: 'assets sources',
  summary: 'The sources of the inventory, and how their columns are read',
  method: 'GET',
  path: '/api/inventory/sources',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly sources: readonly InventorySourceView[] }>(),
})

export const readAssetFacts = defineRoute({
  name: 'assets facts',
  summary: 'Every fact of an asset with its sources and ages, and what goes dark with it',
  method: 'GET',
  path: '/api/assets/:id/facts',
  params: byId,
  query: none,
  body: none,
  response: answers<AssetFactsView>(),
})

export const listFactConflicts = defineRoute({
  name: 'assets conflicts',
  summary: 'Where sources disagree and nobody has ruled',
  method: 'GET',
  path: '/api/inventory/conflicts',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly conflicts: readonly OpenConflictView[] }>(),
})

export const ruleOnFacts = defineRoute({
  name: 'assets rule',
  summary: 'Rule which source is right about these facts; the ruling is remembered',
  method: 'POST',
  path: '/api/inventory/rulings',
  params: none,
  query: none,
  body: z.object({
    facts: z
      .array(z.object({ assetId: z.string().min(1).max(200), field }))
      .min(1)
      .max(5000),
    source: text,
    reason: text,
  }),
  response: answers<{ readonly leaf: number; readonly ruled: number }>(),
})

export const readOutage = defineRoute({
  name: 'assets outage',
  summary: 'What goes dark when assets are down together, and in which stages they may go',
  method: 'GET',
  path: '/api/outage',
  params: none,
  /** Ids or tags, with commas between them. */
  query: z.object({ assets: z.string().min(1).max(4000) }),
  body: none,
  response: answers<OutageView>(),
})
