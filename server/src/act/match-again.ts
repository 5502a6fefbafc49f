import type { MatchingNow, MatchRun } from '@holdpoint/api'
import { type Actor, SYSTEM } from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { asJson } from './act-on-stream.ts'
import { changedAdvisories } from './match-exchange.ts'
import { type MatchInputs, matchInputs } from './match-inputs.ts'
import { runMatching } from './match-plant.ts'

export const MATCHING = 'matching'

/** More than this takes over a second: then nobody is kept waiting for it. */
const ADVISORIES_AT_ONCE_MAX = 200
const PAIRS_AT_ONCE_MAX = 20_000
const EXCHANGED_AT_ONCE_MAX = 100_000
const JOBS_LOOKED_AT = 50

/** The run, or the job that will make it. */
export type MatchedAgain = {
  readonly matching: MatchRun | null
  readonly matchingJob: string | null
}

/** After assets or advisories changed. */
export async function matchAgain(platform: Platform, actor: Actor): Promise<MatchedAgain> {
  const inputs = await matchInputs(platform)
  if (await isQuick(platform, inputs))
    return { matching: await runMatching(platform, actor), matchingJob: null }
  return { matching: null, matchingJob: await queueMatching(platform, actor, inputs) }
}

/**
 * Makes good what a crash, or two runs at one time, left behind: findings that are not those of what
 * is stored now. One that a person ended, or that failed, is not begun again for the same inputs.
 */
export async function matchIfBehind(platform: Platform): Promise<void> {
  const inputs = await matchInputs(platform)
  if (inputs.heads.length === 0 || inputs.assets.length === 0) return
  if (!(await matchingNow(platform, inputs)).isBehind) return
  const known = (await platform.jobs.list(JOBS_LOOKED_AT)).some(
    ({ state, payload }) =>
      state === 'queued' ||
      state === 'running' ||
      (state !== 'done' && (payload as Payload).inputs === inputs.digest),
  )
  if (!known) await queueMatching(platform, SYSTEM, inputs)
}

/** Behind are findings that are those of other assets or advisories than are stored now. */
export async function matchingNow(platform: Platform, inputs?: MatchInputs): Promise<MatchingNow> {
  const { digest } = inputs ?? (await matchInputs(platform))
  const newest = await platform.store.readModel('matching', 'newest')
  const run = (newest?.body ?? null) as unknown as MatchRun | null
  if (run === null || run.inputs !== digest) return { run, isBehind: true }
  return { run, isBehind: (await platform.findings.runId()) !== run.runId }
}

async function isQuick(platform: Platform, inputs: MatchInputs): Promise<boolean> {
  const { assets, heads } = inputs
  const pairs = assets.length * heads.length
  if (heads.length <= ADVISORIES_AT_ONCE_MAX && pairs <= PAIRS_AT_ONCE_MAX) return true
  const changes = await changedAdvisories(platform, inputs)
  return changes !== null && assets.length * changes.changed.length <= EXCHANGED_AT_ONCE_MAX
}

type Payload = { readonly inputs?: string }

async function queueMatching(
  platform: Platform,
  actor: Actor,
  inputs: MatchInputs,
): Promise<string> {
  const jobId = platform.newId()
  const payload = asJson({ actor, inputs: inputs.digest })
  await platform.jobs.enqueue({ jobId, kind: MATCHING, payload, at: platform.now() })
  return jobId
}
