import { listCases } from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import { useView } from '../../client/use-view.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { UrgencyStatus } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, inWords } from '../../ui/words.ts'

export function CasesPage() {
  const view = useView(listCases, { params: {}, query: {} })
  return (
    <Page title="Cases" lead="One case for each finding that somebody took up.">
      <Loaded query={view}>
        {({ cases }) => (
          <Panel title="All cases">
            <Table
              caption="Cases, open ones first"
              columns={[
                {
                  head: 'Case',
                  cell: (row) => (
                    <Link to="/cases/$id" params={{ id: row.id }}>
                      {row.finding.assetTag}, {row.finding.advisoryId}, {row.finding.productId}
                    </Link>
                  ),
                },
                { head: 'State', cell: (row) => capitalised(row.state) },
                {
                  head: 'Urgency',
                  cell: (row) =>
                    row.decision === null ? (
                      'Not decided'
                    ) : (
                      <UrgencyStatus urgency={row.decision.urgency.urgency} />
                    ),
                },
                {
                  head: 'Means',
                  cell: (row) =>
                    row.decision === null ? 'Not decided' : inWords(row.decision.means),
                },
                { head: 'CVE', cell: (row) => row.finding.cves.join(', ') },
              ]}
              rows={cases.toSorted((a, b) => b.state.localeCompare(a.state))}
              keyOf={(row) => row.id}
              empty={
                <>
                  No case is open. <Link to="/triage">Open one from a finding</Link>.
                </>
              }
            />
          </Panel>
        )}
      </Loaded>
    </Page>
  )
}
