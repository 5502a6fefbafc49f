import { type ChangeView, reviseRoute, submitToBoard } from '@holdpoint/api'
import { useParams } from '@tanstack/react-router'
import { ActForm } from '../../ui/act-form.tsx'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { ChangePage } from '../../ui/change-page.tsx'
import { TextArea } from '../../ui/fields.tsx'
import { Panel } from '../../ui/page.tsx'
import { BoardForm } from './board-form.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import { GateStrip } from './gate-strip.tsx'
import { PlanPanel } from './plan-panel.tsx'
import { SignaturesPanel } from './signatures-panel.tsx'
import { VetoNote } from './veto-note.tsx'

/** Stage 2: the plan, the form that the board needs in writing, who signed, and the decision. */
export function BoardPage() {
  const { id } = useParams({ from: '/changes/$id' })
  return (
    <ChangePage id={id} shown={2} about="Board">
      {(view) => (
        <>
          <VetoNote view={view} />
          <GateStrip view={view} />
          <PlanPanel view={view} />
          <SubmitPanel view={view} />
          <BoardForm view={view} />
          {isBeforeBoard(view) ? (
            <>
              <SignaturesPanel view={view} />
              <DecisionPanel view={view} />
            </>
          ) : null}
          <RevisePanel view={view} />
        </>
      )}
    </ChangePage>
  )
}

/** Signatures and decision come after the plan is brought; what a new revision voided stays. */
function isBeforeBoard({ change }: ChangeView): boolean {
  return change.state !== 'drafted' || change.board.voided.length > 0
}

function SubmitPanel({ view }: { readonly view: ChangeView }) {
  if (view.change.state !== 'drafted') return null
  return (
    <Panel title="Before the board">
      <ActForm
        route={submitToBoard}
        params={{ id: view.change.id }}
        label="Bring the change before the board"
        kind={view.change.plan === null ? 'plain' : 'primary'}
        refusals={refusalsOf(view.offers, 'submit-to-board')}
        toBody={() => ({})}
      />
      {isBeforeBoard(view) ? null : (
        <p className="hint" id="signatures">
          The five signatures and the <span id="decision">decision</span> follow once the change is
          before the board.
        </p>
      )}
    </Panel>
  )
}

function RevisePanel({ view }: { readonly view: ChangeView }) {
  const { state, revision } = view.change
  if (state === 'drafted') return null
  return (
    <Panel title="New revision">
      <ActForm
        route={reviseRoute}
        params={{ id: view.change.id }}
        label={`Draft revision ${revision + 1}`}
        refusals={refusalsOf(view.offers, 'revise')}
        toBody={(read) => ({ reason: read.text('reason') })}
      >
        <TextArea
          name="reason"
          label="Reason for the new revision"
          hint="Nothing that was signed before counts for it."
        />
      </ActForm>
    </Panel>
  )
}
