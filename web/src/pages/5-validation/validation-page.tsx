import { type ChangeView, closeRoute, recordLessonRoute } from '@holdpoint/api'
import { Link, useParams } from '@tanstack/react-router'
import { useActor } from '../../client/session.tsx'
import { ActForm } from '../../ui/act-form.tsx'
import { changeRefusals, refusalsOf } from '../../ui/ask-rules.ts'
import { ChangePage } from '../../ui/change-page.tsx'
import { TextArea } from '../../ui/fields.tsx'
import { Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { capitalised } from '../../ui/words.ts'
import { ClosingStrip } from './closing-strip.tsx'
import { EvidencePanel } from './evidence-panel.tsx'
import { FirmwarePanel } from './firmware-panel.tsx'
import { TestsPanel } from './tests-panel.tsx'

/** Stage 5: did it work, is the finding gone, what was learned, and the evidence of it all. */
export function ValidationPage() {
  const { id } = useParams({ from: '/changes/$id/validation' })
  return (
    <ChangePage id={id} shown={5} about="Validation">
      {(view) => (
        <>
          <ClosingStrip view={view} />
          <TestsPanel view={view} />
          <FirmwarePanel view={view} />
          <LessonPanel view={view} />
          <ClosePanel view={view} />
          <EvidencePanel changeId={id} />
        </>
      )}
    </ChangePage>
  )
}

function LessonPanel({ view }: { readonly view: ChangeView }) {
  const actor = useActor()
  const { change } = view
  const { lesson, closedAs } = change.validation
  return (
    <Panel title="Lesson" id="lesson">
      {lesson === null ? <p className="empty">Nothing is recorded yet.</p> : <p>{lesson}</p>}
      {closedAs === null ? (
        <ActForm
          route={recordLessonRoute}
          params={{ id: change.id }}
          label="Record the lesson"
          refusals={changeRefusals(change, { kind: 'record-lesson', lesson: 'x' }, actor)}
          toBody={(read) => ({ lesson: read.text('lesson') })}
        >
          <TextArea
            name="lesson"
            label="What was learned"
            hint="It is put before the board with the next plan of this kind."
          />
        </ActForm>
      ) : null}
    </Panel>
  )
}

function ClosePanel({ view }: { readonly view: ChangeView }) {
  const { change } = view
  const { closedAs } = change.validation
  if (closedAs !== null) {
    return (
      <Panel title="Closed" id="close" aside={<ClosedAs as={closedAs} />}>
        <p>
          {closedAs === 'installed'
            ? 'The inventory holds the firmware that was read.'
            : 'The plant runs what it ran before.'}{' '}
          {change.plan === null ? null : (
            <Link to="/assets/$id" params={{ id: change.plan.assetId }}>
              {change.plan.assetTag}
            </Link>
          )}
        </p>
      </Panel>
    )
  }
  return (
    <Panel title="Close" id="close">
      <ActForm
        route={closeRoute}
        params={{ id: change.id }}
        label="Close the change"
        kind="primary"
        refusals={refusalsOf(view.offers, 'close')}
        toBody={() => ({})}
      />
    </Panel>
  )
}

function ClosedAs({ as }: { readonly as: 'installed' | 'rolled-back' | 'not-installed' }) {
  const word = capitalised(as.replaceAll('-', ' '))
  return <Status meaning={as === 'installed' ? 'normal' : 'late'} word={word} />
}
