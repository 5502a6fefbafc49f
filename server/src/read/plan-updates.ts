import type { UpdateRowKind, VerdictWord } from '@holdpoint/api'
import {
  type PatchRelease,
  type Qualification,
  type QualificationConflict,
  type QualificationRecord,
  type QualificationRuling,
  qualificationConflicts,
  type ReadModelWrite,
  type Refusal,
} from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import { accept, type Result } from '@holdpoint/std'
import { asJson } from '../act/act-on-stream.ts'
import type { Platform } from '../platform.ts'
import { type MappedUpdates, mapUpdatesFile, type UpdatesWish } from './map-updates-file.ts'
import { readUpdateRows } from './read-updates-file.ts'

export const RELEASE_MODEL = 'patch-release'
export const QUALIFICATION_MODEL = 'qualification'

/** What a person ruled where sources contradict each other, by product, version and update. */
export const RULING_MODEL = 'qualification-ruling'

export async function qualificationRecord(platform: Platform): Promise<QualificationRecord> {
  const [words, rulings] = await Promise.all([
    platform.store.listModels(QUALIFICATION_MODEL),
    platform.store.listModels(RULING_MODEL),
  ])
  return {
    words: words.map((row) => row.body as unknown as Qualification),
    rulings: rulings.map((row) => row.body as unknown as QualificationRuling),
  }
}

export type PlannedUpdate = {
  readonly where: string
  readonly kind: UpdateRowKind
  readonly said: PatchRelease | Qualification | null
  readonly reasons: readonly string[]
}

export type UpdatesPlan = MappedUpdates & {
  readonly rows: readonly PlannedUpdate[]
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
  const first = new Map<string, { readonly where: string; readonly digest: string }>()
  const writes: ReadModelWrite[] = []
  const rows = read.rows.map(({ where, said, faults }): PlannedUpdate => {
    if (said === null) {
      return { where, kind: faults.length === 0 ? 'left out' : 'refused', said, reasons: faults }
    }
    const model = modelOf(said)
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
    writes.push(model)
    return { where, kind: known === undefined ? 'new' : 'changed', said, reasons: [] }
  })
  const { mapping, sha256 } = mapped.value
  const digest = canonicalDigest(asJson([sha256, kind, source, mapping, rows]))
  const said = rows.flatMap((row) =>
    row.said !== null && 'releaseId' in row.said ? [row.said] : [],
  )
  const conflicts = said.length === 0 ? [] : await opened(platform, said)
  return accept({ ...mapped.value, words: read.words, rows, writes, conflicts, digest })
}

async function opened(platform: Platform, said: readonly Qualification[]) {
  const record = await qualificationRecord(platform)
  const ids = new Set(said.map((one) => modelOf(one).id))
  const others = record.words.filter((one) => !ids.has(modelOf(one).id))
  const all = qualificationConflicts({ ...record, words: [...others, ...said] })
  return all.filter(({ words }) => words.some((one) => said.includes(one)))
}

function modelOf(row: PatchRelease | Qualification): ReadModelWrite {
  if ('releaseId' in row) {
    const { source, product, productVersion, releaseId, statedOn } = row
    const id = canonicalDigest(asJson([source, product, productVersion, releaseId, statedOn]))
    return { kind: QUALIFICATION_MODEL, id, body: asJson(row) }
  }
  return { kind: RELEASE_MODEL, id: row.id, body: asJson(row) }
}
