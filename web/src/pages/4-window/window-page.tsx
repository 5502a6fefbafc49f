import type { ChangeView } from '@holdpoint/api'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ChangePage } from '../../ui/change-page.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { Reasons } from '../../ui/reasons.tsx'
import { VetoNote } from '../2-board/veto-note.tsx'
import { HoldPointOne, HoldPointTwo } from './hold-points.tsx'
import { RollbackPanel } from './rollback-panel.tsx'
import { StepList } from './step-list.tsx'
import { StopBar } from './stop-bar.tsx'

/** Stage 4, made for gloves: one column, big targets, HOLD and VETO always in reach. */
export function WindowPage() {
  const { id } = useParams({ from: '/changes/$id/window' })
  useGloves()
  return (
    <ChangePage id={id} shown={4} about="Window">
      {(view) => (
        <>
          <VetoNote view={view} />
          <StopBar view={view} />
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
      <WindowTimes view={view} />
      <HoldPointOne view={view} />
      <StepList view={view} title="Steps" steps={plan.steps} forward />
      {back ? null : <HoldPointTwo view={view} />}
      <RollbackPanel view={view} />
      {back ? (
        <>
          <StepList view={view} title="Rollback steps" steps={plan.rollback} forward={false} />
          <HoldPointTwo view={view} />
        </>
      ) : null}
      {state === 'held' ? <Reasons refusals={[heldRefusal(run.heldReason)]} /> : null}
    </>
  )
}

function heldRefusal(reason: string | null) {
  return {
    kind: 'held',
    what: `The run is held: ${reason ?? 'no reason was given'}`,
    clearedBy: 'The operator on shift resumes it, or releases the rollback',
    owner: null,
  }
}

function WindowTimes({ view }: { readonly view: ChangeView }) {
  const window = view.change.plan?.window
  if (window === undefined) return null
  return (
    <Panel title="Maintenance window">
      <ul className="window-times">
        <li>
          Opens <Moment at={window.opensAt} />
        </li>
        <li>
          Closes <Moment at={window.closesAt} />
        </li>
      </ul>
    </Panel>
  )
}
