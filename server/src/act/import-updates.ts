import type {
  BodyOf,
  importUpdates as importUpdatesRoute,
  UpdateRowKind,
  UpdatesImported,
  UpdatesPreview,
} from '@holdpoint/api'
import {
  inventoryRefusals,
  type PatchRelease,
  type Qualification,
  type Refusal,
  refusalOf,
  rememberUpdateMapping,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import {
  listFault,
  savedUpdateMapping,
  sourceKey,
  UPDATE_SOURCE_MODEL,
  type UpdatesWish,
} from '../read/map-updates-file.ts'
import { type PlannedListRow, planUpdates, type UpdatesPlan } from '../read/plan-updates.ts'
import { samplesOf } from '../read/sheet-samples.ts'
import { asJson } from './act-on-stream.ts'
import { record } from './record.ts'

const ROWS_SHOWN = 1000
const FAULTS_SHOWN = 20
const ORDER: readonly UpdateRowKind[] = ['refused', 'changed', 'new', 'left out', 'unchanged']

/** How the list would be read, and what it would change. Writes nothing. */
export async function previewUpdates(
  platform: Platform,
  wish: UpdatesWish,
): Promise<Result<UpdatesPreview, readonly Refusal[]>> {
  const planned = await planUpdates(platform, wish)
  if (!planned.ok) return planned
  const { sheet, mapping, mappedBy, words, rows, conflicts, digest } = planned.value
  const inOrder = ORDER.flatMap((kind) => rows.filter((row) => row.kind === kind))
  return accept({
    kind: wish.kind,
    source: wish.source,
    format: sheet.format,
    sheet: sheet.sheet,
    sheets: sheet.sheets,
    columns: sheet.columns.map((name) => ({ name, samples: samplesOf(sheet, name) })),
    notes: sheet.notes,
    mapping,
    mappedBy,
    words,
    counts: countsOf(rows),
    conflicts,
    rows: inOrder.slice(0, ROWS_SHOWN).map(shown),
    leftOut: Math.max(0, rows.length - ROWS_SHOWN),
    digest,
  })
}

/**
 * With the digest of a preview: exactly what was previewed, or nothing and why. Without one the list
 * is taken whole or not at all. A row of a later list takes the place of the same row before; what
 * it leaves out stays.
 */
export async function importUpdates(
  platform: Platform,
  wish: BodyOf<typeof importUpdatesRoute>,
  acting: Acting,
): Promise<Result<UpdatesImported, readonly Refusal[]>> {
  const notTheirs = inventoryRefusals(acting.actor, 'Importing updates')
  if (notTheirs.length > 0) return refuse(notTheirs)
  const planned = await planUpdates(platform, wish)
  if (!planned.ok) return planned
  const plan = planned.value
  const refusals = refusalsOf(plan, wish.digest)
  if (refusals.length > 0) return refuse(refusals)
  const { kind, source } = wish
  const taken = plan.rows.filter((row) => row.said !== null).length
  const saved = await savedUpdateMapping(platform, kind, source)
  const mapping = rememberUpdateMapping(saved, plan.mapping)
  const at = platform.now()
  const body = { list: kind, source, rows: taken, file: plan.sha256, digest: plan.digest }
  const recorded = await record(platform, {
    ...acting,
    stream: 'updates',
    event: { kind: 'updates-imported', body },
    readModels: [
      ...plan.writes,
      { kind: UPDATE_SOURCE_MODEL, id: sourceKey(kind, source), body: asJson({ mapping, at }) },
      { kind: 'updates', id: 'newest', body: { at, source } },
    ],
  })
  if (!recorded.ok) return recorded
  const added = plan.rows.filter((row) => row.kind === 'new').length
  return accept({
    leaf: recorded.value,
    rows: taken,
    releases: kind === 'releases' ? added : 0,
    qualifications: kind === 'qualifications' ? added : 0,
    refused: plan.rows.filter((row) => row.kind === 'refused').flatMap((row) => row.reasons),
    conflicts: plan.conflicts.length,
  })
}

function refusalsOf(plan: UpdatesPlan, digest: string | undefined): readonly Refusal[] {
  if (digest !== undefined && digest !== plan.digest) {
    const what = 'The lists have moved since the preview, or the file or its mapping is another'
    return [refusalOf('preview-outdated', what, 'Look at a new preview and import that')]
  }
  if (digest !== undefined) {
    const none = plan.rows.every((row) => row.said === null)
    return none ? [listFault('the list has no row that can be taken')] : []
  }
  const faults = plan.rows.filter((row) => row.kind === 'refused').flatMap((row) => row.reasons)
  const more = faults.length - FAULTS_SHOWN
  const all = faults.slice(0, FAULTS_SHOWN).map((what) => listFault(what))
  return more > 0 ? [...all, listFault(`and ${more} more faults`)] : all
}

function countsOf(rows: readonly PlannedListRow[]): UpdatesPreview['counts'] {
  const count = (kind: UpdateRowKind) => rows.filter((row) => row.kind === kind).length
  return {
    refused: count('refused'),
    new: count('new'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    'left out': count('left out'),
  }
}

function shown({ where, kind, said, reasons }: PlannedListRow): UpdatesPreview['rows'][number] {
  return { where, kind, words: said === null ? null : inWords(said), reasons }
}

function inWords(said: PatchRelease | Qualification): string {
  if ('releaseId' in said) {
    const version = said.productVersion === null ? 'every version' : said.productVersion
    const verdict = said.verdict.replaceAll('-', ' ')
    return `${said.releaseId} on ${said.product}, ${version}: ${verdict}, ${said.statedOn}`
  }
  const day = said.releasedOn ?? 'no day'
  const older = said.supersedes?.join(', ') ?? ''
  const chain = older === '' ? '' : `, supersedes ${older}`
  return `${said.id} for ${said.vendor} ${said.product}, ${day}${chain}`
}
