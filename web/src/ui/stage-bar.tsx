import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export type StageNumber = 1 | 2 | 3 | 4 | 5

const stages = [
  [1, 'Triage'],
  [2, 'Board'],
  [3, 'Controls'],
  [4, 'Window'],
  [5, 'Validation'],
] as const

type Next = {
  readonly what: string
  readonly owner: string
  /** The person who looks can do it. */
  readonly mine?: boolean
}

type StageBarProps = {
  /** Where the patch stands, and which stage this page shows. */
  readonly present: StageNumber
  readonly shown: StageNumber
  readonly caseId: string
  readonly changeId: string | null
  readonly next: Next
}

/** The five stages in order, the present one named, and who owns the next hold point. */
export function StageBar(props: StageBarProps) {
  const { present, shown, next } = props
  const name = stages[present - 1]?.[1]
  return (
    <nav className="stage-bar" aria-label="Stages">
      <ol>
        {stages.map(([number, words]) => (
          <li
            key={number}
            className={number === present ? 'present' : number < present ? 'passed' : undefined}
            aria-current={number === present ? 'step' : undefined}
          >
            <StageLink {...props} number={number} current={number === shown}>
              <span className="words">
                {number} {words}
              </span>
            </StageLink>
          </li>
        ))}
      </ol>
      <p className={next.mine ? 'next-up mine' : 'next-up'}>
        Present stage: <strong>{name}</strong>. Next: <strong>{next.what}</strong>, by{' '}
        <strong>{next.mine ? `you, the ${next.owner}` : next.owner}</strong>.
      </p>
    </nav>
  )
}

type StageLinkProps = StageBarProps & {
  readonly number: StageNumber
  readonly current: boolean
  readonly children: ReactNode
}

/** The board's address starts that of every later stage; it is not the page for that. */
const exact = { exact: true } as const

function StageLink({ number, caseId, changeId, current, children }: StageLinkProps) {
  const shown = current ? ({ 'aria-current': 'page' } as const) : {}
  if (number === 1) {
    return (
      <Link to="/cases/$id" params={{ id: caseId }} activeOptions={exact} {...shown}>
        {children}
      </Link>
    )
  }
  if (number === 3) {
    return (
      <Link to="/cases/$id/controls" params={{ id: caseId }} {...shown}>
        {children}
      </Link>
    )
  }
  if (changeId === null) return <span>{children}</span>
  const pages = {
    2: '/changes/$id',
    4: '/changes/$id/window',
    5: '/changes/$id/validation',
  } as const
  return (
    <Link to={pages[number]} params={{ id: changeId }} activeOptions={exact} {...shown}>
      {children}
    </Link>
  )
}
