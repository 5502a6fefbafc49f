import * as contract from '@holdpoint/api'
import { type Refusal, refusalOf } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { asJson } from '../act/act-on-stream.ts'
import { importerRefusals } from '../act/import-advisories.ts'
import type { Register } from '../http/register-route.ts'
import { ADVISORY_IMPORT } from '../jobs/advisory-import.ts'
import type { Job, Platform } from '../platform.ts'
import { actorOf } from '../read/people-names.ts'
import { noSuch } from './1-triage.ts'

const SHOWN = 50
const NEWS_WAIT_MS = 5_000
const LOOK_EVERY_MS = 200

export function registerJobs(register: Register, platform: Platform): void {
  registerLargeImport(register, platform)
  register(contract.listJobs, async () =>
    accept({ jobs: (await platform.jobs.list(SHOWN)).map(jobView) }),
  )
  register(contract.readJob, ({ params, query }) => jobOnceNew(platform, params.id, query.seen))
  register(contract.cancelJob, async ({ params, person }) => {
    const refusals = importerRefusals(actorOf(person))
    if (refusals.length > 0) return refuse(refusals)
    const known = await platform.jobs.get(params.id)
    // Not started yet: what was uploaded goes, and there is no job to speak of.
    if (known === null) await platform.jobDocuments.forget(params.id)
    else await platform.jobs.cancel(params.id)
    return known === null ? accept(neverStarted(params.id)) : jobById(platform, params.id)
  })
}

function registerLargeImport(register: Register, platform: Platform): void {
  register(contract.stageAdvisories, async ({ params, body, person }) => {
    const refusals = importerRefusals(actorOf(person))
    if (refusals.length > 0) return refuse(refusals)
    if ((await platform.jobs.get(params.id)) !== null) return refuse([started()])
    const documents = body.documents.map(({ fileName, content }) => ({
      fileName,
      bytes: new TextEncoder().encode(content),
    }))
    await platform.jobDocuments.stage(params.id, body.from, documents)
    const { staged } = await platform.jobDocuments.count(params.id)
    return accept({ staged })
  })
  register(contract.startAdvisoryImport, async ({ params, person }) => {
    const actor = actorOf(person)
    const refusals = importerRefusals(actor)
    if (refusals.length > 0) return refuse(refusals)
    const { staged } = await platform.jobDocuments.count(params.id)
    if (staged === 0 && (await platform.jobs.get(params.id)) === null) {
      return refuse(noSuch('import', params.id))
    }
    const at = platform.now()
    const payload = asJson({ actor })
    await platform.jobs.enqueue({ jobId: params.id, kind: ADVISORY_IMPORT, payload, at })
    return jobById(platform, params.id)
  })
}

function started(): Refusal {
  const what = 'This import has been started; its documents are fixed'
  return refusalOf('already-started', what, 'Use another id')
}

/** Answers as soon as there is news, and after a moment anyway. */
async function jobOnceNew(platform: Platform, id: string, seen: string | undefined) {
  const from = performance.now()
  for (;;) {
    const found = await jobById(platform, id)
    if (!found.ok || found.value.tag !== seen) return found
    if (performance.now() - from > NEWS_WAIT_MS) return found
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

async function jobById(
  platform: Platform,
  id: string,
): Promise<Result<contract.JobView, readonly Refusal[]>> {
  const job = await platform.jobs.get(id)
  return job === null ? refuse(noSuch('job', id)) : accept(jobView(job))
}

function neverStarted(jobId: string): contract.JobView {
  const nothing = { done: 0, total: 0, phase: null, ending: false, result: null, why: null }
  return { jobId, kind: ADVISORY_IMPORT, state: 'cancelled', ...nothing, tag: 'cancelled' }
}

function jobView(job: Job): contract.JobView {
  const { jobId, kind, state, cancelled } = job
  const at = (job.progress ?? { phase: null, done: 0, total: 0 }) as unknown as Pick<
    contract.JobView,
    'phase' | 'done' | 'total'
  >
  const failed = state === 'failed' ? (job.result as { readonly why?: string } | null) : null
  const ended = state === 'done' || state === 'cancelled'
  return {
    jobId,
    kind,
    state,
    ...at,
    ending: cancelled && state === 'running',
    result: ended ? (job.result as unknown as contract.AdvisoriesImported | null) : null,
    why: failed?.why ?? null,
    tag: [state, cancelled, at.phase, at.done].join(':'),
  }
}
