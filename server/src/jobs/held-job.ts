import type { JobView } from '@holdpoint/api'
import { asJson } from '../act/act-on-stream.ts'
import type { Job, Platform } from '../platform.ts'

export const LEASE_MS = 10_000

export type JobProgress = Pick<JobView, 'phase' | 'done' | 'total'>

/** Ends the work from inside a part: cancelled by a person, or taken up by another server. */
export class Ended extends Error {
  readonly by: 'cancelled' | 'lost'

  constructor(by: 'cancelled' | 'lost') {
    super(by)
    this.by = by
  }
}

/** A job in the hands of this server. */
export type HeldJob = {
  readonly job: Job
  /** Shows the progress and keeps the job; throws `Ended` when it is no longer ours to go on with. */
  readonly beat: (progress: JobProgress) => Promise<void>
  /** False: another server has taken the job up, and its result counts. */
  readonly finish: (state: 'done' | 'failed' | 'cancelled', result: object) => Promise<boolean>
}

export function holdJob(
  platform: Platform,
  job: Job,
  by: { readonly worker: string; readonly stopping: () => boolean },
): HeldJob {
  const held = { jobId: job.jobId, worker: by.worker }
  return {
    job,
    async beat(progress) {
      const stopping = by.stopping()
      // Given back: whoever comes next goes on at once, and a restart is nothing that went wrong.
      const now = { progress: asJson(progress), leaseMs: stopping ? 0 : LEASE_MS }
      const heard = await platform.jobs.heartbeat(held, now)
      if (stopping) throw new Ended('lost')
      if (heard !== 'go-on') throw new Ended(heard)
    },
    finish: (state, result) => platform.jobs.finish(held, { state, result: asJson(result) }),
  }
}
