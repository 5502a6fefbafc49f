import type { UpdateRowKind, VerdictWord } from '@holdpoint/api'
import {
  joinReleases,
  type PatchRelease,
  type Qualification,
  type QualificationConflict,
  qualificationConflicts,
  type ReadModelWrite,
  type Refusal,
  Supersedence,
} from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import { accept, type Result } from '@holdpoint/std'
import { asJson } from '../act/act-on-stream.ts'
import type { Platform } from '../platform.ts'
import {
  modelOfUpdate,
  QUALIFICATION_MODEL,
  qualificationRecord,
  RELEASE_MODEL,
  statedReleases,
} from './known-releases.ts'
import { type MappedUpdates, mapUpdatesFile, type UpdatesWish } from './map-updates-file.ts'
import { type ReadRow, readUpdateRows } from './read-updates-file.ts'

export type PlannedListRow = {
  readonly where: string
  readonly kind: UpdateRowKind
  readonly said: PatchRelease | Qualification | null
  readonly reasons: readonly string[]
}

export type UpdatesPlan = MappedUpdates & {
  readonly rows: readonly PlannedListRow[]
  readonly words: readonly VerdictWord[]
  /** What an import would write: what is new, and what says otherwise than before. */
  readonly writes: readonly ReadModelWrite[]
  /** Where the list would contradict what another source said. */
  readonly conflicts: readonly QualificationConflict[]
  /** Of which file, read how, and of what would be done, row by row. */
  readonly digest: string
}

/** Held against the lists as they are now. Writes nothing. */
export async function planUpdates(
  platform: Platform,
  wish: UpdatesWish,
): Promise<Result<UpdatesPlan, readonly Refusal[]>> {
  const mapped = await mapUpdatesFile(platform, wish)
  if (!mapped.ok) return mapped
  const { kind, source } = wish
  const read = readUpdateRows(mapped.value, kind, source)
  const before = new Map(
    (
      await platform.store.listModels(kind === 'releases' ? RELEASE_MODEL : QUALIFICATION_MODEL)
    ).map((row) => [row.id, canonicalDigest(row.body)]),
  )
  const rows = await withoutRings(platform, plannedRows(read.rows, before))
  const { mapping, sha256 } = mapped.value
  const digest = canonicalDigest(asJson([sha256, kind, source, mapping, rows]))
  const writes = rows.flatMap((row) =>
    row.said !== null && (row.kind === 'new' || row.kind === 'changed')
      ? [modelOfUpdate(row.said)]
      : [],
  )
  const said = rows.flatMap((row) =>
    row.said !== null && 'releaseId' in row.said ? [row.said] : [],
  )
  const conflicts = said.length === 0 ? [] : await opened(platform, said)
  return accept({ ...mapped.value, words: read.words, rows, writes, conflicts, digest })
}

/** Each row held to what stands under its place, and to the rows before it. */
function plannedRows(
  rows: readonly ReadRow[],
  before: ReadonlyMap<string, string>,
): readonly PlannedListRow[] {
  const first = new Map<string, { readonly where: string; readonly digest: string }>()
  return rows.map(({ where, said, faults }): PlannedListRow => {
    if (said === null) {
      return { where, kind: faults.length === 0 ? 'left out' : 'refused', said, reasons: faults }
    }
    const model = modelOfUpdate(said)
    const digest = canonicalDigest(model.body)
    const earlier = first.get(model.id)
    if (earlier !== undefined && earlier.digest !== digest) {
      const reasons = [`${where} is about the same as ${earlier.where}`]
      return { where, kind: 'refused', said: null, reasons }
    }
    first.set(model.id, earlier ?? { where, digest })
    const known = before.get(model.id)
    if (earlier !== undefined || known === digest) {
      return { where, kind: 'unchanged', said, reasons: [] }
    }
    return { where, kind: known === undefined ? 'new' : 'changed', said, reasons: [] }
  })
}

/** A row that closes a ring of updates that supersede each other is refused, with their names. */
async function withoutRings(
  platform: Platform,
  rows: readonly PlannedListRow[],
): Promise<readonly PlannedListRow[]> {
  const said = rows.flatMap((row) =>
    row.said !== null && !('releaseId' in row.said) ? [row.said] : [],
  )
  if (said.length === 0) return rows
  const ids = new Set(said.map((one) => modelOfUpdate(one).id))
  const others = await statedReleases(platform, ids)
  const rings = new Supersedence(joinReleases([...said, ...others])).rings()
  return rows.map((row) => {
    const { said: release, where } = row
    if (release === null || 'releaseId' in release || row.kind === 'unchanged') return row
    const ring = rings.find((names) => names.includes(release.id))
    if (ring === undefined || (release.supersedes ?? []).length === 0) return row
    const reasons = [`${where}, ${ring.join(', ')} supersede each other in a ring`]
    return { where, kind: 'refused', said: null, reasons }
  })
}

async function opened(platform: Platform, said: readonly Qualification[]) {
  const record = await qualificationRecord(platform)
  const ids = new Set(said.map((one) => modelOfUpdate(one).id))
  const others = record.words.filter((one) => !ids.has(modelOfUpdate(one).id))
  const all = qualificationConflicts({ ...record, words: [...others, ...said] })
  return all.filter(({ words }) => words.some((one) => said.includes(one)))
}
