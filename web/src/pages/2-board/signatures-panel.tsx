import type { ChangeView } from '@holdpoint/api'
import { boardRoles, roleWords, signatureMeanings } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { usePerson } from '../../client/session.tsx'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { Reasons } from '../../ui/reasons.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, counted } from '../../ui/words.ts'

/** Who signed, who is missing, and which signatures a later edit voided: they stay in sight. */
export function SignaturesPanel({ view }: { readonly view: ChangeView }) {
  const signed = view.signedRoles.length
  return (
    <Panel
      title="Signatures"
      id="signatures"
      aside={
        signed === boardRoles.length ? (
          <Status meaning="normal" word="All five signed" />
        ) : (
          <Status meaning="held" word={`${signed} of ${boardRoles.length} signed`} />
        )
      }
    >
      <Table
        caption="The five signatures without which nothing goes ahead"
        columns={[
          { head: 'Role', cell: (role) => capitalised(roleWords[role]) },
          { head: 'Meaning', cell: (role) => capitalised(signatureMeanings[role]) },
          { head: 'State', cell: (role) => <SignatureState view={view} role={role} /> },
          { head: 'Who', cell: (role) => signatureOf(view, role)?.name ?? 'Nobody yet' },
          {
            head: 'When',
            cell: (role) => {
              const at = signatureOf(view, role)?.at
              return at === undefined ? 'Not yet' : <Moment at={at} />
            },
          },
        ]}
        rows={boardRoles}
        keyOf={(role) => role}
        empty=""
      />
      <MyTurn view={view} />
      <Voided view={view} />
    </Panel>
  )
}

type BoardRole = (typeof boardRoles)[number]

function signatureOf(view: ChangeView, role: BoardRole) {
  return view.change.board.signatures.find((one) => one.role === role)
}

function SignatureState({ view, role }: { readonly view: ChangeView; readonly role: BoardRole }) {
  if (view.signedRoles.includes(role)) return <Status meaning="normal" word="Signed" />
  return <Status meaning="held" word="Missing" />
}

/** For each of my roles on the board: the way to the page where it is signed, or why it is blocked. */
function MyTurn({ view }: { readonly view: ChangeView }) {
  const { roles } = usePerson()
  const mine = boardRoles.filter((role) => roles.includes(role) && !view.signedRoles.includes(role))
  return (
    <>
      {mine.map((role) => {
        const refusals = refusalsOf(view.offers, 'sign', role)
        const words = `Read and sign as ${roleWords[role]}`
        if (refusals.length > 0) {
          return (
            <div key={role} className="act">
              <span className="blocked-words">{words}</span>
              <Reasons refusals={refusals} />
            </div>
          )
        }
        return (
          <p key={role}>
            <Link
              className="button primary"
              to="/changes/$id/sign"
              params={{ id: view.change.id }}
              search={{ role }}
            >
              {words}
            </Link>
          </p>
        )
      })}
    </>
  )
}

function Voided({ view }: { readonly view: ChangeView }) {
  const { voided } = view.change.board
  if (voided.length === 0) return null
  return (
    <Table
      caption={`${counted(voided.length, 'voided signature')}: what they stood for was changed`}
      columns={[
        { head: 'Role', cell: (one) => capitalised(roleWords[one.role]) },
        { head: 'Who', cell: (one) => one.name },
        { head: 'Signed', cell: (one) => <Moment at={one.at} /> },
        { head: 'Voided', cell: (one) => <Moment at={one.voidedAt} /> },
        { head: 'Why', cell: (one) => <Status meaning="late" word={capitalised(one.why)} /> },
        { head: 'Revision', numeric: true, cell: (one) => one.revision },
      ]}
      rows={voided}
      keyOf={(one) => `${one.role} ${one.at} ${one.voidedAt}`}
      empty=""
    />
  )
}
