import type { UpdateRowKind, VerdictWord } from '@holdpoint/api'
import type { PatchRelease, Qualification, ReadModelWrite, Refusal } from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import { accept, type Result } from '@holdpoint/std'
import { asJson } from '../act/act-on-stream.ts'
import type { Platform } from '../platform.ts'
import { type MappedUpdates, mapUpdatesFile, type UpdatesWish } from './map-updates-file.ts'
import { readUpdateRows } from './read-updates-file.ts'

export const RELEASE_MODEL = 'patch-release'
export const QUALIFICATION_MODEL = 'qualification'

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
  return accept({ ...mapped.value, words: read.words, rows, writes, digest })
}

function modelOf(row: PatchRelease | Qualification): ReadModelWrite {
  if ('releaseId' in row) {
    const { source, product, productVersion, releaseId, statedOn } = row
    const id = canonicalDigest(asJson([source, product, productVersion, releaseId, statedOn]))
    return { kind: QUALIFICATION_MODEL, id, body: asJson(row) }
  }
  return { kind: RELEASE_MODEL, id: row.id, body: asJson(row) }
}
