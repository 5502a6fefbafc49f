import type { Refusal } from '@holdpoint/core'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'

/** One thing that stands in the way; `field` is the id of the field that it is about. */
export type Problem = { readonly field: string | null; readonly refusal: Refusal }

type Problems = {
  readonly list: readonly Problem[]
  readonly show: (list: readonly Problem[]) => void
  readonly clear: () => void
}

const ProblemsContext = createContext<Problems>({ list: [], show: () => {}, clear: () => {} })

export function ProblemsProvider({ children }: { readonly children: ReactNode }) {
  const [list, setList] = useState<readonly Problem[]>([])
  const problems = useMemo(() => ({ list, show: setList, clear: () => setList([]) }), [list])
  return <ProblemsContext value={problems}>{children}</ProblemsContext>
}

export function useProblems(): Problems {
  return useContext(ProblemsContext)
}

/** The words beside one field: the same as in the summary. */
export function useProblemOf(fieldId: string): string | null {
  const { list } = useProblems()
  return list.find((problem) => problem.field === fieldId)?.refusal.what ?? null
}

/** Stands on top of the page and takes the focus, so that nobody misses it. */
export function ErrorSummary() {
  const { list } = useProblems()
  const summary = useRef<HTMLElement>(null)
  useEffect(() => {
    if (list.length > 0) summary.current?.focus()
  }, [list])
  if (list.length === 0) return null
  return (
    <section ref={summary} className="error-summary" aria-labelledby="problem-title" tabIndex={-1}>
      <h2 id="problem-title">There is a problem</h2>
      <ul>
        {list.map(({ field, refusal }) => (
          <li key={`${field} ${refusal.kind} ${refusal.what}`}>
            {field === null ? refusal.what : <FieldLink id={field} words={refusal.what} />}
            {refusal.clearedBy === '' ? null : <span> To clear it: {refusal.clearedBy}.</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

function FieldLink({ id, words }: { readonly id: string; readonly words: string }) {
  return (
    <a
      href={`#${id}`}
      onClick={(event) => {
        event.preventDefault()
        document.getElementById(id)?.focus()
      }}
    >
      {words}
    </a>
  )
}
