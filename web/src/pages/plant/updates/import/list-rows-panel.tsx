import type { UpdateRowKind, UpdatesPreview } from '@holdpoint/api'
import { inventoryRefusals } from '@holdpoint/core'
import { useActor } from '../../../../client/session.tsx'
import { ActButton } from '../../../../ui/act-button.tsx'
import { Lines } from '../../../../ui/facts.tsx'
import { Panel } from '../../../../ui/page.tsx'
import { type Meaning, Status } from '../../../../ui/status.tsx'
import { Table } from '../../../../ui/table.tsx'
import { counted } from '../../../../ui/words.ts'
import { titleOf } from '../qualification-conflicts.tsx'

const SHOWN = 300
const CONFLICTS_SHOWN = 20

const kinds: Readonly<Record<UpdateRowKind, { readonly meaning: Meaning; readonly word: string }>> =
  {
    refused: { meaning: 'failed', word: 'Refused' },
    changed: { meaning: 'held', word: 'Changed' },
    new: { meaning: 'normal', word: 'New' },
    'left out': { meaning: 'normal', word: 'Left out' },
    unchanged: { meaning: 'normal', word: 'Unchanged' },
  }

type Props = {
  readonly preview: UpdatesPreview
  readonly pending: boolean
  readonly onImport: () => void
}

/** Row by row what the list says, before anything is written. */
export function ListRowsPanel({ preview, pending, onImport }: Props) {
  const actor = useActor()
  const { counts, rows, leftOut, conflicts } = preview
  const taken = counts.new + counts.changed + counts.unchanged
  const shown = rows.slice(0, SHOWN)
  const more = rows.length - shown.length + leftOut
  return (
    <Panel title="What it says">
      <p>
        Nothing is written yet: {counts.new} new, {counts.changed} changed, {counts.unchanged}{' '}
        unchanged, {counts['left out']} left out, {counts.refused} refused.
      </p>
      {conflicts.length === 0 ? null : (
        <>
          <p>
            Another source says otherwise about {counted(conflicts.length, 'update')}. Both words
            are kept, and neither counts as good until somebody rules:
          </p>
          <Lines lines={conflicts.slice(0, CONFLICTS_SHOWN).map(titleOf)} />
        </>
      )}
      <Table
        caption="Rows of the list"
        columns={[
          { head: 'Row', cell: (row) => row.where },
          { head: 'What', cell: (row) => <Status {...kinds[row.kind]} /> },
          { head: 'Says', cell: (row) => row.words ?? row.reasons.join('; ') },
        ]}
        rows={shown}
        keyOf={(row) => row.where}
        empty="The list has no row."
      />
      {more === 0 ? null : <p>{counted(more, 'more row')} not shown; all of them are counted.</p>}
      {taken === 0 ? (
        <p>There is nothing to import: no row can be read.</p>
      ) : (
        <ActButton
          label={`Import ${counted(taken, 'row')}`}
          kind="primary"
          refusals={inventoryRefusals(actor, 'Importing updates')}
          pending={pending}
          onPress={onImport}
        />
      )}
    </Panel>
  )
}
