import { type CallRefused, type ImportProgress, importInParts, type JobView } from '@holdpoint/api'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useProblems } from '../ui/problems.tsx'
import { useRecorded } from '../ui/recorded.tsx'
import { send } from './send.ts'

type AdvisoryImport = {
  readonly progress: ImportProgress | null
  readonly ended: JobView | null
  readonly run: (files: readonly File[], source: string | null) => Promise<void>
  readonly cancel: () => void
}

/** Sends the files in parts and follows the work on the server, which goes on if this page is left. */
export function useAdvisoryImport(): AdvisoryImport {
  const queries = useQueryClient()
  const problems = useProblems()
  const recorded = useRecorded()
  const [progress, setProgress] = useState<ImportProgress | null>(null)
  const [ended, setEnded] = useState<JobView | null>(null)
  const cancelled = useRef(false)

  const run = async (files: readonly File[], source: string | null) => {
    if (progress !== null) return
    cancelled.current = false
    problems.clear()
    setEnded(null)
    setProgress({ phase: 'sending', done: 0, total: files.length })
    const answer = await importInParts(send, {
      id: crypto.randomUUID(),
      sources: files.map((file) => ({
        fileName: file.name,
        sizeBytes: file.size,
        ...(file.webkitRelativePath === '' ? {} : { path: file.webkitRelativePath }),
        read: async (from, to) => new Uint8Array(await file.slice(from, to).arrayBuffer()),
      })),
      ...(source === null ? {} : { source }),
      tell: setProgress,
      cancelled: () => cancelled.current,
    })
    setProgress(null)
    if (!answer.ok) return problems.show(problemsOf(answer.refusal))
    setEnded(answer.value)
    const words = answer.value.state === 'done' ? 'Advisories imported' : 'Import ended'
    recorded.show(answer.value.result?.leaf ?? null, words)
    await queries.invalidateQueries()
  }
  return {
    progress,
    ended,
    run,
    cancel: () => {
      cancelled.current = true
    },
  }
}

function problemsOf({ refusals }: CallRefused) {
  return refusals.map((refusal) => ({ field: null, refusal }))
}
