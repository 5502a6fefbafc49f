import type { ChangeView } from '@holdpoint/api'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ChangePage } from '../../ui/change-page.tsx'
import { VetoNote } from '../2-board/veto-note.tsx'
import { ProcessPanel } from '../overview/process-panel.tsx'
import { HoldPointOne, HoldPointTwo } from './hold-points.tsx'
import { RollbackPanel } from './rollback-panel.tsx'
import { StepList } from './step-list.tsx'
import { StopBar } from './stop-bar.tsx'
import { WindowTimeLine } from './window-time-line.tsx'

/** Stage 4, made for gloves: big targets, the plant beside the work, HOLD and VETO always in reach. */
export function WindowPage() {
  const { id } = useParams({ from: '/changes/$id/window' })
  useGloves()
  return (
    <ChangePage id={id} shown={4} about="Window">
      {(view) => (
        <>
          <VetoNote view={view} />
          {view.change.state === 'closed' ? null : <StopBar view={view} />}
          {view.change.plan === null ? (
            <p className="empty">There is no plan; nothing can be released.</p>
          ) : (
            <Run view={view} />
          )}
        </>
      )}
    </ChangePage>
  )
}

/** Targets of 72 px and wider gaps, as long as this page is open. */
function useGloves(): void {
  useEffect(() => {
    document.body.classList.add('gloves')
    return () => document.body.classList.remove('gloves')
  }, [])
}

function Run({ view }: { readonly view: ChangeView }) {
  const { plan, run, state } = view.change
  if (plan === null) return null
  const back = run.rollbackReleasedAt !== null
  return (
    <>
      {state === 'held' ? <Held reason={run.heldReason} /> : null}
      <WindowTimeLine view={view} />
      <div className="run">
        <div className="run-work">
          <HoldPointOne view={view} />
          <StepList view={view} title="Steps" steps={plan.steps} forward />
          {back ? null : <HoldPointTwo view={view} />}
          {state === 'closed' && !back ? null : <RollbackPanel view={view} />}
          {back ? (
            <>
              <StepList view={view} title="Rollback steps" steps={plan.rollback} forward={false} />
              <HoldPointTwo view={view} />
            </>
          ) : null}
        </div>
        <div className="run-plant">
          <ProcessPanel firstTag={plan.assetTag} />
        </div>
      </div>
    </>
  )
}

/** Where nobody can miss it: nothing goes on, why, and who lets it go on. */
function Held({ reason }: { readonly reason: string | null }) {
  return (
    <section className="panel held-note" aria-label="Held">
      <h2>Held: {reason ?? 'no reason was given'}</h2>
      <p>Nothing new starts. The operator on shift resumes the run, or releases the rollback.</p>
    </section>
  )
}
