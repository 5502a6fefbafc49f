import {
  type Covering,
  type InventoryFormat,
  type MissingUpdate,
  type PatchRelease,
  type QualificationConflict,
  type QualificationStanding,
  type UpdateField,
  type UpdateListKind,
  type UpdateMapping,
  updateFields,
  type VerdictMeaning,
} from '@holdpoint/core'
import { z } from 'zod'
import type { ColumnPreview, MappedBy } from './inventory.ts'
import { answers, defineRoute } from './route.ts'
import { byId, none, sha256, text } from './shapes.ts'

/** On how many hosts an update is missing, by what their vendors say of it. */
export type ReleaseRow = {
  readonly release: PatchRelease
  /** The releases of the list that take its place. */
  readonly supersededBy: readonly string[]
  readonly newest: Covering
  readonly missingOn: readonly {
    readonly assetId: string
    readonly tag: string
    readonly standing: QualificationStanding
  }[]
}

/** A file of the library that somebody linked to an update. */
export type UpdateFile = {
  readonly sha256: string
  readonly fileName: string
  readonly version: string | null
}

/** An update against what a case is about, with the files that install it. */
export type CaseUpdate = MissingUpdate & { readonly files: readonly UpdateFile[] }

export type UpdatesView = {
  readonly releases: readonly ReleaseRow[]
  readonly qualifications: number
  /** Where sources contradict each other and nobody has ruled. */
  readonly conflicts: readonly QualificationConflict[]
  /** When the newest list was imported; null when none was. */
  readonly asOf: string | null
  /** How many assets say what is installed on them; the others cannot be judged. */
  readonly hostsWithSoftware: number
  readonly hosts: number
}

/** What one row would do; `left out` is a row whose word a person said to pass over. */
export type UpdateRowKind = 'refused' | 'new' | 'changed' | 'unchanged' | 'left out'

export type UpdateRowPreview = {
  /** Where a person finds it in the file. */
  readonly where: string
  readonly kind: UpdateRowKind
  /** The row as it is read; null where it is refused or left out. */
  readonly words: string | null
  readonly reasons: readonly string[]
}

/** A word of the source for a verdict, how it is read, and on how many rows; null: nobody said. */
export type VerdictWord = {
  readonly word: string
  readonly meaning: VerdictMeaning | null
  readonly rows: number
}

export type UpdatesPreview = {
  readonly kind: UpdateListKind
  readonly source: string
  readonly format: InventoryFormat
  readonly sheet: string | null
  readonly sheets: readonly string[]
  readonly columns: readonly ColumnPreview[]
  readonly notes: readonly string[]
  readonly mapping: UpdateMapping
  readonly mappedBy: Exclude<MappedBy, 'preset'>
  readonly words: readonly VerdictWord[]
  readonly counts: { readonly [K in UpdateRowKind]: number }
  /** Where the list would contradict what another source said, unless a ruling holds. */
  readonly conflicts: readonly QualificationConflict[]
  /** What needs eyes comes first; `leftOut` more are counted and not listed. */
  readonly rows: readonly UpdateRowPreview[]
  readonly leftOut: number
  /** Import with it: what was previewed is done, or nothing. */
  readonly digest: string
}

export type UpdatesImported = {
  readonly leaf: number
  readonly rows: number
  readonly releases: number
  readonly qualifications: number
  readonly refused: readonly string[]
  readonly conflicts: number
}

const allFields = Object.values(updateFields).flat() as readonly UpdateField[]
const field = z.enum([...new Set(allFields)] as [UpdateField, ...UpdateField[]])

const mapping = z.strictObject({
  columns: z.record(z.string(), field.nullable()),
  constants: z.partialRecord(field, z.string().max(500)).default({}),
  verdicts: z
    .record(z.string().max(500), z.enum(['approved', 'not-approved', 'pending', 'left-out']))
    .default({}),
})

const upload = z.strictObject({
  kind: z.enum(['releases', 'qualifications']),
  /** Who says so: the same name each time; its later word takes the place of its earlier one. */
  source: text,
  /** What the file is called, for a person; what it is, its bytes say. */
  fileName: z.string().max(500).default('list'),
  /** The file as text, or byte for byte. */
  content: z.string().max(20_000_000).optional(),
  contentBase64: z.string().max(40_000_000).optional(),
  /** Of a workbook or a page; by default its first sheet, or its largest table. */
  sheet: z.string().max(200).optional(),
  /** By default the one that this source was last imported with, else what is proposed. */
  mapping: mapping.optional(),
})

export const listUpdates = defineRoute({
  name: 'updates list',
  summary: 'Updates that vendors released, where they are missing, and who approved them',
  method: 'GET',
  path: '/api/updates',
  params: none,
  query: none,
  body: none,
  response: answers<UpdatesView>(),
})

export const previewUpdates = defineRoute({
  name: 'updates preview-import',
  summary: 'How a list of updates or of qualifications would be read, row by row; writes nothing',
  method: 'POST',
  path: '/api/updates/import/preview',
  params: none,
  query: none,
  body: upload,
  response: answers<UpdatesPreview>(),
})

export const importUpdates = defineRoute({
  name: 'updates import',
  summary: 'Import a list of updates, or of vendor qualifications: CSV, workbook, HTML or JSON',
  method: 'POST',
  path: '/api/updates/import',
  params: none,
  query: none,
  body: upload.extend({
    /** Of the preview. Without it the list is taken whole or not at all, and never as seen. */
    digest: sha256.optional(),
  }),
  response: answers<UpdatesImported>(),
})

export const listAssetUpdates = defineRoute({
  name: 'assets updates',
  summary: 'The updates that are missing on one asset',
  method: 'GET',
  path: '/api/assets/:id/updates',
  params: byId,
  query: none,
  body: none,
  response: answers<{
    readonly missing: readonly MissingUpdate[]
    /** False: nothing is recorded of what is installed, so that nothing missing means nothing. */
    readonly softwareKnown: boolean
  }>(),
})

const verdict = z.enum(['approved', 'not-approved', 'pending'])
const productVersion = z.string().max(500).nullable()

export const ruleOnQualification = defineRoute({
  name: 'updates rule',
  summary: 'Say which word stands where two sources contradict each other about an update',
  method: 'POST',
  path: '/api/updates/rulings',
  params: none,
  query: none,
  body: z.strictObject({
    product: text,
    productVersion,
    releaseId: text,
    stands: z.strictObject({ source: text, verdict, productVersion }),
    reason: text,
  }),
  response: answers<{ readonly leaf: number }>(),
})

export const linkUpdateFile = defineRoute({
  name: 'updates link-file',
  summary: 'Say that a file of the patch library is this update, or take that back',
  method: 'POST',
  path: '/api/updates/files',
  params: none,
  query: none,
  body: z.strictObject({ releaseId: text, product: text, sha256, linked: z.boolean() }),
  response: answers<{ readonly leaf: number }>(),
})
