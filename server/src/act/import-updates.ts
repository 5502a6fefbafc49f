import type { BodyOf, importUpdates as importUpdatesRoute, UpdatesImported } from '@holdpoint/api'
import {
  holds,
  notYourRole,
  type PatchRelease,
  type Qualification,
  type ReadModelWrite,
  type Refusal,
  refusalOf,
} from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { readQualifications, readReleases } from '../read/read-updates-file.ts'
import { asJson } from './act-on-stream.ts'
import { record } from './record.ts'

export const RELEASE_MODEL = 'patch-release'
export const QUALIFICATION_MODEL = 'qualification'

const importers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const

/** A row of a later list takes the place of the same row before; what it leaves out stays. */
export async function importUpdates(
  platform: Platform,
  wish: BodyOf<typeof importUpdatesRoute>,
  acting: Acting,
): Promise<Result<UpdatesImported, readonly Refusal[]>> {
  if (!holds(acting.actor, importers)) return refuse([notYourRole(importers, 'Importing updates')])
  const { kind, source, content } = wish
  const read =
    kind === 'releases' ? readReleases(content, source) : readQualifications(content, source)
  if (!read.ok) return read
  const models = read.value.map((row) => modelOf(row))
  const twice = models.findIndex((one, at) => models.findIndex(({ id }) => id === one.id) !== at)
  if (twice >= 0) {
    const first = models.findIndex(({ id }) => id === models[twice]?.id) + 1
    const what = `row ${twice + 1} is about the same as row ${first}`
    return refuse([refusalOf('malformed-request', what, 'Leave one of them out')])
  }
  const before = await known(platform)
  const digest = canonicalDigest(asJson(read.value))
  const recorded = await record(platform, {
    ...acting,
    stream: 'updates',
    event: { kind: 'updates-imported', body: { list: kind, source, rows: models.length, digest } },
    readModels: [
      ...models,
      { kind: 'updates', id: 'newest', body: { at: platform.now(), source } },
    ],
  })
  if (!recorded.ok) return recorded
  const added = (of: string) =>
    models.filter((one) => one.kind === of && !before.has(one.id)).length
  return accept({
    leaf: recorded.value,
    rows: models.length,
    releases: added(RELEASE_MODEL),
    qualifications: added(QUALIFICATION_MODEL),
  })
}

async function known(platform: Platform): Promise<ReadonlySet<string>> {
  const rows = await Promise.all(
    [RELEASE_MODEL, QUALIFICATION_MODEL].map((kind) => platform.store.listModels(kind)),
  )
  return new Set(rows.flat().map((row) => row.id))
}

function modelOf(row: PatchRelease | Qualification): ReadModelWrite {
  if ('releaseId' in row) {
    const { source, product, productVersion, releaseId, statedOn } = row
    const id = canonicalDigest(asJson([source, product, productVersion, releaseId, statedOn]))
    return { kind: QUALIFICATION_MODEL, id, body: asJson(row) }
  }
  return { kind: RELEASE_MODEL, id: row.id, body: asJson(row) }
}
