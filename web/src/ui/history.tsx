import type { HistoryEntry } from '@holdpoint/api'
import { Prose } from './facts.tsx'
import { Fold } from './fold.tsx'
import { Moment } from './moment.tsx'
import { Table } from './table.tsx'

/** Every act, newest first, each with the number of its ledger entry. */
export function History({
  of,
  entries,
}: {
  readonly of: string
  readonly entries: readonly HistoryEntry[]
}) {
  return (
    <section className="panel" aria-label="History">
      <Fold label={`History of this ${of} (${entries.length})`} level={2}>
        <Table
          caption={`What was done, newest first; every line is an entry of the ledger`}
          columns={[
            { head: 'Entry', cell: (entry) => entry.leaf, numeric: true },
            { head: 'When', cell: (entry) => <Moment at={entry.at} /> },
            { head: 'Who', cell: (entry) => entry.byName },
            { head: 'What', cell: (entry) => <Prose text={entry.words} /> },
          ]}
          rows={entries.toSorted((a, b) => b.leaf - a.leaf)}
          keyOf={(entry) => String(entry.leaf)}
          empty="Nothing was done yet."
        />
      </Fold>
    </section>
  )
}
