import type { CallRefused } from '@holdpoint/api'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Reasons } from './reasons.tsx'

type LoadedProps<T> = {
  readonly query: UseQueryResult<T, CallRefused>
  readonly children: (data: T) => ReactNode
}

/** What was asked for, once it is there. When a later answer fails, the old one is marked as old. */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  const failed = query.error
  if (query.data === undefined) {
    if (failed === null) return <p className="empty">Asking the server …</p>
    return <Reasons refusals={failed.refusals} />
  }
  return (
    <>
      {failed === null ? null : (
        <div className="stale-note">
          <p>What you see is from the last answer of the server:</p>
          <Reasons refusals={failed.refusals} />
        </div>
      )}
      {children(query.data)}
    </>
  )
}
