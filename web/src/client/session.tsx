import { type PersonView, readSession, type SessionView } from '@holdpoint/api'
import type { Actor } from '@holdpoint/core'
import { createContext, type ReactNode, useContext } from 'react'
import { useView } from './use-view.ts'

const SessionContext = createContext<SessionView | null>(null)

/** Who is signed in, and at which site. Everything below may take the session for granted. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const session = useView(readSession, { params: {}, query: {} })
  if (session.data === undefined) {
    const what = session.error?.refusals[0]?.what
    return <p className="starting">{what ?? 'Asking the server who is signed in …'}</p>
  }
  return <SessionContext value={session.data}>{children}</SessionContext>
}

export function useSession(): SessionView {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('no session above this component')
  return session
}

export function useTimeZone(): string {
  return useSession().site.timeZone
}

const nobody: PersonView = { personId: '', login: '', name: '', roles: [] }

export function usePerson(): PersonView {
  return useSession().person ?? nobody
}

/** The person as the rules see one: what they may do, never their password. */
export function useActor(): Actor {
  const { personId, name, roles } = usePerson()
  return { personId, name, roles, reauthenticatedAt: null }
}
