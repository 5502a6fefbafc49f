import { listUnpatched, type UnpatchedView } from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import { useView } from '../../../client/use-view.ts'
import { Lines } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { Table } from '../../../ui/table.tsx'
import { counted, inWords } from '../../../ui/words.ts'
import { whyNoPatch } from './term-panel.tsx'
import { TermStatus } from './term-status.tsx'

type Row = UnpatchedView['rows'][number]

/** What stays unpatched: nobody forgets it, because each row ends on a day. */
export function UnpatchedPage() {
  const view = useView(listUnpatched, { params: {}, query: {} })
  return (
    <Page
      title="Unpatched"
      lead="What stands in is looked at within a year; on its last day the case opens again."
    >
      <Loaded query={view}>
        {({ rows, today }) => (
          <Panel title={`${counted(rows.length, 'case')} as of ${today}`}>
            <Table
              caption="Cases whose means repair nothing, the one that ends first at the top"
              columns={[
                { head: 'Case', cell: (row) => <CaseLink row={row} /> },
                { head: 'CVE', cell: (row) => row.finding.cves.join(', ') },
                { head: 'Means', cell: meansInWords },
                { head: 'Why no patch', cell: (row) => <Why row={row} /> },
                { head: 'Stands until', cell: (row) => row.term.until },
                { head: 'Replaced by', cell: (row) => row.term.replaceBy ?? '–' },
                { head: 'Days left', numeric: true, cell: (row) => String(row.daysLeft) },
                { head: 'Standing', cell: (row) => <TermStatus standing={row.standing} /> },
              ]}
              rows={rows}
              keyOf={(row) => row.caseId}
              empty="Every decided case ends in a patch, or no case is decided yet."
            />
          </Panel>
        )}
      </Loaded>
    </Page>
  )
}

function CaseLink({ row: { caseId, finding } }: { readonly row: Row }) {
  return (
    <Link to="/cases/$id" params={{ id: caseId }}>
      {finding.assetTag}, {finding.advisoryId}
    </Link>
  )
}

function Why({ row }: { readonly row: Row }) {
  const come = row.patchHasCome ? ['A patch has come since: decide again'] : []
  return <Lines lines={[...come, ...whyNoPatch(row.term)]} />
}

function meansInWords({ means, interim }: Row): string {
  return interim === null ? inWords(means) : `${inWords(means)}; until then ${interim}`
}
