import {
  type RevisionRow,
  type RevisionsView,
  readRevisions,
  type ShownChange,
} from '@holdpoint/api'
import { useState } from 'react'
import { useView } from '../../client/use-view.ts'
import { SelectField } from '../../ui/fields.tsx'
import { Fold } from '../../ui/fold.tsx'
import { FormContext } from '../../ui/form-context.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Panel } from '../../ui/page.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, counted, rolesInWords } from '../../ui/words.ts'

/** Every revision that is kept, and what changed between two of them. */
export function AdvisoryRevisions({ id }: { readonly id: string }) {
  const [chosen, setChosen] = useState<{ from?: string; to?: string }>({})
  const view = useView(readRevisions, { params: { id }, query: chosen })
  return (
    <Panel title="Revisions">
      <Loaded query={view}>
        {(data) => (
          <>
            <Kept view={data} />
            {data.from === null || data.to === null ? (
              <p>One revision is kept; there is nothing to compare it with.</p>
            ) : (
              <>
                <Compare view={data} onChoose={(more) => setChosen({ ...chosen, ...more })} />
                <h3>
                  What changed from version {data.from.version} to version {data.to.version}
                </h3>
                <Changes changes={data.changes} />
              </>
            )}
          </>
        )}
      </Loaded>
    </Panel>
  )
}

const counts = {
  semantic: 'The document counts by semantic versioning.',
  integer: 'The document counts by whole numbers: each version is compared again.',
  unreadable: 'The version cannot be read as CSAF has it: each one is compared again.',
} as const

function Kept({ view }: { readonly view: RevisionsView }) {
  return (
    <>
      <p className="hint">{counts[view.versioning]}</p>
      <Table
        narrow
        caption="Revisions that are kept, the latest first"
        columns={[
          { head: 'Version', cell: (row) => row.version },
          { head: 'Released', cell: (row) => <Moment at={row.releasedAt} /> },
          { head: 'Imported', cell: (row) => <Moment at={row.importedAt} /> },
          { head: 'Step', cell: (row) => row.step ?? 'The oldest that is kept' },
        ]}
        rows={view.revisions}
        keyOf={(row) => row.sha256}
        empty="None is kept."
      />
    </>
  )
}

type CompareProps = {
  readonly view: RevisionsView
  readonly onChoose: (more: { from?: string; to?: string }) => void
}

function Compare({ view, onChoose }: CompareProps) {
  if (view.revisions.length < 3) return null
  const choices = view.revisions.map((one: RevisionRow) => ({
    value: one.sha256,
    words: `Version ${one.version}`,
  }))
  return (
    <FormContext value="compare-revisions">
      <SelectField
        name="from"
        label="From"
        choices={choices}
        value={view.from?.sha256 ?? ''}
        onChoose={(from) => onChoose({ from })}
      />
      <SelectField
        name="to"
        label="To"
        choices={choices}
        value={view.to?.sha256 ?? ''}
        onChoose={(to) => onChoose({ to })}
      />
    </FormContext>
  )
}

/** In words, with whom it touches; both texts stand side by side one step away. */
export function Changes({ changes }: { readonly changes: readonly ShownChange[] }) {
  if (changes.length === 0) return <p>Nothing that Holdpoint reads differs.</p>
  return (
    <>
      <ul className="lines">
        {changes.map((one, index) => (
          <li key={keyOf(one, index)}>
            {capitalised(one.words)}{' '}
            <span className="hint">
              {one.touches.length === 0
                ? 'Touches no decision'
                : `Touches: ${rolesInWords(one.touches)}`}
            </span>
          </li>
        ))}
      </ul>
      <Fold label={`Side by side (${counted(changes.length, 'difference')})`}>
        <Table
          caption="Both texts, side by side"
          columns={[
            { head: 'What', cell: (row) => row.words },
            { head: 'Before', cell: (row) => row.before ?? 'Nothing' },
            { head: 'After', cell: (row) => row.after ?? 'Nothing' },
          ]}
          rows={changes}
          keyOf={(row) => keyOf(row, changes.indexOf(row))}
          empty="No difference."
        />
      </Fold>
    </>
  )
}

function keyOf(change: ShownChange, index: number): string {
  return `${index} ${change.words}`
}
