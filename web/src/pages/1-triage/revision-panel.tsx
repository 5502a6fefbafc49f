import { letDecisionStand, readCaseRevision } from '@holdpoint/api'
import { type BoardRole, holds, notYourRole, roleWords } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useActor } from '../../client/session.tsx'
import { useView } from '../../client/use-view.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { TextArea } from '../../ui/fields.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { capitalised } from '../../ui/words.ts'
import { Changes } from './advisory-revisions.tsx'

const remediation = {
  unchanged: 'What is to be done for this entry has not changed: plan and status stand.',
  changed: 'What is to be done for this entry has changed; nothing here was reset.',
  'entry-gone': 'The newer revision no longer lists this entry; nothing here was reset.',
} as const

/** What newer revisions mean for a case: shown only where there are any. */
export function RevisionPanel({ caseId }: { readonly caseId: string }) {
  const view = useView(readCaseRevision, { params: { id: caseId }, query: {} })
  return (
    <Loaded query={view}>
      {(data) =>
        data.latest === null || data.latest === data.openedWith ? null : (
          <Panel title="The advisory was revised">
            <p>
              Opened with version {data.openedWith}; the latest is {data.latest}.{' '}
              {remediation[data.remediation]}{' '}
              <Link to="/advisories/$id" params={{ id: data.advisoryId }}>
                See the whole document
              </Link>
            </p>
            <Changes changes={data.changes} />
            {data.asked.length === 0 ? <p>Nobody has to decide again.</p> : null}
            {data.asked.map((one) => (
              <Asked key={one.role} caseId={caseId} role={one.role} because={one.because} />
            ))}
            <ul className="lines">
              {data.standing.map(({ role, version, reason, byName, at }) => (
                <li key={`${role} ${at}`}>
                  {capitalised(roleWords[role])}, {byName}: stands under version {version}: {reason}{' '}
                  <Moment at={at} />
                </li>
              ))}
            </ul>
          </Panel>
        )
      }
    </Loaded>
  )
}

type AskedProps = {
  readonly caseId: string
  readonly role: BoardRole
  readonly because: readonly string[]
}

function Asked({ caseId, role, because }: AskedProps) {
  const actor = useActor()
  const act = 'Letting this decision stand'
  const name = `The decision of the ${roleWords[role]} stands`
  return (
    <section aria-label={`Asked again: ${roleWords[role]}`}>
      <h3>Asked again: {roleWords[role]}</h3>
      <ul className="lines">
        {because.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <ActForm
        route={letDecisionStand}
        params={{ id: caseId }}
        label={name}
        refusals={holds(actor, [role]) ? [] : [notYourRole([role], act)]}
        toBody={(read) => ({ role, reason: read.text('reason') })}
      >
        <TextArea name="reason" label={`Why the decision of the ${roleWords[role]} stands`} />
      </ActForm>
    </section>
  )
}
