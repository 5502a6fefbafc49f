import { type DemoPerson, signIn } from '@holdpoint/api'
import { useEffect } from 'react'
import { useSession } from '../../client/session.tsx'
import { useAct } from '../../client/use-act.ts'
import { useForgetViews } from '../../client/use-view.ts'
import { ActForm } from '../../ui/act-form.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { capitalised, rolesInWords } from '../../ui/words.ts'

export function SignInPage() {
  const { site, demoPersons, demoFieldPanel } = useSession()
  const forget = useForgetViews()
  // Once nobody's page is open any more: a page that is still open would ask again at once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when this page opens
  useEffect(() => forget(), [])
  return (
    <Page title="Sign in" lead={`${site.name}; times are in ${site.timeZone}.`}>
      <div className="sign-in">
        <Panel title="With your name and password">
          <ActForm
            route={signIn}
            label="Sign in"
            recordedAs="Signed in"
            kind="primary"
            toBody={(read) => ({ login: read.text('login'), password: read.secret('password') })}
          >
            <TextField name="login" label="Login" autoComplete="username" />
            <TextField name="password" label="Password" password autoComplete="current-password" />
          </ActForm>
        </Panel>
        {demoPersons.length === 0 ? null : <DemoPersons persons={demoPersons} />}
      </div>
      {demoFieldPanel === null ? null : (
        <p>
          The demonstration plant has a <a href={demoFieldPanel}>field panel</a>, where the hands of
          the plant are: faults, spares, set points.
        </p>
      )}
    </Page>
  )
}

/** The demonstration's people and their passwords are in the open; a plant's never are. */
function DemoPersons({ persons }: { readonly persons: readonly DemoPerson[] }) {
  return (
    <Panel title="As a person of the demonstration">
      <p className="hint">
        Every act belongs to a role. Sign in as one person, act, and switch to the next.
      </p>
      <ul className="demo-persons">
        {persons.map((person) => (
          <DemoButton key={person.personId} person={person} />
        ))}
      </ul>
    </Panel>
  )
}

function DemoButton({ person }: { readonly person: DemoPerson }) {
  const act = useAct(signIn, { words: `Signed in as ${person.name}` })
  const { login, password } = person
  return (
    <li>
      <button
        type="button"
        className="button plain"
        aria-disabled={act.pending}
        onClick={() => void act.run({ login, password })}
      >
        <span>
          Sign in as <strong>{person.name}</strong>,{' '}
          <span className="role">{rolesInWords(person.roles)}</span>
        </span>
      </button>
      <p className="hint">{capitalised(person.about)}</p>
    </li>
  )
}
