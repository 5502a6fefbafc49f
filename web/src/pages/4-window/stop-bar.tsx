import { type ChangeView, holdRoute, resumeRoute } from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import { ActForm } from '../../ui/act-form.tsx'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { TextField } from '../../ui/fields.tsx'

const NO_TIME_FOR_WORDS = 'HOLD was pressed on the page of the run; the reason follows'

/** Stopping is never a form to fill first: HOLD works with the reason left as it stands. */
export function StopBar({ view }: { readonly view: ChangeView }) {
  const { id, state } = view.change
  return (
    <section className={`stop-bar ${state === 'held' ? 'is-held' : ''}`} aria-label="Stop">
      {state === 'held' ? (
        <>
          <p className="held-sign">HELD</p>
          <ActForm
            route={resumeRoute}
            params={{ id }}
            label="Resume the run"
            kind="primary"
            refusals={refusalsOf(view.offers, 'resume')}
            toBody={(read) => ({ processState: read.text('processState') })}
          >
            <TextField name="processState" label="Process state at the resumption" />
          </ActForm>
        </>
      ) : (
        <ActForm
          route={holdRoute}
          params={{ id }}
          label="HOLD"
          kind="hold"
          refusals={refusalsOf(view.offers, 'hold')}
          toBody={(read) => ({ reason: read.text('reason') || NO_TIME_FOR_WORDS })}
        >
          <TextField name="reason" label="Reason for HOLD" optional />
        </ActForm>
      )}
      <Veto view={view} />
      <p className="hint stop-words">
        HOLD stops what comes next; a step under way is never cut. VETO ends this revision, on the
        page that follows.
      </p>
    </section>
  )
}

function Veto({ view }: { readonly view: ChangeView }) {
  const { id, board } = view.change
  if (board.veto !== null) return <p className="veto vetoed-sign">VETOED</p>
  return (
    <div className="act veto">
      <Link className="button plain" to="/changes/$id/veto" params={{ id }}>
        VETO
      </Link>
    </div>
  )
}
