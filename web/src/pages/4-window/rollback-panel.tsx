import type { ChangeView } from '@holdpoint/api'
import { neededRollback } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { ActButton } from '../../ui/act-button.tsx'
import { refusalsOf } from '../../ui/ask-rules.ts'
import { Panel } from '../../ui/page.tsx'
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
      {refusals.length === 0 ? (
        <Link className="button plain" to="/changes/$id/roll-back" params={{ id }}>
          Go to the rollback
        </Link>
      ) : (
        <ActButton label="Go to the rollback" refusals={refusals} onPress={() => {}} />
      )}
    </Panel>
  )
}
