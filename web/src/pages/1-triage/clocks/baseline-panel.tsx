import {
  type ClocksView,
  completeAssetChange,
  recordMonitoring,
  updateBaseline,
} from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import { ActForm } from '../../../ui/act-form.tsx'
import { TextField } from '../../../ui/fields.tsx'
import { Fold } from '../../../ui/fold.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Table } from '../../../ui/table.tsx'
import { datedInWords } from './both-times.ts'

const DAY = 'A day, 2026-12-24.'

/** The baseline of each asset after its change, and the regular look for changes to any. */
export function BaselinePanel({ view }: { readonly view: ClocksView }) {
  const { today } = view
  return (
    <Panel title="Baselines">
      <Table
        caption="Changes that are complete, and their baselines"
        columns={[
          { head: 'Asset', cell: (row) => row.assetId },
          { head: 'Changed by', cell: (row) => <ChangedBy changeId={row.changeId} /> },
          { head: 'Complete on', cell: (row) => datedInWords(row.completed, '') },
          { head: 'Baseline up to date on', cell: (row) => datedInWords(row.updated, 'Not yet') },
          { head: 'By', cell: (row) => row.updated?.byName ?? '' },
        ]}
        rows={view.baselines.toReversed()}
        keyOf={(row) => `${row.assetId} ${row.changeId} ${row.completed.recordedAt}`}
        empty="No change is complete yet. Closing a change as installed records its asset here."
      />
      <Fold label="A change is complete">
        <ActForm
          route={completeAssetChange}
          label="Record the completed change"
          toBody={(read) => ({ assetId: read.text('assetId'), on: read.text('on') })}
        >
          <TextField name="assetId" label="Asset" />
          <TextField name="on" label="Complete on" hint={DAY} value={today} />
        </ActForm>
      </Fold>
      <Fold label="A baseline is up to date">
        <ActForm
          route={updateBaseline}
          label="Record the updated baseline"
          toBody={(read) => ({ assetId: read.text('assetId'), on: read.text('on') })}
        >
          <TextField name="assetId" label="Asset" hint={waiting(view)} />
          <TextField name="on" label="Up to date on" hint={DAY} value={today} />
        </ActForm>
      </Fold>
      <Fold label="Baselines were looked at">
        <ActForm
          route={recordMonitoring}
          label="Record the look at the baselines"
          toBody={(read) => ({ on: read.text('on') })}
        >
          <TextField name="on" label="Looked at on" hint={DAY} value={today} />
        </ActForm>
      </Fold>
    </Panel>
  )
}

function ChangedBy({ changeId }: { readonly changeId: string | null }) {
  if (changeId === null) return 'Recorded by hand'
  return (
    <Link to="/changes/$id" params={{ id: changeId }}>
      {changeId}
    </Link>
  )
}

function waiting({ baselines }: ClocksView): string {
  const open = baselines.filter((one) => one.updated === null).map((one) => one.assetId)
  return open.length === 0 ? 'No asset waits.' : `Waits for: ${[...new Set(open)].join(', ')}.`
}
