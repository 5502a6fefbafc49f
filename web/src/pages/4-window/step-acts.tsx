import {
  type ChangeView,
  oneWayGoRoute,
  recallStepRoute,
  recordStepRoute,
  settleStepRoute,
  startStepRoute,
} from '@holdpoint/api'
import { roleWords, type Step, statusOf } from '@holdpoint/core'
import { ActForm } from '../../ui/act-form.tsx'
import { isOffered, refusalsOf } from '../../ui/ask-rules.ts'
import { RadioField, TextField } from '../../ui/fields.tsx'
import { TurnBackNote } from './turn-back-note.tsx'

type StepActsProps = {
  readonly view: ChangeView
  readonly step: Step
  readonly forward: boolean
}

const outcomes = [
  { value: 'done', words: 'Done' },
  { value: 'failed', words: 'Failed' },
]

/** What can be done about the step that is next, or whose outcome nobody knows. */
export function StepActs({ view, step, forward }: StepActsProps) {
  if (statusOf(view.change.run, step.id) === 'unknown') return <Settle view={view} step={step} />
  const byHand = isOffered(view, 'record-step', step.id)
  return (
    <>
      {step.reversibility === 'reversible' ? null : <OneWayGoes view={view} step={step} />}
      {forward ? <TurnBackNote view={view} stepId={step.id} /> : null}
      {step.act.kind === 'by-hand' ? null : <Start view={view} step={step} />}
      {byHand ? <RecordByHand view={view} step={step} /> : null}
    </>
  )
}

type OneStep = { readonly view: ChangeView; readonly step: Step }

function Start({ view, step }: OneStep) {
  return (
    <ActForm
      route={startStepRoute}
      params={{ id: view.change.id }}
      label={`Start: ${step.title}`}
      kind="primary"
      refusals={refusalsOf(view.offers, 'start-step', step.id)}
      toBody={() => ({ stepId: step.id })}
    />
  )
}

/** A step that cannot be taken back wants the engineer's and the operator's own go. */
function OneWayGoes({ view, step }: OneStep) {
  const given = view.change.run.oneWayGoes.filter((go) => go.stepId === step.id)
  return (
    <div className="one-way">
      <p>
        <strong>This step is one-way.</strong> After it the only way back is the programmed spare.
        The engineer and the operator each give their go.
      </p>
      {(['control-systems-engineer', 'operator'] as const).map((role) =>
        given.some((go) => go.role === role) ? (
          <p key={role}>The {roleWords[role]} gave the go.</p>
        ) : (
          <ActForm
            key={role}
            route={oneWayGoRoute}
            params={{ id: view.change.id }}
            label={`Give the one-way go as ${roleWords[role]}: ${step.title}`}
            refusals={refusalsOf(view.offers, 'give-one-way-go', `${step.id}:${role}`)}
            toBody={() => ({ stepId: step.id, role })}
          />
        ),
      )}
    </div>
  )
}

function RecordByHand({ view, step }: OneStep) {
  return (
    <ActForm
      route={recordStepRoute}
      params={{ id: view.change.id }}
      label={`Record by hand: ${step.title}`}
      kind={step.act.kind === 'by-hand' ? 'primary' : 'plain'}
      refusals={refusalsOf(view.offers, 'record-step', step.id)}
      toBody={(read) => ({
        stepId: step.id,
        outcome: read.text('outcome') as 'done',
        detail: read.text('detail'),
      })}
    >
      <RadioField name="outcome" label="Outcome by hand" choices={outcomes} />
      <TextField name="detail" label="What was done and seen" />
    </ActForm>
  )
}

/** Nothing is sent again: the controller is asked what it remembers, or a person says what was seen. */
function Settle({ view, step }: OneStep) {
  const params = { id: view.change.id }
  const refusals = refusalsOf(view.offers, 'settle-step', step.id)
  return (
    <div className="unknown-outcome">
      <p>
        <strong>Nobody knows what became of this step.</strong> It is never sent again. Ask the
        controller, or settle it by what was read or seen.
      </p>
      <ActForm
        route={recallStepRoute}
        params={params}
        label={`Ask the controller: ${step.title}`}
        kind="primary"
        toBody={() => ({ stepId: step.id })}
      />
      <ActForm
        route={settleStepRoute}
        params={params}
        label={`Settle: ${step.title}`}
        refusals={refusals}
        toBody={(read) => ({
          stepId: step.id,
          outcome: read.text('outcome') as 'done',
          basis: read.text('basis'),
        })}
      >
        <RadioField name="outcome" label="Settled outcome" choices={outcomes} />
        <TextField name="basis" label="What was read or seen" />
      </ActForm>
    </div>
  )
}
