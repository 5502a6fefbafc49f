import type { ChangeView } from '@holdpoint/api'
import { neededRollback } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { Panel } from '../../ui/page.tsx'
import { Reasons } from '../../ui/reasons.tsx'
import { Status } from '../../ui/status.tsx'

/** The way back is always in sight; its consequence stands on the page that follows. */
export function RollbackPanel({ view }: { readonly view: ChangeView }) {
  const { plan, run, id } = view.change
  if (plan === null) return null
  const refusals = refusalsOf(view.offers, 'release-rollback')
  if (run.rollbackReleasedAt !== null) {
    return (
      <Panel title="Rollback" aside={<Status meaning="late" word="Released" />}>
        <p>The rollback is released. Its steps follow.</p>
      </Panel>
    )
  }
  const needed = neededRollback(plan, run)
  return (
    <Panel title="Rollback">
      {needed.length === 0 ? null : (
        <p>Now it would be: {needed.map((step) => step.title).join('; ')}.</p>
      )}
      <div className="act">
        {refusals.length === 0 ? (
          <Link className="button plain" to="/changes/$id/roll-back" params={{ id }}>
            Go to the rollback
          </Link>
        ) : (
          <button type="button" className="button plain" aria-disabled="true">
            Go to the rollback
          </button>
        )}
        <Reasons refusals={refusals} />
      </div>
    </Panel>
  )
}
