import type { Actor } from '@holdpoint/core'
import { runMatching } from '../act/match-plant.ts'
import type { Platform } from '../platform.ts'
import { Ended, type HeldJob } from './held-job.ts'

/** A matching run by itself. Cancelled, it leaves the findings of the run before. */
export async function runMatchingJob(platform: Platform, held: HeldJob): Promise<void> {
  const { actor } = held.job.payload as unknown as { readonly actor: Actor }
  try {
    const run = await runMatching(platform, actor, (at) => held.beat({ phase: 'matching', ...at }))
    await held.finish('done', run)
  } catch (error) {
    if (!(error instanceof Ended) || error.by === 'lost') throw error
    await held.finish('cancelled', {})
  }
}
