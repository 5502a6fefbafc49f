import { type DecisionTablesView, setTablePolicy } from '@holdpoint/api'
import { ActForm } from '../../ui/act-form.tsx'
import { Digest, Facts } from '../../ui/facts.tsx'
import { RadioField, TextArea } from '../../ui/fields.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'

/** Whether the site takes the timelines of the directive: its own word, in versions. */
export function PolicyPanel({ view }: { readonly view: DecisionTablesView }) {
  const { bod2604, policy } = view
  const asked = policy?.bod2604 === true
  return (
    <Panel title="CISA BOD 26-04">
      <p>
        It binds agencies of the federal civilian executive branch. Where a site takes it, its
        timeframe stands beside SSVC in every case, and the more urgent of the two acts.
      </p>
      <Facts
        facts={[
          ['Table', `${bod2604.id}, version ${bod2604.version}, ${bod2604.rows} rows`],
          ['SHA-256', <Digest key="sha256" hex={bod2604.sha256} />],
          ['Asked in cases', asked ? 'Yes' : 'No'],
          ...(policy === null
            ? []
            : ([
                ['Policy', `Version ${policy.version}, ${policy.byName}: ${policy.reason}`],
                ['Since', <Moment key="at" at={policy.at} />],
              ] as const)),
        ]}
      />
      <ActForm
        route={setTablePolicy}
        label="Record the policy"
        toBody={(read) => ({
          bod2604: read.text('bod2604') === 'yes',
          reason: read.text('reason'),
        })}
      >
        <RadioField
          name="bod2604"
          label="Is BOD 26-04 asked in cases?"
          choices={[
            { value: 'yes', words: 'Yes' },
            { value: 'no', words: 'No' },
          ]}
          value={asked ? 'yes' : 'no'}
        />
        <TextArea name="reason" label="Reason for the policy" />
      </ActForm>
    </Panel>
  )
}
