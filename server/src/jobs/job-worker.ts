import { SOURCE_FETCH } from '../act/fetch-source.ts'
import { MATCHING, matchIfBehind } from '../act/match-again.ts'
import { recheckControls } from '../act/recheck-controls.ts'
import { reviewCredits } from '../act/review-credits.ts'
import { reviewExposure } from '../act/review-exposure.ts'
import { reviewTerms } from '../act/review-terms.ts'
import type { Platform } from '../platform.ts'
import { ADVISORY_IMPORT, clearAfterImports, runAdvisoryImport } from './advisory-import.ts'
import { Ended, type HeldJob, holdJob, LEASE_MS } from './held-job.ts'
import { runMatchingJob } from './matching.ts'
import { runSourceFetch } from './source-fetch.ts'

export type JobWorker = { stop(): Promise<void> }

const LOOK_EVERY_MS = 500
const TIDY_EVERY_MS = 30_000
const ATTEMPTS_MAX = 3

const runs: Readonly<Record<string, (platform: Platform, held: HeldJob) => Promise<void>>> = {
  [ADVISORY_IMPORT]: runAdvisoryImport,
  [MATCHING]: runMatchingJob,
  [SOURCE_FETCH]: runSourceFetch,
}

/** Takes up what waits, one job at a time; every server of a site has one, and each job one worker. */
export function startJobWorker(platform: Platform): JobWorker {
  const worker = `server-${process.pid}-${platform.newId()}`
  let stopped = false
  let wake: () => void = () => {}
  const loop = (async () => {
    let tidiedAt = Number.NEGATIVE_INFINITY
    while (!stopped) {
      try {
        if (await workOnce(platform, { worker, stopping: () => stopped })) continue
        if (performance.now() - tidiedAt > TIDY_EVERY_MS) {
          tidiedAt = performance.now()
          await tidyUp(platform)
        }
      } catch (error) {
        platform.log(`jobs: ${error instanceof Error ? error.message : String(error)}`)
      }
      if (!stopped) await nap()
    }
  })()

  function nap(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, LOOK_EVERY_MS)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  return {
    async stop() {
      stopped = true
      wake()
      await loop
    },
  }
}

type By = { readonly worker: string; readonly stopping: () => boolean }

async function workOnce(platform: Platform, by: By): Promise<boolean> {
  const job = await platform.jobs.claim({
    worker: by.worker,
    kinds: Object.keys(runs),
    leaseMs: LEASE_MS,
    attemptsMax: ATTEMPTS_MAX,
  })
  if (job === null) return false
  const held = holdJob(platform, job, by)
  try {
    await runs[job.kind]?.(platform, held)
  } catch (error) {
    if (error instanceof Ended) return true
    const why = error instanceof Error ? error.message : String(error)
    platform.log(`job ${job.jobId}: ${why}`)
    await held.finish('failed', { why })
  }
  return true
}

/** What a crash or a closed browser left behind. */
async function tidyUp(platform: Platform): Promise<void> {
  await platform.jobDocuments.forgetAbandoned()
  await platform.archives.forgetAbandoned(Date.parse(platform.now()))
  await matchIfBehind(platform)
  await recheckControls(platform, { because: 'schedule' })
  await reviewExposure(platform)
  await reviewCredits(platform)
  await reviewTerms(platform)
  // Last: where the ledger takes nothing it throws, and is done when it takes entries again.
  await clearAfterImports(platform)
}
