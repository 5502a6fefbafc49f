import { type ClocksView, delegateAct, endDelegation, listPeople } from '@holdpoint/api'
import {
  type DelegableAct,
  type Delegation,
  type DelegationStanding,
  delegableActs,
  delegableActWords,
  delegationStanding,
} from '@holdpoint/core'
import { useView } from '../../../client/use-view.ts'
import { ActForm } from '../../../ui/act-form.tsx'
import { ConfirmField, SelectField, TextArea, TextField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Panel } from '../../../ui/page.tsx'
import { type Meaning, Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'

/** Who may act for the CIP Senior Manager, in what, and from which day to which. */
export function DelegationsPanel({ view }: { readonly view: ClocksView }) {
  const { delegations, today } = view
  const ending = delegations.filter((one) =>
    ['to-come', 'holds'].includes(delegationStanding(one, today)),
  )
  return (
    <Panel title="Delegations">
      <Table
        caption="Acts of the CIP senior manager that somebody else may do"
        columns={[
          { head: 'To', cell: (row) => row.personName },
          { head: 'Acts', cell: (row) => row.acts.map((act) => delegableActWords[act]).join('; ') },
          { head: 'From', cell: (row) => row.from },
          { head: 'Last day', cell: (row) => row.until },
          { head: 'Stands', cell: (row) => <Standing delegation={row} today={today} /> },
          { head: 'Why', cell: (row) => row.reason },
          { head: 'Given', cell: ({ given }) => `${given.on} by ${given.byName}` },
        ]}
        rows={delegations.toReversed()}
        keyOf={(row) => row.id}
        empty="None was given: the CIP senior manager alone extends plans and answers."
      />
      <Fold label="Delegate, as the CIP senior manager">
        <DelegateForm />
      </Fold>
      {ending.length === 0 ? null : (
        <Fold label="End a delegation">
          <ActForm
            route={endDelegation}
            label="End the delegation"
            toBody={(read) => ({ id: read.text('id'), reason: read.text('reason') })}
          >
            <SelectField
              name="id"
              label="Delegation"
              choices={ending.map(({ id, personName, from, until }) => ({
                ...{ value: id, words: `${personName}, ${from} to ${until}` },
              }))}
            />
            <TextArea name="reason" label="Why it ends" />
          </ActForm>
        </Fold>
      )}
    </Panel>
  )
}

function DelegateForm() {
  const { data } = useView(listPeople, { params: {}, query: {} })
  const people = (data?.people ?? []).filter(({ active }) => active)
  return (
    <ActForm
      route={delegateAct}
      label="Delegate"
      toBody={(read) => ({
        id: `delegation-${crypto.randomUUID()}`,
        personId: read.text('personId'),
        acts: read.all('acts') as DelegableAct[],
        from: read.text('from'),
        until: read.text('until'),
        reason: read.text('reason'),
      })}
    >
      <SelectField
        name="personId"
        label="To whom"
        choices={people.map(({ personId, name }) => ({ value: personId, words: name }))}
      />
      <ConfirmField
        name="acts"
        label="Which acts"
        choices={delegableActs.map((value) => ({ value, words: delegableActWords[value] }))}
      />
      <TextField name="from" label="From" hint="A day, 2026-12-24; today at the earliest." />
      <TextField name="until" label="Last day" hint="A day, 2026-12-24." />
      <TextArea name="reason" label="Why it is delegated" />
    </ActForm>
  )
}

const standings: { readonly [standing in DelegationStanding]: readonly [Meaning, string] } = {
  'to-come': ['held', 'Is to come'],
  holds: ['normal', 'Holds'],
  lapsed: ['held', 'Lapsed'],
  ended: ['held', 'Ended'],
}

function Standing({ delegation, today }: { delegation: Delegation; today: string }) {
  const [meaning, word] = standings[delegationStanding(delegation, today)]
  const { ended } = delegation
  const why = ended === null ? '' : ` on ${ended.on}: ${ended.reason}`
  return <Status meaning={meaning} word={`${word}${why}`} />
}
