import { type ChangeView, readTestRoute, recordTestRoute, signDeviationRoute } from '@holdpoint/api'
import { type FunctionalTest, newestReading, roleWords, type TestRecord } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { ActButton } from '../../ui/act-button.tsx'
import { ActForm } from '../../ui/act-form.tsx'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { TextArea, TextField } from '../../ui/fields.tsx'
import { Fold } from '../../ui/fold.tsx'
import { expectedInWords, measuredInWords } from '../../ui/measured.ts'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised } from '../../ui/words.ts'

/** Each functional test with what was expected, what was read, by whom, and whether it passed. */
export function TestsPanel({ view }: { readonly view: ChangeView }) {
  const tests = view.change.plan?.functionalTests ?? []
  return (
    <Panel title="Functional tests" id="tests">
      {tests.length === 0 ? <p className="empty">The plan has no functional test.</p> : null}
      <ul className="tests">
        {tests.map((test) => (
          <OneTest key={test.id} view={view} test={test} />
        ))}
      </ul>
    </Panel>
  )
}

type OneTestProps = { readonly view: ChangeView; readonly test: FunctionalTest }

function phaseOf({ change }: ChangeView): TestRecord['phase'] {
  return change.run.rollbackReleasedAt === null ? 'after-patch' : 'after-rollback'
}

function OneTest({ view, test }: OneTestProps) {
  const { validation } = view.change
  const newest = newestReading(validation, test.id, phaseOf(view))
  const records = validation.tests.filter((one) => one.testId === test.id)
  // What is closed is a record: nothing on it waits to be done.
  const closed = validation.closedAs !== null
  return (
    <li>
      <div className="step-head">
        <h3>{test.title}</h3>
        <TestStatus reading={newest} />
      </div>
      <p>{test.action}</p>
      <p>
        Expected {expectedInWords(test)}, read by {test.readBy}.
      </p>
      {records.length === 0 ? null : <Readings test={test} view={view} records={records} />}
      {closed ? null : <Read view={view} test={test} />}
      {!closed && newest !== null && !newest.passed && newest.phase === 'after-patch' ? (
        <>
          <WayBack view={view} />
          <Deviations view={view} test={test} />
        </>
      ) : null}
    </li>
  )
}

function TestStatus({ reading }: { readonly reading: TestRecord | null }) {
  if (reading === null) return <Status meaning="held" word="Not read" />
  if (reading.passed) return <Status meaning="normal" word="Passed" />
  return <Status meaning="failed" word="Failed" />
}

type ReadingsProps = OneTestProps & { readonly records: readonly TestRecord[] }

function Readings({ test, view, records }: ReadingsProps) {
  const nameOf = (personId: string) =>
    view.history.find((entry) => entry.by === personId)?.byName ?? personId
  return (
    <Table
      caption={`Readings of "${test.title}", newest first`}
      columns={[
        { head: 'Reading', cell: (one) => measuredInWords(one.measured, one.unit) },
        { head: 'Result', cell: (one) => <TestStatus reading={one} /> },
        { head: 'Phase', cell: (one) => capitalised(one.phase.replace('-', ' ')) },
        { head: 'Read by', cell: (one) => `${capitalised(one.readBy)}, ${nameOf(one.personId)}` },
        { head: 'When', cell: (one) => <Moment at={one.at} /> },
      ]}
      rows={records.toReversed()}
      keyOf={(one) => one.at}
      empty=""
    />
  )
}

function Read({ view, test }: OneTestProps) {
  const refusals = refusalsOf(view.offers, 'record-test', test.id)
  if (test.readBy === 'probe') {
    return (
      <ActForm
        route={readTestRoute}
        params={{ id: view.change.id }}
        label={`Read by probe: ${test.title}`}
        refusals={refusals}
        toBody={() => ({ testId: test.id })}
      />
    )
  }
  return (
    <ActForm
      route={recordTestRoute}
      params={{ id: view.change.id }}
      label={`Record the reading: ${test.title}`}
      refusals={refusals}
      toBody={(read) => ({ testId: test.id, measured: read.number('measured') })}
    >
      <TextField
        name="measured"
        label={`Reading of ${test.title} (${test.unit})`}
        hint={test.unit === 'on/off' ? '1 for on, 0 for off' : `A number in ${test.unit}`}
        numeric
      />
    </ActForm>
  )
}

/** The first answer to a failed test; the operator on shift gives it. */
function WayBack({ view }: { readonly view: ChangeView }) {
  const { id } = view.change
  const refusals = refusalsOf(view.offers, 'release-rollback')
  if (refusals.length > 0) {
    return <ActButton label="Go to the rollback" refusals={refusals} onPress={() => {}} />
  }
  return (
    <Link className="button primary" to="/changes/$id/roll-back" params={{ id }}>
      Go to the rollback
    </Link>
  )
}

/** A failed test leads to the rollback, or safety and operations accept the deviation in writing. */
function Deviations({ view, test }: OneTestProps) {
  return (
    <Fold label={`Deviation of "${test.title}"`}>
      <p>Instead of a rollback both may accept in writing that the plant stays like this.</p>
      {(['plant-safety-officer', 'operations-manager'] as const).map((role) => {
        const signed = view.change.validation.deviations.find(
          (one) => one.testId === test.id && one.role === role,
        )
        if (signed !== undefined) {
          return (
            <p key={role}>
              Accepted by the {roleWords[role]}: {signed.reason} (<Moment at={signed.at} />)
            </p>
          )
        }
        return (
          <ActForm
            key={role}
            route={signDeviationRoute}
            params={{ id: view.change.id }}
            label={`Accept the deviation as ${roleWords[role]}: ${test.title}`}
            refusals={refusalsOf(view.offers, 'sign-deviation', `${test.id}:${role}`)}
            toBody={(read) => ({
              testId: test.id,
              role,
              reason: read.text('reason'),
              password: read.secret('password'),
            })}
          >
            <TextArea name="reason" label="Reason for the deviation" />
            <TextField
              name="password"
              label="Your password, again"
              password
              autoComplete="current-password"
            />
          </ActForm>
        )
      })}
    </Fold>
  )
}
