import type { ChangeView } from '@holdpoint/api'
import { nextForwardStep, nextRollbackStep, roleWords, type Step, statusOf } from '@holdpoint/core'
import { usePerson } from '../../client/session.tsx'
import { Prose } from '../../ui/facts.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { type Meaning, Status } from '../../ui/status.tsx'
import { inWords } from '../../ui/words.ts'
import { StepActs } from './step-acts.tsx'

type StepListProps = {
  readonly view: ChangeView
  readonly title: string
  readonly steps: readonly Step[]
  readonly forward: boolean
}

export function StepList({ view, title, steps, forward }: StepListProps) {
  const { plan, run } = view.change
  if (plan === null) return null
  const next = forward ? nextForwardStep(plan, run) : nextRollbackStep(plan, run)
  const underWay = run.rollbackReleasedAt === null || !forward
  return (
    <Panel title={title}>
      <ol className="steps">
        {steps.map((step) => (
          <StepRow
            key={step.id}
            view={view}
            step={step}
            isNext={underWay && next?.id === step.id}
            forward={forward}
          />
        ))}
      </ol>
    </Panel>
  )
}

type StepRowProps = {
  readonly view: ChangeView
  readonly step: Step
  readonly isNext: boolean
  readonly forward: boolean
}

function StepRow({ view, step, isNext, forward }: StepRowProps) {
  const { run } = view.change
  const record = run.steps[step.id]
  const status = statusOf(run, step.id)
  // What is over keeps its record; what it asked for stands in the plan.
  const over = status === 'done'
  return (
    <li className={isNext ? 'next' : status} aria-current={isNext ? 'step' : undefined}>
      <div className="step-head">
        <h3>{step.title}</h3>
        <StepStatusWord status={status} />
      </div>
      {over ? null : (
        <>
          <p>{step.instructions}</p>
          <p className="hint">{traits(step)}</p>
        </>
      )}
      {record === undefined ? null : (
        <p className="step-record">
          <Prose text={record.detail === '' ? inWords(record.status) : record.detail} />.{' '}
          <ByWhom personId={record.by} view={view} />, <Moment at={record.at} />
        </p>
      )}
      {isNext || status === 'unknown' ? (
        <StepActs view={view} step={step} forward={forward} />
      ) : null}
    </li>
  )
}

function traits(step: Step): string {
  const { least, likely, most } = step.minutes
  return [
    `${likely} min likely, ${least} to ${most}`,
    `performed by the ${roleWords[step.performer]}`,
    step.actsOnPlant ? 'acts on the plant' : 'does not act on the plant',
    step.interruptible ? null : 'never cut once it is sent',
    step.reversibility === 'reversible' ? null : `${inWords(step.reversibility)}: no way back`,
  ]
    .filter((part) => part !== null)
    .join(' · ')
}

/** The record names a person by id; the history of the change knows the name. */
function ByWhom({ personId, view }: { readonly personId: string; readonly view: ChangeView }) {
  const self = usePerson()
  if (personId === self.personId) return self.name
  return view.history.find((entry) => entry.by === personId)?.byName ?? personId
}

const statuses: Record<string, { readonly meaning: Meaning; readonly word: string }> = {
  pending: { meaning: 'normal', word: 'Pending' },
  intended: { meaning: 'held', word: 'Intended, not sent' },
  sent: { meaning: 'held', word: 'Sent, waiting for the answer' },
  done: { meaning: 'normal', word: 'Done' },
  failed: { meaning: 'failed', word: 'Failed' },
  unknown: { meaning: 'held', word: 'Unknown' },
}

function StepStatusWord({ status }: { readonly status: string }) {
  return <Status {...(statuses[status] ?? { meaning: 'held', word: status })} />
}
