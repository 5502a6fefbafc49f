import { type ChangeView, decideRoute, listControls } from '@holdpoint/api'
import type { BoardDecision } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useView } from '../../client/use-view.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { Facts, Lines } from '../../ui/facts.tsx'
import { CheckField, TextArea, TextField } from '../../ui/fields.tsx'
import { Fold } from '../../ui/fold.tsx'
import { Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'

/** Go, no-go or deferral; the chair records it, and the reasons that block a go stand beside it. */
export function DecisionPanel({ view }: { readonly view: ChangeView }) {
  const { decision } = view.change.board
  return (
    <Panel title="Decision of the board" id="decision" aside={<Decided decision={decision} />}>
      {decision === null ? (
        <>
          <Go view={view} />
          <Fold label="Decide no-go instead">
            <NoGo view={view} />
          </Fold>
          <Fold label="Defer instead">
            <Deferral view={view} />
          </Fold>
        </>
      ) : (
        <DecisionFacts decision={decision} />
      )}
    </Panel>
  )
}

function Decided({ decision }: { readonly decision: BoardDecision | null }) {
  if (decision === null) return <Status meaning="held" word="Not decided" />
  switch (decision.kind) {
    case 'go':
      return <Status meaning="normal" word="Go" />
    case 'no-go':
      return <Status meaning="failed" word="No-go" />
    case 'deferral':
      return <Status meaning="late" word="Deferred" />
  }
}

function DecisionFacts({ decision }: { readonly decision: BoardDecision }) {
  if (decision.kind === 'go') return <p>The board said go for this plan, as the five signed it.</p>
  if (decision.kind === 'no-go') return <Facts facts={[['Reason', decision.reason]]} />
  return (
    <Facts
      facts={[
        ['Reason', decision.reason],
        ['Mitigation plan', decision.mitigationPlan],
        ['Due on', decision.dueOn],
        ['Review on', decision.reviewOn],
        ['Controls', <Lines key="controls" lines={decision.controls} />],
      ]}
    />
  )
}

function Go({ view }: { readonly view: ChangeView }) {
  return (
    <ActForm
      route={decideRoute}
      params={{ id: view.change.id }}
      label="Record the decision: go"
      kind={view.change.state === 'before-board' ? 'primary' : 'plain'}
      refusals={refusalsOf(view.offers, 'decide', 'go')}
      toBody={() => ({ kind: 'go' as const, digest: view.digest ?? '' })}
    />
  )
}

function NoGo({ view }: { readonly view: ChangeView }) {
  return (
    <ActForm
      route={decideRoute}
      params={{ id: view.change.id }}
      label="Record the decision: no-go"
      refusals={refusalsOf(view.offers, 'decide', 'no-go')}
      toBody={(read) => ({ kind: 'no-go' as const, reason: read.text('reason') })}
    >
      <TextArea name="reason" label="Reason for the no-go" />
    </ActForm>
  )
}

/** A deferral is not a no: it carries controls, a dated plan and a day on which it is looked at. */
function Deferral({ view }: { readonly view: ChangeView }) {
  const query = useView(listControls, { params: {}, query: {} })
  const controls = (query.data?.controls ?? []).filter(
    ({ control }) => control.caseId === view.change.caseId,
  )
  return (
    <ActForm
      route={decideRoute}
      params={{ id: view.change.id }}
      label="Record the decision: deferral"
      refusals={refusalsOf(view.offers, 'decide', 'deferral')}
      toBody={(read) => ({
        kind: 'deferral' as const,
        controls: controls.map(({ control }) => control.id).filter((id) => read.checked(id)),
        mitigationPlan: read.text('mitigationPlan'),
        dueOn: read.text('dueOn'),
        reviewOn: read.text('reviewOn'),
        reason: read.text('reason'),
      })}
    >
      <fieldset className="field">
        <legend>Compensating controls</legend>
        {controls.length === 0 ? (
          <p>
            No control is recorded for this case.{' '}
            <Link to="/cases/$id/controls" params={{ id: view.change.caseId }}>
              Record a control
            </Link>
          </p>
        ) : (
          controls.map(({ control }) => (
            <CheckField
              key={control.id}
              name={control.id}
              label={`${control.policy.conduit}, protects ${control.assetTag}`}
            />
          ))
        )}
      </fieldset>
      <TextArea name="mitigationPlan" label="Mitigation plan" />
      <TextField name="dueOn" label="Mitigation due on" hint="Year-month-day: 2026-12-24" />
      <TextField name="reviewOn" label="Review the deferral on" hint="Year-month-day: 2026-12-24" />
      <TextArea name="reason" label="Reason for the deferral" />
    </ActForm>
  )
}
