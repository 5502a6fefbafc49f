import type { JobView } from '@holdpoint/api'
import type { Actor } from '@holdpoint/core'
import type { JsonValue } from '@holdpoint/std'
import { asJson } from '../act/act-on-stream.ts'
import { type DocumentOutcome, recordImport, takeDocuments } from '../act/import-advisories.ts'
import { runMatching } from '../act/match-plant.ts'
import type { Job, Platform } from '../platform.ts'

export const ADVISORY_IMPORT = 'advisory-import'
export const LEASE_MS = 10_000
const DOCUMENTS_AT_A_TIME = 25

type Progress = Pick<JobView, 'phase' | 'done' | 'total'>

/** Ends the work from inside a part: cancelled by a person, or taken up by another server. */
class Ended extends Error {
  readonly by: 'cancelled' | 'lost'

  constructor(by: 'cancelled' | 'lost') {
    super(by)
    this.by = by
  }
}

/**
 * Reads the staged documents one by one, each stored whole or refused, then matches once. Taken up
 * again after a crash it goes on behind the last settled document; the one that was stored right
 * before the crash then counts as unchanged.
 */
export async function runAdvisoryImport(
  platform: Platform,
  job: Job,
  by: { readonly worker: string; readonly stopping: () => boolean },
): Promise<void> {
  const held = { jobId: job.jobId, worker: by.worker }
  const { actor } = job.payload as unknown as { readonly actor: Actor }
  const beat = async (progress: Progress) => {
    const heard = await platform.jobs.heartbeat(held, { progress, leaseMs: LEASE_MS })
    if (heard !== 'go-on') throw new Ended(heard)
    // Left as it is: whoever comes next goes on when our lease has run out.
    if (by.stopping()) throw new Ended('lost')
  }
  try {
    await readDocuments(platform, job.jobId, beat)
    const imported = await recordOutcomes(platform, job.jobId, actor)
    const matching =
      imported.stored === 0
        ? null
        : await runMatching(platform, actor, (at) => beat({ phase: 'matching', ...at }))
    await end(platform, held, 'done', { ...imported, matching })
  } catch (error) {
    if (!(error instanceof Ended)) throw error
    if (error.by === 'lost') return
    const imported = await recordOutcomes(platform, job.jobId, actor)
    await end(platform, held, 'cancelled', { ...imported, matching: null })
  }
}

async function readDocuments(
  platform: Platform,
  jobId: string,
  beat: (progress: Progress) => Promise<void>,
): Promise<void> {
  for (;;) {
    const { staged: total, done } = await platform.jobDocuments.count(jobId)
    await beat({ phase: 'reading', done, total })
    const part = await platform.jobDocuments.open(jobId, DOCUMENTS_AT_A_TIME)
    if (part.length === 0) return
    const outcomes = await takeDocuments(platform, part)
    const settled = part.map(({ ordinal }, index) => ({
      ordinal,
      outcome: asJson(outcomes[index]),
    }))
    await platform.jobDocuments.settle(jobId, settled)
  }
}

async function recordOutcomes(platform: Platform, jobId: string, actor: Actor) {
  const outcomes = await platform.jobDocuments.outcomes(jobId)
  const acting = { actor, commandId: `job:${jobId}:imported` }
  const all = outcomes as unknown as readonly DocumentOutcome[]
  const recorded = await recordImport(platform, all, acting)
  if (!recorded.ok) throw new Error(recorded.refusal[0]?.what ?? 'the import was not recorded')
  return recorded.value
}

async function end(
  platform: Platform,
  held: { readonly jobId: string; readonly worker: string },
  state: 'done' | 'cancelled',
  result: object,
): Promise<void> {
  const finished = await platform.jobs.finish(held, { state, result: asJson(result) as JsonValue })
  if (finished) await platform.jobDocuments.forget(held.jobId)
}
