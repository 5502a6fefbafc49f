import { signOut } from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useLedgerFollowed } from '../client/live.ts'
import { useSession } from '../client/session.tsx'
import { useAct } from '../client/use-act.ts'
import { RecordedNote, useRecorded } from './recorded.tsx'
import { Status } from './status.tsx'
import { rolesInWords } from './words.ts'

const pages = [
  ['/', 'Overview'],
  ['/triage', 'Findings'],
  ['/cases', 'Cases'],
  ['/unpatched', 'Unpatched'],
  ['/changes', 'Changes'],
  ['/controls', 'Controls'],
  ['/advisories', 'Advisories'],
  ['/sources', 'Sources'],
  ['/assets', 'Assets'],
  ['/map', 'Map'],
  ['/firewalls', 'Firewalls'],
  ['/baselines', 'Baselines'],
  ['/updates', 'Updates'],
  ['/clocks', 'Clocks'],
  ['/people', 'People'],
  ['/ledger', 'Ledger'],
] as const

/** What stands around every page: where we are, who acts, and whether the server is there. */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { person, site } = useSession()
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the page
      </a>
      <header className="top">
        <p className="brand">Holdpoint</p>
        <p className="site">{site.name}</p>
        {person === null ? null : <Person />}
      </header>
      {person === null ? null : (
        <nav className="pages" aria-label="Pages">
          <ul>
            {pages.map(([to, words]) => (
              <li key={to}>
                <Link to={to} activeOptions={{ exact: to === '/' }}>
                  {words}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <main id="main" tabIndex={-1}>
        {person === null ? null : <RecordedNote />}
        {children}
      </main>
    </>
  )
}

function Person() {
  const { person } = useSession()
  const link = useLedgerFollowed(person !== null)
  const leave = useAct(signOut, { words: 'Signed out' })
  const recorded = useRecorded()
  const switchPerson = async () => {
    await leave.run({})
    recorded.clear()
  }
  return (
    <div className="person">
      {link === 'offline' ? (
        <Status meaning="failed" word="Offline: what you see may be old" />
      ) : (
        <Status meaning="normal" word={link === 'online' ? 'Online' : 'Connecting'} />
      )}
      <p>
        <strong>{person?.name}</strong>, {rolesInWords(person?.roles ?? [])}
      </p>
      <button type="button" className="button plain" onClick={switchPerson}>
        Switch person
      </button>
    </div>
  )
}
