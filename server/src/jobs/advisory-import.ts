import type { AdvisoriesImported, SentBeside } from '@holdpoint/api'
import type { Actor, SourceDelivery } from '@holdpoint/core'
import { actOnSources } from '../act/act-on-sources.ts'
import { asJson } from '../act/act-on-stream.ts'
import { SOURCE_FETCH } from '../act/fetch-source.ts'
import {
  besideOf,
  type DocumentOutcome,
  recordImport,
  takeDocuments,
} from '../act/import-advisories.ts'
import { matchAgain } from '../act/match-again.ts'
import { runMatching } from '../act/match-plant.ts'
import type { Platform } from '../platform.ts'
import { Ended, type HeldJob } from './held-job.ts'
import { unpackArchives } from './unpack-archives.ts'

export const ADVISORY_IMPORT = 'advisory-import'
/** Kinds of jobs that work on staged documents. */
const IMPORTS: readonly string[] = [ADVISORY_IMPORT, SOURCE_FETCH]
const DOCUMENTS_AT_A_TIME = 25
const JOBS_LOOKED_AT = 50

type Payload = {
  readonly actor: Actor
  /** Of the register; absent in jobs of before there was one. */
  readonly source?: string | null
}

/**
 * Reads the staged documents one by one, each stored whole or refused, then matches once. Taken up
 * again after a crash it goes on behind the last settled document.
 */
export async function runAdvisoryImport(platform: Platform, held: HeldJob): Promise<void> {
  const { actor, source = null } = held.job.payload as unknown as Payload
  await importGathered(platform, held, {
    actor,
    gather: async () => {
      await unpackArchives(platform, held)
      return { listed: null }
    },
    delivery: source === null ? null : { source, how: 'handed-over' },
  })
}

/** What was staged, and how many documents its source lists; null where it lists none. */
export type Gathered = { readonly listed: number | null }

type Gathering = {
  readonly actor: Actor
  readonly gather: () => Promise<Gathered>
  /** Once every document is read: what it was gathered from can go. */
  readonly afterReading?: () => Promise<void>
  readonly delivery: { readonly source: string; readonly how: SourceDelivery['how'] } | null
}

/** Stages, reads and matches; ended by a person, it keeps what was read. */
export async function importGathered(
  platform: Platform,
  held: HeldJob,
  { actor, gather, afterReading, delivery }: Gathering,
): Promise<void> {
  const { jobId } = held.job
  try {
    const { listed } = await gather()
    await readDocuments(platform, held)
    const imported = await recordOutcomes(platform, jobId, actor)
    if (delivery !== null) {
      await noteDelivery(platform, { jobId, actor, ...delivery, listed, imported })
    }
    await afterReading?.()
    const matching =
      imported.stored === 0
        ? null
        : await runMatching(platform, actor, (at) => held.beat({ phase: 'matching', ...at }))
    await end(platform, held, 'done', { ...imported, matching, matchingJob: null })
  } catch (error) {
    if (!(error instanceof Ended) || error.by === 'lost') throw error
    const imported = await recordOutcomes(platform, jobId, actor)
    // What is stored must not stay unmatched because the rest was not wanted.
    const matched =
      imported.stored === 0
        ? { matching: null, matchingJob: null }
        : await matchAgain(platform, actor)
    await end(platform, held, 'cancelled', { ...imported, ...matched })
  }
}

type Delivered = {
  readonly jobId: string
  readonly actor: Actor
  readonly source: string
  readonly how: SourceDelivery['how']
  readonly listed: number | null
  readonly imported: Pick<AdvisoriesImported, 'stored' | 'unchanged' | 'refused'>
}

/** A source that was ended meanwhile takes no note; the import is in the ledger all the same. */
async function noteDelivery(platform: Platform, given: Delivered): Promise<void> {
  const { jobId, actor, source, how, listed, imported } = given
  const { stored, unchanged, refused } = imported
  // Of what a collector found unchanged nothing was brought again: it is here all the same.
  const here = listed === null ? unchanged : Math.max(unchanged, listed - stored - refused.length)
  const counts = { listed, stored, unchanged: here, refused: refused.length }
  const command = { kind: 'note-delivery', id: source, how, ...counts } as const
  const noted = await actOnSources(platform, {
    actor,
    commandId: `job:${jobId}:delivered`,
    command,
  })
  if (!noted.ok) platform.log(`job ${jobId}: ${noted.refusal[0]?.what ?? 'not noted'}`)
}

/**
 * What a job left behind that is over: given up, or its server died between its end and this. What
 * it stored is in the ledger all the same, and its documents do not lie about for ever.
 */
export async function clearAfterImports(platform: Platform): Promise<void> {
  for (const { jobId, kind, state, payload } of await platform.jobs.list(JOBS_LOOKED_AT)) {
    if (!IMPORTS.includes(kind) || state === 'queued' || state === 'running') continue
    const { staged } = await platform.jobDocuments.count(jobId)
    if (staged === 0) continue
    await recordOutcomes(platform, jobId, (payload as unknown as Payload).actor)
    await forgetStaged(platform, jobId)
  }
}

/** What was uploaded for an import, whole or in archives. */
export async function forgetStaged(platform: Platform, jobId: string): Promise<void> {
  await platform.archives.forget(jobId)
  await platform.jobDocuments.forget(jobId)
}

async function readDocuments(platform: Platform, held: HeldJob): Promise<void> {
  const { jobId } = held.job
  for (;;) {
    const { staged: total, done } = await platform.jobDocuments.count(jobId)
    await held.beat({ phase: 'reading', done, total })
    const part = await platform.jobDocuments.open(jobId, DOCUMENTS_AT_A_TIME)
    if (part.length === 0) return
    const documents = part.map(({ beside, ...document }) => ({
      ...document,
      // Only this program staged it.
      beside: besideOf(beside as SentBeside | null),
    }))
    const outcomes = await takeDocuments(platform, jobId, documents)
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
  held: HeldJob,
  state: 'done' | 'cancelled',
  result: object,
): Promise<void> {
  if (await held.finish(state, result)) await forgetStaged(platform, held.job.jobId)
}
