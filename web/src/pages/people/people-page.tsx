import { addPerson, changePassword, changePerson, listPeople, type PersonRow } from '@holdpoint/api'
import { notYourRole, type Refusal, roles, roleWords } from '@holdpoint/core'
import { useState } from 'react'
import { useSession } from '../../client/session.tsx'
import { useView } from '../../client/use-view.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { CheckField, RadioField, SelectField, TextField } from '../../ui/fields.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import type { FormReader } from '../../ui/read-form.ts'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, counted, rolesInWords } from '../../ui/words.ts'

/** Who may act here, and as what. Nobody is deleted: the ledger names them. */
export function PeoplePage() {
  const view = useView(listPeople, { params: {}, query: {} })
  return (
    <Page title="People" lead="Every act belongs to a person and a role of this site.">
      <Loaded query={view}>{({ people }) => <People people={people} />}</Loaded>
      <OwnPassword />
    </Page>
  )
}

function People({ people }: { readonly people: readonly PersonRow[] }) {
  const refusals = useAdministration()
  return (
    <>
      <Panel title={counted(people.length, 'person', 'people')}>
        <Table
          caption="People of the site"
          columns={[
            { head: 'Name', cell: (row) => row.name },
            { head: 'Login', cell: (row) => row.login },
            { head: 'Roles', cell: (row) => capitalised(rolesInWords(row.roles)) },
            {
              head: 'Access',
              cell: (row) =>
                row.active ? (
                  <Status meaning="normal" word="May sign in" />
                ) : (
                  <Status meaning="held" word="Signs in no more" />
                ),
            },
          ]}
          rows={people}
          keyOf={(row) => row.personId}
          empty="Nobody is recorded."
        />
      </Panel>
      <Panel title="Add a person">
        <ActForm
          route={addPerson}
          label="Add the person"
          refusals={refusals}
          toBody={(read) => ({
            login: read.text('login'),
            name: read.text('name'),
            roles: rolesOf(read),
            password: read.secret('password'),
          })}
        >
          <TextField name="name" label="Full name" />
          <TextField
            name="login"
            label="New login"
            hint="Small letters, digits, dots and hyphens."
          />
          <TextField
            name="password"
            label="First password"
            password
            autoComplete="new-password"
            hint="At least 12 characters; the person changes it below."
          />
          <RoleFields held={[]} />
        </ActForm>
      </Panel>
      <ChangePanel people={people} refusals={refusals} />
    </>
  )
}

function ChangePanel(props: {
  readonly people: readonly PersonRow[]
  readonly refusals: readonly Refusal[]
}) {
  const { people, refusals } = props
  const [chosen, choose] = useState('')
  const person = people.find((one) => one.personId === chosen)
  return (
    <Panel title="Change a person">
      <div className="act-form">
        <SelectField
          name="person"
          label="Person"
          choices={people.map((one) => ({ value: one.personId, words: one.name }))}
          onChoose={choose}
        />
      </div>
      {person === undefined ? null : (
        <ActForm
          key={`${person.personId} ${person.roles.join(' ')} ${person.active}`}
          route={changePerson}
          params={{ id: person.personId }}
          label={`Change ${person.name}`}
          refusals={refusals}
          toBody={(read) => ({ roles: rolesOf(read), active: read.text('access') === 'yes' })}
        >
          <RoleFields held={person.roles} />
          <RadioField
            name="access"
            label="May sign in"
            value={person.active ? 'yes' : 'no'}
            choices={[
              { value: 'yes', words: 'Yes' },
              { value: 'no', words: 'No' },
            ]}
          />
        </ActForm>
      )}
    </Panel>
  )
}

function OwnPassword() {
  return (
    <Panel title="Your own password">
      <ActForm
        route={changePassword}
        label="Change my password"
        toBody={(read) => ({ current: read.secret('current'), next: read.secret('next') })}
      >
        <TextField
          name="current"
          label="Password until now"
          password
          autoComplete="current-password"
        />
        <TextField
          name="next"
          label="New password"
          password
          autoComplete="new-password"
          hint="At least 12 characters."
        />
      </ActForm>
    </Panel>
  )
}

function RoleFields({ held }: { readonly held: readonly string[] }) {
  return (
    <fieldset className="field">
      <legend>Roles</legend>
      <p className="hint">Operations is never merged with another role.</p>
      {roles.map((role) => (
        <CheckField
          key={role}
          name={`role.${role}`}
          label={capitalised(roleWords[role])}
          checked={held.includes(role)}
        />
      ))}
    </fieldset>
  )
}

function rolesOf(read: FormReader) {
  return roles.filter((role) => read.checked(`role.${role}`))
}

function useAdministration(): readonly Refusal[] {
  const { person } = useSession()
  const may = person?.roles.includes('administrator') === true
  return may ? [] : [notYourRole(['administrator'], 'Changing who may act')]
}
