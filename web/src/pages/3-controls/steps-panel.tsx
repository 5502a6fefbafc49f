import {
  type ControlView,
  liftControlVeto,
  releaseControlStep,
  takeControlStep,
  vetoControl,
} from '@holdpoint/api'
import {
  type ControlCommand,
  type ControlStep,
  controlSteps,
  decideControl,
  type Refusal,
} from '@holdpoint/core'
import { useActor } from '../../client/session.tsx'
import { ActForm } from '../../ui/act-form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { stepWords } from './control-table.tsx'

type ViewProps = { readonly view: ControlView }

/** Into the plant and out of it: the operator releases each step, another person takes it. */
export function StepsPanel({ view }: ViewProps) {
  const { control } = view
  const next = nextStep(control.step)
  return (
    <Panel title="In the plant">
      <p>
        {stepWords[control.step]}. Learn first, then alert only, then enforce; every step is
        released by the operator and taken within twelve hours.
      </p>
      <Veto view={view} />
      {next === null ? null : <Step view={view} step={next} />}
      {control.step === 'remove' || next === 'remove' ? null : <Step view={view} step="remove" />}
    </Panel>
  )
}

function nextStep(step: ControlView['control']['step']): ControlStep | null {
  if (step === 'remove') return null
  return controlSteps[step === 'recorded' ? 0 : controlSteps.indexOf(step) + 1] ?? null
}

const labels: Readonly<Record<ControlStep, string>> = {
  learn: 'learning',
  alert: 'alert only',
  enforce: 'enforcing',
  remove: 'taking it out',
}

function useRefusals(view: ControlView, command: ControlCommand): readonly Refusal[] {
  const actor = useActor()
  const decided = decideControl(view.control, command, { now: new Date().toISOString(), actor })
  return decided.ok ? [] : decided.refusal
}

function Step({ view, step }: ViewProps & { readonly step: ControlStep }) {
  const { released, id } = view.control
  const release = useRefusals(view, { kind: 'release-step', step, reason: 'x' })
  const take = useRefusals(view, { kind: 'take-step', step, note: '' })
  return (
    <section aria-label={`Step: ${labels[step]}`}>
      <h3>Next: {labels[step]}</h3>
      {released?.step === step ? (
        <p>
          Released <Moment at={released.at} />
        </p>
      ) : null}
      <ActForm
        route={releaseControlStep}
        params={{ id }}
        label={`Release ${labels[step]}`}
        refusals={release}
        toBody={(read) => ({ step, reason: read.text('reason') })}
      >
        <TextField name="reason" label={`Reason for ${labels[step]}`} />
      </ActForm>
      <ActForm
        route={takeControlStep}
        params={{ id }}
        label={`Record that ${labels[step]} was done`}
        refusals={take}
        toBody={(read) => ({ step, note: read.text('note') })}
      >
        <TextField name="note" label={`Note on ${labels[step]}`} optional />
      </ActForm>
    </section>
  )
}

function Veto({ view }: ViewProps) {
  const { veto, id } = view.control
  const stop = useRefusals(view, { kind: 'veto-control', reason: 'x' })
  const lift = useRefusals(view, { kind: 'lift-control-veto', reason: 'x' })
  if (veto !== null) {
    return (
      <>
        <p>
          <Status meaning="failed" word="Vetoed by the operator" />: {veto.reason},{' '}
          <Moment at={veto.at} />
        </p>
        <ActForm
          route={liftControlVeto}
          params={{ id }}
          label="Lift the veto"
          refusals={lift}
          toBody={(read) => ({ reason: read.text('reason') })}
        >
          <TextField name="reason" label="Why the veto is lifted" />
        </ActForm>
      </>
    )
  }
  return (
    <ActForm
      route={vetoControl}
      params={{ id }}
      label="Veto this control"
      kind="warning"
      refusals={stop}
      toBody={(read) => ({ reason: read.text('reason') })}
    >
      <TextField name="reason" label="Reason for the veto" />
    </ActForm>
  )
}
