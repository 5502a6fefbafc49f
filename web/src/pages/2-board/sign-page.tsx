import { type ChangeView, signRoute } from '@holdpoint/api'
import { type BoardRole, boardRoles, roleWords, signatureMeanings } from '@holdpoint/core'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { usePerson } from '../../client/session.tsx'
import { ActForm } from '../../ui/act-form.tsx'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { ChangePage } from '../../ui/change-page.tsx'
import { Digest, type Fact, Facts, Lines } from '../../ui/facts.tsx'
import { TextField } from '../../ui/fields.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { limitsOf } from '../../ui/plan-limits.ts'
import {
  downtimeMinutes,
  minutesInWords,
  rollbackMinutes,
  workMinutes,
} from '../../ui/plan-sums.ts'
import { inWords } from '../../ui/words.ts'

/** One question on this page: will you sign exactly this, in this role, with this meaning? */
export function SignPage() {
  const { id } = useParams({ from: '/changes/$id/sign' })
  const { role } = useSearch({ from: '/changes/$id/sign' })
  const { roles } = usePerson()
  const signing =
    boardRoles.find((one) => one === role) ?? boardRoles.find((one) => roles.includes(one))
  return (
    <ChangePage id={id} shown={2} about="Sign">
      {(view) =>
        signing === undefined ? (
          <p>You hold no role of the board; there is nothing for you to sign.</p>
        ) : (
          <SignPanel view={view} role={signing} />
        )
      }
    </ChangePage>
  )
}

function SignPanel({ view, role }: { readonly view: ChangeView; readonly role: BoardRole }) {
  const navigate = useNavigate()
  const { id } = view.change
  const [confirmed, setConfirmed] = useState(false)
  const unconfirmed = {
    kind: 'not-confirmed',
    what: 'You have not confirmed that you read the plan',
    clearedBy: 'Tick the box above',
    owner: null,
  }
  const ruled = refusalsOf(view.offers, 'sign', role)
  const label = `Sign as ${roleWords[role]}: ${signatureMeanings[role]}`
  return (
    <>
      <Panel title="What you sign" aside={<ChangeIt id={id} />}>
        <Facts facts={factsOf(view)} />
      </Panel>
      <Panel title="Your signature">
        {ruled.length > 0 ? null : (
          <label className="choice">
            <input
              type="checkbox"
              checked={confirmed}
              onChange={(event) => setConfirmed(event.target.checked)}
            />
            I have read the plan and the form, and I sign exactly this version of them
          </label>
        )}
        <SignForm
          view={view}
          role={role}
          label={label}
          refusals={ruled}
          waits={confirmed ? [] : [unconfirmed]}
          onSigned={() => void navigate({ to: '/changes/$id', params: { id } })}
        />
      </Panel>
    </>
  )
}

type SignFormProps = {
  readonly view: ChangeView
  readonly role: BoardRole
  readonly label: string
  readonly refusals: ChangeView['offers'][number]['refusals']
  readonly waits: ChangeView['offers'][number]['refusals']
  readonly onSigned: () => void
}

function SignForm({ view, role, label, refusals, waits, onSigned }: SignFormProps) {
  return (
    <ActForm
      route={signRoute}
      params={{ id: view.change.id }}
      label={label}
      kind="primary"
      refusals={refusals}
      waits={waits}
      toBody={(read) => ({
        role,
        digest: view.digest ?? '',
        password: read.secret('password'),
      })}
      onDone={onSigned}
    >
      <TextField
        name="password"
        label="Your password, again"
        password
        autoComplete="current-password"
      />
    </ActForm>
  )
}

function ChangeIt({ id }: { readonly id: string }) {
  return (
    <Link to="/changes/$id" params={{ id }}>
      Back to plan and form
    </Link>
  )
}

function factsOf({ change, digest }: ChangeView): readonly Fact[] {
  const { plan } = change
  if (plan === null) return [['Plan', null]]
  return [
    ['Asset', plan.assetTag],
    ['Firmware', `${plan.firmwareFrom} → ${plan.firmwareTo}`],
    ['Reversibility', `${inWords(plan.reversibility)}. ${plan.reversibilityBasis}`],
    ['Residual risk', plan.residualRisk],
    ['Work', minutesInWords(workMinutes(plan))],
    ['Downtime', minutesInWords(downtimeMinutes(plan))],
    ['Rollback', minutesInWords(rollbackMinutes(plan))],
    ['Window opens', <Moment key="opens" at={plan.window.opensAt} />],
    ['Window closes', <Moment key="closes" at={plan.window.closesAt} />],
    ['Limits', <Lines key="limits" lines={limitsOf(plan)} />],
    ['Revision', String(change.revision)],
    ['Digest that you sign', digest === null ? null : <Digest key="digest" hex={digest} />],
  ]
}
