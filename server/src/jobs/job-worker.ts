import type { Platform } from '../platform.ts'
import { ADVISORY_IMPORT, LEASE_MS, runAdvisoryImport } from './advisory-import.ts'

export type JobWorker = { stop(): Promise<void> }

const LOOK_EVERY_MS = 500
const ATTEMPTS_MAX = 3

/** Takes up what waits, one job at a time; every server of a site has one, and each job one worker. */
export function startJobWorker(platform: Platform): JobWorker {
  const worker = `server-${platform.newId()}`
  let stopped = false
  let wake: () => void = () => {}
  const loop = (async () => {
    await platform.jobDocuments.forgetAbandoned().catch(() => {})
    while (!stopped) {
      const worked = await workOnce(platform, { worker, stopping: () => stopped }).catch(
        (error: unknown) => {
          platform.log(`jobs: ${error instanceof Error ? error.message : String(error)}`)
          return false
        },
      )
      if (!worked && !stopped) await nap()
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

async function workOnce(
  platform: Platform,
  by: { readonly worker: string; readonly stopping: () => boolean },
): Promise<boolean> {
  const { worker } = by
  const job = await platform.jobs.claim({
    worker,
    kinds: [ADVISORY_IMPORT],
    leaseMs: LEASE_MS,
    attemptsMax: ATTEMPTS_MAX,
  })
  if (job === null) return false
  try {
    await runAdvisoryImport(platform, job, by)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    platform.log(`job ${job.jobId}: ${why}`)
    const held = { jobId: job.jobId, worker }
    await platform.jobs.finish(held, { state: 'failed', result: { why } })
  }
  return true
}
