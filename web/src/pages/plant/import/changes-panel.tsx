import type { ImportPreview } from '@holdpoint/api'
import {
  type FactChange,
  inventoryRefusals,
  type PlannedRow,
  type PlannedRowKind,
} from '@holdpoint/core'
import { useActor } from '../../../client/session.tsx'
import { ActButton } from '../../../ui/act-button.tsx'
import { Panel } from '../../../ui/page.tsx'
import { type Meaning, Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'
import { counted } from '../../../ui/words.ts'
import { factInWords, fieldWords } from './fact-words.ts'

const SHOWN = 300

const kinds: Readonly<
  Record<PlannedRowKind, { readonly meaning: Meaning; readonly word: string }>
> = {
  refused: { meaning: 'failed', word: 'Refused' },
  conflict: { meaning: 'held', word: 'Conflict' },
  new: { meaning: 'normal', word: 'New' },
  changed: { meaning: 'normal', word: 'Changed' },
  unchanged: { meaning: 'normal', word: 'Unchanged' },
}

type ChangesPanelProps = {
  readonly preview: ImportPreview
  readonly pending: boolean
  readonly onImport: () => void
}

export function ChangesPanel({ preview, pending, onImport }: ChangesPanelProps) {
  const actor = useActor()
  const { counts, rows, leftOut, conflicts } = preview
  const taken = counts.new + counts.changed + counts.conflict + counts.unchanged
  const telling = rows.filter((row) => row.kind !== 'unchanged' || row.facts.length > 0)
  const shown = telling.slice(0, SHOWN)
  const more = telling.length - shown.length + leftOut
  return (
    <Panel title="What would change">
      <p>
        Nothing is written yet: {counts.new} new, {counts.changed} changed, {counts.conflict} in
        conflict, {counts.unchanged} unchanged, {counts.refused} refused.
      </p>
      {conflicts === 0 ? null : (
        <p>
          Another source says {counted(conflicts, 'fact')} differently. What stands stays; what this
          file says is kept beside it until somebody rules.
        </p>
      )}
      <Table
        caption="Rows of the file"
        columns={[
          { head: 'Row', cell: (row) => row.where },
          { head: 'Asset', cell: (row) => assetOf(row) },
          { head: 'What', cell: (row) => <Status {...kinds[row.kind]} /> },
          { head: 'Facts', cell: (row) => <RowFacts row={row} /> },
        ]}
        rows={shown}
        keyOf={(row) => row.where}
        empty="Every row says what is recorded already."
      />
      {more === 0 ? null : <p>{counted(more, 'more row')} not shown; all of them are counted.</p>}
      {taken === 0 ? (
        <p>There is nothing to import: every row is refused.</p>
      ) : (
        <ActButton
          label={`Import ${counted(taken, 'row')}`}
          kind="primary"
          refusals={inventoryRefusals(actor, 'Importing assets')}
          pending={pending}
          onPress={onImport}
        />
      )}
    </Panel>
  )
}

function assetOf({ tag, matchedBy }: PlannedRow): string {
  return matchedBy === null || matchedBy === 'tag' ? tag : `${tag}, found by its ${matchedBy}`
}

function RowFacts({ row }: { readonly row: PlannedRow }) {
  if (row.kind === 'refused') return <>{row.reasons.join('; ')}</>
  return (
    <ul className="lines">
      {row.facts.map((change) => (
        <li key={change.field}>{changeInWords(change, row.kind)}</li>
      ))}
    </ul>
  )
}

function changeInWords({ field, from, to, effect }: FactChange, kind: PlannedRowKind): string {
  const name = fieldWords(field)
  const said = factInWords(to)
  if (kind === 'new' || effect === 'set') return `${name}: ${said}`
  if (effect === 'changed') return `${name}: ${factInWords(from)} → ${said}`
  if (effect === 'ruled')
    return `${name}: says ${said}; ruled out before, ${factInWords(from)} stands`
  if (effect === 'older') return `${name}: says ${said}; older than what this source said last`
  return `${name}: says ${said}; ${factInWords(from)} stands`
}
