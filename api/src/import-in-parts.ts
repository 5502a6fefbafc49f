import { accept, base64Of, firstInvalidByte, type Result, textOfUtf8 } from '@holdpoint/std'
import type { CallRefused, Send } from './client.ts'
import { call } from './client.ts'
import {
  ARCHIVE_PART_BYTES,
  cancelJob,
  DOCUMENT_BYTES_MAX,
  type JobView,
  readJob,
  STAGED_AT_A_TIME,
  stageAdvisories,
  stageArchive,
  startAdvisoryImport,
} from './jobs.ts'
import { BESIDE_BYTES_MAX, type SentBeside } from './sent-beside.ts'

export type ImportSource = {
  readonly fileName: string
  /** Its path where files of one name may come from several folders. */
  readonly path?: string
  readonly sizeBytes: number
  /** The bytes from here to there; of an archive never all at once. */
  readonly read: (from: number, to: number) => Promise<Uint8Array>
}

export type ImportProgress = {
  readonly phase: 'sending' | 'waiting' | 'fetching' | 'unpacking' | 'reading' | 'matching'
  readonly done: number
  readonly total: number
}

export type ImportInParts = {
  /** Chosen by the caller; the same id again goes on where an upload was cut off. */
  readonly id: string
  readonly sources: readonly ImportSource[]
  /** The short name of the source in the register, where it comes from one. */
  readonly source?: string
  readonly tell: (progress: ImportProgress) => void
  /** Asked between two parts; true ends the import, and what is stored stays. */
  readonly cancelled: () => boolean
}

const PART_BYTES = 8_000_000

/** What the server unpacks: a file with such a name is an archive of advisories. */
export function isArchive(fileName: string): boolean {
  return /\.(zip|tar|tgz|tar\.gz)$/i.test(fileName)
}

/** A large import from upload to result, for the browser and the terminal alike. */
export async function importInParts(
  send: Send,
  given: ImportInParts,
): Promise<Result<JobView, CallRefused>> {
  const params = { id: given.id }
  const cancel = () => call(send, cancelJob, { params, query: {}, body: {} })
  const { documents: all, archives } = sorted(given.sources)
  const total = all.length + archives.length
  for (let from = 0; from < all.length; ) {
    if (given.cancelled()) return cancel()
    given.tell({ phase: 'sending', done: from, total })
    const part = partFrom(all, from)
    const documents = await Promise.all(part.map(documentOf))
    const body = { from, documents }
    const staged = await call(send, stageAdvisories, { params, query: {}, body })
    if (!staged.ok) return staged
    from += part.length
  }
  for (const [ordinal, archive] of archives.entries()) {
    given.tell({ phase: 'sending', done: all.length + ordinal, total })
    for (let at = 0; at < Math.max(1, archive.sizeBytes); at += ARCHIVE_PART_BYTES) {
      if (given.cancelled()) return cancel()
      const bytes = await archive.read(at, Math.min(archive.sizeBytes, at + ARCHIVE_PART_BYTES))
      const body = { ordinal, fileName: archive.fileName, at, base64: base64Of(bytes) }
      const staged = await call(send, stageArchive, { params, query: {}, body })
      if (!staged.ok) return staged
    }
  }
  const from = given.source === undefined ? {} : { source: given.source }
  const started = await call(send, startAdvisoryImport, { params, query: {}, body: from })
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

type Beside = Readonly<Partial<Record<keyof SentBeside, ImportSource>>>
type Document = { readonly source: ImportSource; readonly beside: Beside }

const BESIDE = /^(.*\.json)\.(sha256|sha512|asc)$/

/** Archives, and documents each with the files that its publisher laid beside it. */
function sorted(sources: readonly ImportSource[]): {
  readonly documents: readonly Document[]
  readonly archives: readonly ImportSource[]
} {
  const besides = new Map<string, Beside>()
  const rest: ImportSource[] = []
  for (const source of sources) {
    const [, path, kind] = BESIDE.exec(pathOf(source)) ?? []
    if (path === undefined || kind === undefined) rest.push(source)
    else besides.set(path, { ...besides.get(path), [kind]: source })
  }
  const documents = rest.filter(({ fileName }) => !isArchive(fileName))
  return {
    archives: rest.filter(({ fileName }) => isArchive(fileName)),
    documents: documents.map((source) => ({ source, beside: besides.get(pathOf(source)) ?? {} })),
  }
}

function pathOf({ path, fileName }: ImportSource): string {
  return path ?? fileName
}

/** What cannot be sent as it is goes by name alone, so that the result and the ledger name it. */
async function documentOf({ source, beside }: Document) {
  const { fileName, sizeBytes, read } = source
  if (sizeBytes > DOCUMENT_BYTES_MAX) {
    const unreadable = `document has ${sizeBytes} bytes, at most ${DOCUMENT_BYTES_MAX} are read`
    return { fileName, unreadable }
  }
  const large = Object.values(beside).find((one) => one.sizeBytes > BESIDE_BYTES_MAX)
  if (large !== undefined) {
    const unreadable = `${large.fileName} beside it has more than ${BESIDE_BYTES_MAX} bytes`
    return { fileName, unreadable }
  }
  const bytes = await read(0, sizeBytes)
  // What is stored is the vendor's file byte for byte: nothing is replaced on the way.
  const content = textOfUtf8(bytes)
  if (content === null) return { fileName, unreadable: notUtf8(bytes) }
  const texts: Record<string, string> = {}
  for (const [kind, file] of Object.entries(beside)) {
    const text = textOfUtf8(await file.read(0, file.sizeBytes))
    if (text === null) return { fileName, unreadable: `${file.fileName} beside it is no text` }
    texts[kind] = text
  }
  return Object.keys(texts).length === 0
    ? { fileName, content }
    : { fileName, content, beside: texts }
}

function notUtf8(bytes: Uint8Array): string {
  return `not UTF-8, at byte ${firstInvalidByte(bytes)}`
}

/** At least one, then as many as fit into a part. */
function partFrom(documents: readonly Document[], from: number): readonly Document[] {
  const part: Document[] = []
  let bytes = 0
  for (const document of documents.slice(from, from + STAGED_AT_A_TIME)) {
    const { sizeBytes } = document.source
    bytes += sizeBytes > DOCUMENT_BYTES_MAX ? 0 : sizeBytes
    if (part.length > 0 && bytes > PART_BYTES) break
    part.push(document)
  }
  return part
}
