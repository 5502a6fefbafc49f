import type { RevisionRow, RevisionsView, ShownChange } from '@holdpoint/api'
import { type KnownRevision, type Refusal, touchedRoles } from '@holdpoint/core'
import {
  type Advisory,
  diffRevisions,
  type RevisionChange,
  versioningOf,
  versionStep,
} from '@holdpoint/csaf'
import { accept, type Result, refuse } from '@holdpoint/std'
import { parsedAdvisory } from '../act/match-plant.ts'
import type { AdvisoryRevision, Platform } from '../platform.ts'
import { noSuch } from './no-such.ts'

/** A document that was read is read again often: every look at a case asks for it. */
const READ_MAX = 64
const read = new Map<string, Advisory>()

async function readRevision(platform: Platform, id: string, sha256: string): Promise<Advisory> {
  const key = JSON.stringify([id, sha256])
  const known = read.get(key)
  if (known !== undefined) return known
  const stored = await platform.advisories.readRevision(id, sha256)
  if (stored === null) throw new Error(`revision ${sha256} of ${id} went away`)
  const advisory = parsedAdvisory(stored)
  const [oldest] = read.keys()
  if (read.size >= READ_MAX && oldest !== undefined) read.delete(oldest)
  read.set(key, advisory)
  return advisory
}

/** By their versions, the latest last: what the rules of core ask for. */
export async function knownRevisions(
  platform: Platform,
  id: string,
): Promise<readonly KnownRevision[]> {
  const rows = await platform.advisories.revisions(id)
  const known: KnownRevision[] = []
  for (const { version, sha256, importedAt } of rows.toReversed()) {
    known.push({ version, importedAt, advisory: await readRevision(platform, id, sha256) })
  }
  return known
}

/** The latest and the one before it; null where there is none. */
export async function lastTwo(
  platform: Platform,
  id: string,
): Promise<{ readonly latest: Advisory | null; readonly before: Advisory | null }> {
  const [latest, before] = await platform.advisories.revisions(id)
  return {
    latest: latest === undefined ? null : await readRevision(platform, id, latest.sha256),
    before: before === undefined ? null : await readRevision(platform, id, before.sha256),
  }
}

/** The revisions that are kept and what changed between two: by default the newest two. */
export async function revisionsView(
  platform: Platform,
  id: string,
  wanted: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<Result<RevisionsView, readonly Refusal[]>> {
  const rows = await platform.advisories.revisions(id)
  if (rows.length === 0) return refuse(noSuch('advisory', id))
  const revisions = rows.map((row, index) => revisionRow(row, rows[index + 1]))
  const find = (sha256: string | undefined, otherwise: RevisionRow | undefined) =>
    sha256 === undefined ? (otherwise ?? null) : revisions.find((one) => one.sha256 === sha256)
  const from = find(wanted.from, revisions[1])
  const to = find(wanted.to, revisions[0])
  if (from === undefined) return refuse(noSuch('revision', wanted.from ?? ''))
  if (to === undefined) return refuse(noSuch('revision', wanted.to ?? ''))
  const changes =
    from === null || to === null
      ? []
      : diffRevisions(
          await readRevision(platform, id, from.sha256),
          await readRevision(platform, id, to.sha256),
        )
  const versioning = versioningOf(revisions[0]?.version ?? '')
  return accept({ versioning, revisions, from, to, changes: changes.map(shownChange) })
}

function revisionRow(row: AdvisoryRevision, before: AdvisoryRevision | undefined): RevisionRow {
  const { version, sha256, importedAt, summary } = row
  const step = before === undefined ? null : versionStep(before.version, version).words
  return { version, sha256, importedAt, releasedAt: summary.releasedAt, step }
}

export function shownChange(change: RevisionChange): ShownChange {
  const { fact, about, words, before, after } = change
  return { fact, about, words, before, after, touches: touchedRoles[fact] }
}
