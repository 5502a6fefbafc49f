import { type CaseView, decideCaseRoute } from '@holdpoint/api'
import {
  type CaseDecision,
  type Means,
  meansRefusals,
  qualificationWarnings,
} from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useActor } from '../../client/session.tsx'
import { ActForm } from '../../ui/act-form.tsx'
import { caseRefusals } from '../../ui/ask-rules.ts'
import { Digest, Facts, Lines } from '../../ui/facts.tsx'
import { SelectField, TextArea } from '../../ui/fields.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { UrgencyStatus } from '../../ui/status.tsx'
import { choicesOf, inWords } from '../../ui/words.ts'

const allMeans = ['patch', 'mitigate', 'isolate', 'replace', 'accept'] as const

/** The table decides how soon; a person decides by which means, and says why. */
export function DecisionPanel({ view }: { readonly view: CaseView }) {
  const actor = useActor()
  const { decision } = view.case
  const [means, setMeans] = useState<Means | null>(null)
  // Which means are refused, the choice of the means says; the fields stay in sight.
  const command = { kind: 'decide-case', means: 'mitigate', reason: 'x' } as const
  return (
    <Panel
      title="Decision"
      aside={decision === null ? null : <UrgencyStatus urgency={decision.urgency.urgency} />}
    >
      {decision === null ? null : <Decided decision={decision} view={view} />}
      {view.case.state === 'closed' ? (
        <p>The case is closed: {view.case.closedBecause}</p>
      ) : (
        <ActForm
          route={decideCaseRoute}
          params={{ id: view.case.id }}
          label={decision === null ? 'Decide the case' : 'Decide the case again'}
          kind={view.case.state === 'open' ? 'primary' : 'plain'}
          refusals={caseRefusals(view.case, command, actor, view.evidence)}
          waits={means === null ? [] : meansRefusals(means, view.updates)}
          toBody={(read) => ({
            means: read.text('means') as 'patch',
            reason: read.text('reason'),
          })}
        >
          <SelectField
            name="means"
            label="Means"
            choices={choicesOf(allMeans)}
            onChoose={(chosen) => setMeans(allMeans.find((one) => one === chosen) ?? null)}
          />
          {means === 'patch' ? <Lines lines={qualificationWarnings(view.updates)} /> : null}
          <TextArea name="reason" label="Reason for the means" />
        </ActForm>
      )}
    </Panel>
  )
}

function Decided({ decision, view }: { readonly decision: CaseDecision; readonly view: CaseView }) {
  const { urgency } = decision
  return (
    <>
      <Facts
        facts={[
          ['Means', inWords(decision.means)],
          ['Reason', decision.meansReason],
          ['Decided', <Moment key="at" at={decision.at} />],
          ['Because', <Lines key="because" lines={urgency.reasons} />],
        ]}
      />
      <Fold label="The tables that made it, and those of today">
        <Lines lines={view.readAgain?.words ?? []} />
        <ul className="lines">
          {urgency.tables.map((table) => (
            <li key={table.id}>
              {table.id}, version {table.version}, SHA-256 <Digest hex={table.sha256} />
            </li>
          ))}
        </ul>
        <p>
          <Link to="/decision-tables">All decision tables</Link>
        </p>
      </Fold>
    </>
  )
}
