import { cancelJob, type ImportProgress, type JobView, listJobs, readJob } from '@holdpoint/api'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useAct } from '../client/use-act.ts'
import { useView } from '../client/use-view.ts'
import { Progress } from './progress.tsx'

const LOOK_EVERY_MS = 1_000

/** What the servers work on, whoever began it and wherever it was begun. */
export function JobsUnderWay() {
  const { data } = useView(listJobs, { params: {}, query: {} })
  const open = (data?.jobs ?? []).filter(isOpen)
  return open.map((job) => <JobProgress key={job.jobId} listed={job} />)
}

function JobProgress({ listed }: { readonly listed: JobView }) {
  const queries = useQueryClient()
  const params = { id: listed.jobId }
  const view = useView(readJob, { params, query: {} }, { everyMs: LOOK_EVERY_MS })
  const end = useAct(cancelJob, { params, words: 'It ends after the part under way' })
  const job = view.data ?? listed
  const over = !isOpen(job)
  useEffect(() => {
    if (over) void queries.invalidateQueries()
  }, [over, queries])
  const { label, cancelLabel } = names[job.kind]
  return (
    <Progress
      label={label}
      done={job.done}
      total={job.total}
      words={job.ending ? 'Ending after the part under way …' : progressInWords(job)}
      onCancel={() => void end.run({})}
      cancelLabel={cancelLabel}
    />
  )
}

const names = {
  'advisory-import': { label: 'Import of advisories', cancelLabel: 'End the import' },
  'source-fetch': { label: 'Fetch from a source', cancelLabel: 'End the fetch' },
  matching: { label: 'Matching', cancelLabel: 'End the matching' },
} as const

type Far = {
  readonly phase: ImportProgress['phase'] | null
  readonly done: number
  readonly total: number
}

export function progressInWords({ phase, done, total }: Far): string {
  const far = `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}`
  switch (phase) {
    case 'sending':
      return `Sending: ${far} files. Leave this page now and nothing is imported.`
    case 'fetching':
      return `Fetching: ${far} documents. You may leave this page; ended, it goes on next time.`
    case 'unpacking':
      return total === 0
        ? 'Going through the archive. You may leave this page.'
        : `Unpacking: ${far} documents. You may leave this page.`
    case 'reading':
      return `Reading and storing: ${far} documents. You may leave this page.`
    case 'matching':
      return `Matching with the inventory: ${far} advisories. You may leave this page.`
    default:
      return 'Waiting for a server to take it up. You may leave this page.'
  }
}

function isOpen({ state }: JobView): boolean {
  return state === 'queued' || state === 'running'
}
