import * as contract from '@holdpoint/api'
import { type Refusal, refusalOf } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { sourcesNow } from '../act/act-on-sources.ts'
import { asJson } from '../act/act-on-stream.ts'
import { SOURCE_FETCH } from '../act/fetch-source.ts'
import { type DocumentOutcome, importerRefusals } from '../act/import-advisories.ts'
import { MATCHING } from '../act/match-again.ts'
import type { Asked, Register } from '../http/register-route.ts'
import { ADVISORY_IMPORT, forgetStaged } from '../jobs/advisory-import.ts'
import type { Job, Platform, StagedDocument } from '../platform.ts'
import { noSuch } from '../read/no-such.ts'
import { actorOf, type NameOf, peopleNames } from '../read/people-names.ts'

const SHOWN = 50
const NEWS_WAIT_MS = 5_000
const LOOK_EVERY_MS = 200

export function registerJobs(register: Register, platform: Platform): void {
  registerLargeImport(register, platform)
  register(contract.listJobs, async () => {
    const nameOf = await peopleNames(platform)
    return accept({ jobs: (await platform.jobs.list(SHOWN)).map((job) => jobView(job, nameOf)) })
  })
  register(contract.readJob, ({ params, query }) => jobOnceNew(platform, params.id, query.seen))
  register(contract.cancelJob, async ({ params, person }) => {
    const refusals = importerRefusals(actorOf(person))
    if (refusals.length > 0) return refuse(refusals)
    const known = await platform.jobs.get(params.id)
    // Not started yet: what was uploaded goes, and there is no job to speak of.
    if (known === null) await forgetStaged(platform, params.id)
    else await platform.jobs.cancel(params.id, person.personId)
    if (known === null) return accept(neverStarted(params.id))
    const job = await jobById(platform, params.id)
    // It ended while it waited: nobody will read its documents.
    if (job.ok && job.value.state === 'cancelled') await forgetStaged(platform, params.id)
    return job
  })
}

function registerLargeImport(register: Register, platform: Platform): void {
  register(contract.stageAdvisories, async ({ params, body, person }) => {
    const refusals = importerRefusals(actorOf(person))
    if (refusals.length > 0) return refuse(refusals)
    if ((await platform.jobs.get(params.id)) !== null) return refuse([started()])
    const documents = body.documents.map(stagedDocument)
    await platform.jobDocuments.stage(params.id, body.from, documents)
    const { staged } = await platform.jobDocuments.count(params.id)
    return accept({ staged })
  })
  register(contract.stageArchive, async ({ params, body, person }) => {
    const refusals = importerRefusals(actorOf(person))
    if (refusals.length > 0) return refuse(refusals)
    if ((await platform.jobs.get(params.id)) !== null) return refuse([started()])
    const { base64, ...part } = body
    const bytes = Buffer.from(base64, 'base64')
    if (part.at + bytes.length > contract.ARCHIVE_BYTES_MAX) return refuse([tooLarge(part)])
    const isWritten = await platform.archives.write(params.id, { ...part, bytes })
    if (!isWritten) return refuse([partMissing(part)])
    return accept({ archives: (await platform.archives.list(params.id)).length })
  })
  register(contract.startAdvisoryImport, async ({ params, body, person }) => {
    const actor = actorOf(person)
    const refusals = importerRefusals(actor)
    if (refusals.length > 0) return refuse(refusals)
    const { staged } = await platform.jobDocuments.count(params.id)
    const { length: archives } = await platform.archives.list(params.id)
    if (staged + archives === 0 && (await platform.jobs.get(params.id)) === null) {
      return refuse(noSuch('import', params.id))
    }
    const source = body.source ?? null
    if (source !== null && !(await isOpenSource(platform, source))) {
      return refuse(noSuch('source', source))
    }
    const at = platform.now()
    const payload = asJson({ actor, source })
    await platform.jobs.enqueue({ jobId: params.id, kind: ADVISORY_IMPORT, payload, at })
    return jobById(platform, params.id)
  })
}

async function isOpenSource(platform: Platform, id: string): Promise<boolean> {
  return (await sourcesNow(platform)).some((one) => one.id === id && one.ended === null)
}

type SentDocument = Asked<typeof contract.stageAdvisories>['body']['documents'][number]

function stagedDocument(sent: SentDocument): StagedDocument {
  const { fileName } = sent
  if ('content' in sent) {
    const beside = sent.beside === undefined ? null : asJson(sent.beside)
    return { fileName, bytes: new TextEncoder().encode(sent.content), beside }
  }
  const refused = { kind: 'refused', fileName, where: fileName, why: sent.unreadable } as const
  return { fileName, outcome: asJson(refused satisfies DocumentOutcome) }
}

function started(): Refusal {
  const what = 'This import has been started; its documents are fixed'
  return refusalOf('already-started', what, 'Use another id')
}

type Part = { readonly fileName: string; readonly at: number }

function tooLarge({ fileName }: Part): Refusal {
  const what = `${fileName}: has more than ${contract.ARCHIVE_BYTES_MAX} bytes`
  return refusalOf('malformed-request', what, 'Split the archive')
}

function partMissing({ fileName, at }: Part): Refusal {
  const what = `${fileName}: the part before byte ${at} has not arrived`
  return refusalOf('malformed-request', what, 'Send the parts in their order')
}

/** Answers as soon as there is news, and after a moment anyway. */
async function jobOnceNew(platform: Platform, id: string, seen: string | undefined) {
  const from = performance.now()
  for (;;) {
    const job = await platform.jobs.get(id)
    const waited = performance.now() - from
    if (job === null || tagOf(job) !== seen || waited > NEWS_WAIT_MS) return jobById(platform, id)
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

export async function jobById(
  platform: Platform,
  id: string,
): Promise<Result<contract.JobView, readonly Refusal[]>> {
  const job = await platform.jobs.get(id)
  return job === null
    ? refuse(noSuch('job', id))
    : accept(jobView(job, await peopleNames(platform)))
}

const nothing = {
  phase: null,
  done: 0,
  total: 0,
  ending: false,
  cancelledBy: null,
  result: null,
  matched: null,
  why: null,
} as const

function neverStarted(jobId: string): contract.JobView {
  return { jobId, kind: ADVISORY_IMPORT, state: 'cancelled', ...nothing, tag: 'cancelled' }
}

const kinds = [ADVISORY_IMPORT, MATCHING, SOURCE_FETCH] as const

function jobView(job: Job, nameOf: NameOf): contract.JobView {
  const { jobId, state, cancelledBy } = job
  const kind = kinds.find((one) => one === job.kind) ?? ADVISORY_IMPORT
  const at = (job.progress ?? {}) as Partial<Pick<contract.JobView, 'phase' | 'done' | 'total'>>
  return {
    jobId,
    kind,
    state,
    ...nothing,
    ...at,
    ending: cancelledBy !== null && state === 'running',
    cancelledBy: cancelledBy === null ? null : nameOf(cancelledBy),
    ...outcomeOf(job, kind),
    tag: tagOf(job),
  }
}

function tagOf({ state, cancelledBy, progress }: Job): string {
  return JSON.stringify([state, cancelledBy, progress])
}

/** Only this program writes results; each kind of job has its own. */
function outcomeOf({ state, result }: Job, kind: contract.JobView['kind']) {
  if (state === 'failed') return { why: (result as { readonly why?: string } | null)?.why ?? null }
  if (state !== 'done' && state !== 'cancelled') return {}
  if (kind !== MATCHING) return { result: result as contract.AdvisoriesImported | null }
  return { matched: state === 'done' ? (result as contract.MatchRun | null) : null }
}
