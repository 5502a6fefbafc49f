import { type ChangeView, vetoRoute } from '@holdpoint/api'
import { plantTouched } from '@holdpoint/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ActForm } from '../../ui/act-form.tsx'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { ChangePage } from '../../ui/change-page.tsx'
import { RadioField, TextArea } from '../../ui/fields.tsx'
import { Panel } from '../../ui/page.tsx'

/** The consequence in words, the ground, the reason; only here does the button look like a warning. */
export function VetoPage() {
  const { id } = useParams({ from: '/changes/$id/veto' })
  const navigate = useNavigate()
  const leave = () => void navigate({ to: '/changes/$id', params: { id } })
  return (
    <ChangePage id={id} shown={2} about="Veto">
      {(view) => (
        <Panel title="What a veto does">
          <ul className="lines">
            {consequences(view).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <ActForm
            route={vetoRoute}
            params={{ id }}
            label={`Veto revision ${view.change.revision}`}
            kind="warning"
            refusals={refusalsOf(view.offers, 'veto')}
            toBody={(read) => ({
              ground: read.text('ground') as 'safety',
              reason: read.text('reason'),
            })}
            onDone={leave}
          >
            <RadioField
              name="ground"
              label="Ground of the veto"
              choices={[
                { value: 'safety', words: 'Safety' },
                { value: 'production', words: 'Production' },
              ]}
            />
            <TextArea name="reason" label="Reason for the veto" />
          </ActForm>
          <p>
            <Link to="/changes/$id" params={{ id }}>
              Back without a veto
            </Link>
          </p>
        </Panel>
      )}
    </ChangePage>
  )
}

function consequences({ change }: ChangeView): readonly string[] {
  const final = `Revision ${change.revision} ends and cannot be taken up again.`
  const again = 'Only a new revision, which operations signs afresh, goes on.'
  if (!plantTouched(change)) return [final, again, 'Nothing on the plant has been touched.']
  return [
    final,
    again,
    'The plant has been touched. The veto sends nothing and cuts nothing that is under way.',
    'The rollback stays open: the operator on shift releases it.',
  ]
}
