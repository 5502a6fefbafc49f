import { acceptBackRoute, acceptRollbackRoute, type ChangeView, releaseRoute } from '@holdpoint/api'
import { type LimitNow, limitInWords, needsWord } from '@holdpoint/core'
import { ActForm } from '../../ui/act-form.tsx'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { Facts } from '../../ui/facts.tsx'
import { ConfirmField, TextField } from '../../ui/fields.tsx'
import { LimitLines } from '../../ui/limit-lines.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'

/** The operator on shift gives the plant to the work, with its state and the permit. */
export function HoldPointOne({ view }: { readonly view: ChangeView }) {
  const { id, run } = view.change
  const { release } = run
  if (release !== null) {
    return (
      <Panel
        title="Hold point 1: released to the work"
        aside={<Status meaning="normal" word="Released" />}
      >
        <Facts
          facts={[
            ['By', release.name],
            ['When', <Moment key="at" at={release.at} />],
            ['Process state', release.processState],
            ['Permit', release.permit],
            ['Limits then', <LimitLines key="limits" limits={release.limits ?? []} />],
          ]}
        />
      </Panel>
    )
  }
  return (
    <Panel
      title="Hold point 1: release to the work"
      aside={<Status meaning="held" word="Not released" />}
    >
      <ActForm
        route={releaseRoute}
        params={{ id }}
        label="Release the plant to the work"
        kind="primary"
        refusals={refusalsOf(view.offers, 'release')}
        toBody={(read) => ({
          processState: read.text('processState'),
          permit: read.text('permit'),
          limitsConfirmed: [...read.all('limitsConfirmed')],
        })}
      >
        <TextField
          name="processState"
          label="Process state"
          hint="For example: tank at 65 %, inlet by hand, pump P-101 stopped."
        />
        <TextField name="permit" label="Permit number" />
        <LimitsToRelease limits={view.limits} />
      </ActForm>
    </Panel>
  )
}

/** What a signal shows is shown; of the rest the operator says that it is kept. */
function LimitsToRelease({ limits }: { readonly limits: readonly LimitNow[] }) {
  if (limits.length === 0) return null
  return (
    <>
      <p>Limits of the engineer for this work:</p>
      <LimitLines limits={limits} />
      <ConfirmField
        name="limitsConfirmed"
        label="No signal shows these. I looked, and they are kept:"
        choices={limits.filter(needsWord).map(({ limit }) => ({
          value: limit.id,
          words: limitInWords(limit),
        }))}
      />
    </>
  )
}

/** The operator takes the unit back: after the work, or after the rollback. */
export function HoldPointTwo({ view }: { readonly view: ChangeView }) {
  const { run } = view.change
  if (run.acceptedBackAt !== null && run.rollbackReleasedAt === null) {
    return (
      <Panel
        title="Hold point 2: accepted back"
        aside={<Status meaning="normal" word="Accepted back" />}
      >
        <p>
          Accepted back <Moment at={run.acceptedBackAt} />. The functional tests follow.
        </p>
      </Panel>
    )
  }
  return run.rollbackReleasedAt === null ? (
    <AcceptWork view={view} />
  ) : (
    <AcceptRollback view={view} />
  )
}

function AcceptWork({ view }: { readonly view: ChangeView }) {
  return (
    <Panel
      title="Hold point 2: accept the unit back"
      aside={<Status meaning="held" word="Not accepted" />}
    >
      <ActForm
        route={acceptBackRoute}
        params={{ id: view.change.id }}
        label="Accept the unit back"
        kind="primary"
        refusals={refusalsOf(view.offers, 'accept-back')}
        toBody={(read) => ({ processState: read.text('processState') })}
      >
        <TextField name="processState" label="Process state at the return" />
      </ActForm>
    </Panel>
  )
}

function AcceptRollback({ view }: { readonly view: ChangeView }) {
  const { id, state } = view.change
  if (state === 'rolled-back' || state === 'drafted' || state === 'closed') {
    return (
      <Panel
        title="Hold point 2: accepted back after the rollback"
        aside={<Status meaning="late" word="Rolled back" />}
      >
        <p>The unit was accepted back after the rollback. Each functional test is read again.</p>
      </Panel>
    )
  }
  return (
    <Panel
      title="Hold point 2: accept the unit back after the rollback"
      aside={<Status meaning="held" word="Not accepted" />}
    >
      <ActForm
        route={acceptRollbackRoute}
        params={{ id }}
        label="Accept the unit back after the rollback"
        kind="primary"
        refusals={refusalsOf(view.offers, 'accept-rollback')}
        toBody={(read) => ({ processState: read.text('processState') })}
      >
        <TextField name="processState" label="Process state after the rollback" />
      </ActForm>
    </Panel>
  )
}
