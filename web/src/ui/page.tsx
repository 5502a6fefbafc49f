import { type ReactNode, useEffect, useRef } from 'react'
import { useSession } from '../client/session.tsx'
import { ErrorSummary, useProblems } from './problems.tsx'

type PageProps = {
  readonly title: string
  /** Stands beside the heading: where the thing on this page stands. */
  readonly aside?: ReactNode
  readonly lead?: ReactNode
  readonly children: ReactNode
}

let shownBefore = false

/** One page: its title names page and site, its heading takes the focus when the page is opened. */
export function Page({ title, aside, lead, children }: PageProps) {
  const { site } = useSession()
  const { list, clear } = useProblems()
  const heading = useRef<HTMLHeadingElement>(null)
  const full = `${title} · ${site.name} · Holdpoint`

  useEffect(() => {
    document.title = list.length > 0 ? `Error: ${full}` : full
  }, [full, list])

  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each page that is opened
  useEffect(() => {
    clear()
    if (shownBefore) heading.current?.focus()
    shownBefore = true
  }, [])

  return (
    <>
      <ErrorSummary />
      <div className="page-head">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {aside}
      </div>
      {lead ? <p className="lead">{lead}</p> : null}
      {children}
    </>
  )
}

type PanelProps = {
  readonly title: string
  readonly aside?: ReactNode
  readonly id?: string
  readonly children: ReactNode
}

export function Panel({ title, aside, id, children }: PanelProps) {
  return (
    <section className="panel" aria-label={title} id={id}>
      <div className="panel-head">
        <h2>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
