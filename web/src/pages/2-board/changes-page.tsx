import { listChanges } from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import { useView } from '../../client/use-view.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Age } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { ChangeStatus } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, ownerInWords } from '../../ui/words.ts'

export function ChangesPage() {
  const view = useView(listChanges, { params: {}, query: {} })
  return (
    <Page title="Changes" lead="Every change of the plant, where it stands, and whose turn it is.">
      <Loaded query={view}>
        {({ changes }) => (
          <Panel title="All changes">
            <Table
              caption="Changes, newest movement first"
              columns={[
                {
                  head: 'Change',
                  cell: (row) => (
                    <Link to="/changes/$id" params={{ id: row.id }}>
                      {row.title}
                    </Link>
                  ),
                },
                { head: 'Asset', cell: (row) => row.assetTag ?? 'No plan yet' },
                { head: 'Revision', numeric: true, cell: (row) => row.revision },
                { head: 'Stage', numeric: true, cell: (row) => row.stage },
                { head: 'State', cell: (row) => <ChangeStatus state={row.state} /> },
                { head: 'Next', cell: (row) => row.next },
                { head: 'Owner', cell: (row) => capitalised(ownerInWords(row.nextOwner)) },
                { head: 'Moved', cell: (row) => <Age at={row.updatedAt} /> },
              ]}
              rows={changes.toSorted((a, b) => b.updatedAt.localeCompare(a.updatedAt))}
              keyOf={(row) => row.id}
              empty={
                <>
                  No change is open. Open one from <Link to="/cases">a decided case</Link>.
                </>
              }
            />
          </Panel>
        )}
      </Loaded>
    </Page>
  )
}
