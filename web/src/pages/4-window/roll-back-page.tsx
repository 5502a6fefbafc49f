import { releaseRollbackRoute } from '@holdpoint/api'
import { neededRollback } from '@holdpoint/core'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ActForm } from '../../ui/act-form.tsx'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { ChangePage } from '../../ui/change-page.tsx'
import { TextArea } from '../../ui/fields.tsx'
import { Panel } from '../../ui/page.tsx'
import { counted } from '../../ui/words.ts'

/** What going back means, in words, before it is released. */
export function RollBackPage() {
  const { id } = useParams({ from: '/changes/$id/roll-back' })
  const navigate = useNavigate()
  return (
    <ChangePage id={id} shown={4} about="Roll back">
      {({ change, offers }) => {
        const steps = change.plan === null ? [] : neededRollback(change.plan, change.run)
        const most = steps.reduce((sum, step) => sum + step.minutes.most, 0)
        return (
          <Panel title="What the rollback does">
            <p>
              It runs {counted(steps.length, 'step')}, {most} min at most, in this order. No step of
              the work goes on after it is released.
            </p>
            <ol className="lines">
              {steps.map((step) => (
                <li key={step.id}>
                  <strong>{step.title}</strong>: {step.instructions}
                </li>
              ))}
            </ol>
            <ActForm
              route={releaseRollbackRoute}
              params={{ id }}
              label="Release the rollback"
              kind="warning"
              refusals={refusalsOf(offers, 'release-rollback')}
              toBody={(read) => ({ reason: read.text('reason') })}
              onDone={() => void navigate({ to: '/changes/$id/window', params: { id } })}
            >
              <TextArea name="reason" label="Reason for the rollback" />
            </ActForm>
            <p>
              <Link to="/changes/$id/window" params={{ id }}>
                Back without a rollback
              </Link>
            </p>
          </Panel>
        )
      }}
    </ChangePage>
  )
}
