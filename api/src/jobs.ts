import { z } from 'zod'
import type { AdvisoriesImported, MatchRun } from './1-triage.ts'
import { answers, defineRoute } from './route.ts'
import { sentBeside } from './sent-beside.ts'
import { byId, id, none } from './shapes.ts'

/** Work that takes a while: how far it is, and what came of it. */
export type JobView = {
  readonly jobId: string
  readonly kind: 'advisory-import' | 'matching' | 'source-fetch'
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly phase: 'fetching' | 'unpacking' | 'reading' | 'matching' | null
  readonly done: number
  readonly total: number
  /** Somebody asked it to end; it does after the part that it is at. */
  readonly ending: boolean
  readonly cancelledBy: string | null
  readonly result: AdvisoriesImported | null
  readonly matched: MatchRun | null
  readonly why: string | null
  /** Changes whenever something above does. */
  readonly tag: string
}

/** At most so many documents go in one part. */
export const STAGED_AT_A_TIME = 100

/** As many bytes of one document are read. */
export const DOCUMENT_BYTES_MAX = 16 * 1024 * 1024

/** As many bytes of one archive are taken, and of one part of it. */
export const ARCHIVE_BYTES_MAX = 1024 * 1024 * 1024
export const ARCHIVE_PART_BYTES = 6 * 1024 * 1024
export const ARCHIVES_MAX = 100

const fileName = z.string().min(1).max(500)

export const stageAdvisories = defineRoute({
  name: 'advisories stage',
  summary: 'Upload one part of a large import, under an id of your choice; nothing is read yet',
  method: 'POST',
  path: '/api/advisory-imports/:id/documents',
  params: byId,
  query: none,
  body: z.object({
    /** The place of the first one in the whole import, from 0. */
    from: z.number().int().min(0).max(1_000_000),
    documents: z
      .array(
        z.union([
          z.object({
            fileName,
            content: z.string().max(DOCUMENT_BYTES_MAX),
            beside: sentBeside.optional(),
          }),
          /** What the sender could not send; it is refused by this name, with this reason. */
          z.object({ fileName, unreadable: z.string().min(1).max(500) }),
        ]),
      )
      .min(1)
      .max(STAGED_AT_A_TIME),
  }),
  response: answers<{ readonly staged: number }>(),
})

export const stageArchive = defineRoute({
  name: 'advisories stage-archive',
  summary:
    'Upload one part of an archive (zip, tar, tar.gz) of a large import; nothing is read yet',
  method: 'POST',
  path: '/api/advisory-imports/:id/archives',
  params: byId,
  query: none,
  body: z.strictObject({
    /** Which archive of the import, from 0. */
    ordinal: z
      .number()
      .int()
      .min(0)
      .max(ARCHIVES_MAX - 1),
    fileName,
    /** Where in the archive this part begins. */
    at: z
      .number()
      .int()
      .min(0)
      .max(ARCHIVE_BYTES_MAX - 1),
    base64: z.base64().max((ARCHIVE_PART_BYTES / 3) * 4),
  }),
  response: answers<{ readonly archives: number }>(),
})

export const startAdvisoryImport = defineRoute({
  name: 'advisories start',
  summary: 'Start a large import whose parts are all uploaded; a server works on it',
  method: 'POST',
  path: '/api/advisory-imports/:id/start',
  params: byId,
  query: none,
  /** The source of the register that it is handed over from. */
  body: z.object({ source: id.optional() }),
  response: answers<JobView>(),
})

export const listJobs = defineRoute({
  name: 'jobs list',
  summary: 'Work that takes a while, newest first',
  method: 'GET',
  path: '/api/jobs',
  params: none,
  query: none,
  body: none,
  response: answers<{ readonly jobs: readonly JobView[] }>(),
})

export const readJob = defineRoute({
  name: 'jobs show',
  summary: 'How far one job is; with the tag that was seen, waits a moment for news',
  method: 'GET',
  path: '/api/jobs/:id',
  params: byId,
  query: z.object({ seen: z.string().max(200).optional() }),
  body: none,
  response: answers<JobView>(),
})

export const cancelJob = defineRoute({
  name: 'jobs cancel',
  summary: 'End a job after the part that it is at; what it has stored stays',
  method: 'POST',
  path: '/api/jobs/:id/cancel',
  params: byId,
  query: none,
  body: none,
  response: answers<JobView>(),
})
