import type { SentBeside } from '@holdpoint/api'
import { openAdvisoryArchive, type PublishedBeside } from '@holdpoint/feeds'
import { asJson } from '../act/act-on-stream.ts'
import type { DocumentOutcome } from '../act/import-advisories.ts'
import type { Platform, StagedDocument } from '../platform.ts'
import type { HeldJob } from './held-job.ts'

const DOCUMENTS_AT_A_TIME = 25
const BEAT_EVERY_MS = 2_000
/** Behind every document that comes by itself, and each archive behind the one before it. */
const FIRST_ORDINAL = 1_000_000
const ORDINALS_OF_ONE = 250_000

/**
 * Stages what the archives of an import hold. An archive with one bad entry gives nothing but its
 * refusal. Taken up again after a crash, the same documents come to the same places.
 */
export async function unpackArchives(platform: Platform, held: HeldJob): Promise<void> {
  const { jobId } = held.job
  for (const { ordinal, fileName, path } of await platform.archives.list(jobId)) {
    const first = FIRST_ORDINAL + ordinal * ORDINALS_OF_ONE
    const beat = beatNowAndThen(held)
    const opened = await openAdvisoryArchive(path, { tell: () => beat(0, 0) })
    if (!opened.ok) {
      const { where, words } = opened.refusal
      const why = `${where} ${words}; nothing of the archive is taken`
      const refused: DocumentOutcome = { kind: 'refused', fileName, where, why }
      const outcome = asJson(refused)
      await platform.jobDocuments.stage(jobId, first, [{ fileName, outcome }])
      continue
    }
    let done = 0
    const stage = async (part: readonly StagedDocument[]) => {
      await platform.jobDocuments.stage(jobId, first + done, part)
      done += part.length
      await beat(done, opened.value.documents)
    }
    let part: StagedDocument[] = []
    for await (const { name, bytes, beside } of opened.value.read()) {
      part.push({ fileName: `${fileName}/${name}`, bytes, beside: asJson(sentOf(beside)) })
      if (part.length < DOCUMENTS_AT_A_TIME) continue
      await stage(part)
      part = []
    }
    await stage(part)
  }
}

function beatNowAndThen(held: HeldJob) {
  let last = Number.NEGATIVE_INFINITY
  return async (done: number, total: number) => {
    if (performance.now() - last < BEAT_EVERY_MS) return
    last = performance.now()
    await held.beat({ phase: 'unpacking', done, total })
  }
}

/** As a form would send it; what is not there is left out. */
export function sentOf({ sha256, sha512, asc }: PublishedBeside): SentBeside {
  return {
    ...(sha256 === null ? {} : { sha256 }),
    ...(sha512 === null ? {} : { sha512 }),
    ...(asc === null ? {} : { asc }),
  }
}
