import { accept, firstInvalidByte, type Result, textOfUtf8 } from '@holdpoint/std'
import type { CallRefused, Send } from './client.ts'
import { call } from './client.ts'
import {
  cancelJob,
  DOCUMENT_BYTES_MAX,
  type JobView,
  readJob,
  STAGED_AT_A_TIME,
  stageAdvisories,
  startAdvisoryImport,
} from './jobs.ts'

export type ImportSource = {
  readonly fileName: string
  readonly sizeBytes: number
  readonly read: () => Promise<Uint8Array>
}

export type ImportProgress = {
  readonly phase: 'sending' | 'waiting' | 'reading' | 'matching'
  readonly done: number
  readonly total: number
}

export type ImportInParts = {
  /** Chosen by the caller; the same id again goes on where an upload was cut off. */
  readonly id: string
  readonly sources: readonly ImportSource[]
  readonly tell: (progress: ImportProgress) => void
  /** Asked between two parts; true ends the import, and what is stored stays. */
  readonly cancelled: () => boolean
}

const PART_BYTES = 8_000_000

/** A large import from upload to result, for the browser and the terminal alike. */
export async function importInParts(
  send: Send,
  given: ImportInParts,
): Promise<Result<JobView, CallRefused>> {
  const params = { id: given.id }
  const cancel = () => call(send, cancelJob, { params, query: {}, body: {} })
  const total = given.sources.length
  for (let from = 0; from < total; ) {
    if (given.cancelled()) return cancel()
    given.tell({ phase: 'sending', done: from, total })
    const part = partFrom(given.sources, from)
    const documents = await Promise.all(part.map(documentOf))
    const body = { from, documents }
    const staged = await call(send, stageAdvisories, { params, query: {}, body })
    if (!staged.ok) return staged
    from += part.length
  }
  const started = await call(send, startAdvisoryImport, { params, query: {}, body: {} })
  return started.ok ? follow(send, given, started.value) : started
}

async function follow(
  send: Send,
  given: ImportInParts,
  started: JobView,
): Promise<Result<JobView, CallRefused>> {
  const params = { id: given.id }
  let job = started
  let asked = false
  while (job.state === 'queued' || job.state === 'running') {
    given.tell({ phase: job.phase ?? 'waiting', done: job.done, total: job.total })
    const ending = given.cancelled() && !asked
    if (ending) asked = true
    const next = ending
      ? await call(send, cancelJob, { params, query: {}, body: {} })
      : await call(send, readJob, { params, query: { seen: job.tag }, body: {} })
    if (!next.ok) return next
    job = next.value
  }
  return accept(job)
}

/** What cannot be sent as it is goes by name alone, so that the result and the ledger name it. */
async function documentOf({ fileName, sizeBytes, read }: ImportSource) {
  if (sizeBytes > DOCUMENT_BYTES_MAX) {
    const unreadable = `document has ${sizeBytes} bytes, at most ${DOCUMENT_BYTES_MAX} are read`
    return { fileName, unreadable }
  }
  const bytes = await read()
  // What is stored is the vendor's file byte for byte: nothing is replaced on the way.
  const content = textOfUtf8(bytes)
  if (content !== null) return { fileName, content }
  return { fileName, unreadable: `not UTF-8, at byte ${firstInvalidByte(bytes)}` }
}

/** At least one, then as many as fit into a part. */
function partFrom(sources: readonly ImportSource[], from: number): readonly ImportSource[] {
  const part: ImportSource[] = []
  let bytes = 0
  for (const source of sources.slice(from, from + STAGED_AT_A_TIME)) {
    bytes += source.sizeBytes > DOCUMENT_BYTES_MAX ? 0 : source.sizeBytes
    if (part.length > 0 && bytes > PART_BYTES) break
    part.push(source)
  }
  return part
}
