import type { CaseView } from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import { Lines } from '../../../ui/facts.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Table } from '../../../ui/table.tsx'
import { capitalised } from '../../../ui/words.ts'
import { coveringInWords } from '../../plant/updates/covering.ts'
import { Standing } from '../../plant/updates/standing.tsx'
import { wordsOfUpdate } from '../../plant/updates/vendor-words.ts'

/** The updates against what the case is about, and what each vendor there says of them. */
export function UpdatesAgainstIt({ view }: { readonly view: CaseView }) {
  return (
    <Panel title="Updates against it" aside={<Link to="/updates">All updates</Link>}>
      <Table
        caption="Released, not installed here, and naming one of these vulnerabilities"
        columns={[
          { head: 'Update', cell: ({ release }) => release.id },
          { head: 'For', cell: ({ release }) => `${release.vendor} ${release.product}` },
          { head: 'To', cell: ({ release }) => release.toVersion ?? 'Not recorded' },
          { head: 'Restart', cell: ({ release }) => capitalised(release.restart) },
          { head: 'Newest that covers it', cell: (row) => coveringInWords(row.newest) },
          { head: 'Qualified', cell: (row) => <Standing standing={row.qualified.standing} /> },
          { head: 'Who says what', cell: (row) => <Lines lines={wordsOfUpdate(row)} /> },
        ]}
        rows={view.updates}
        keyOf={({ release }) => `${release.id} ${release.product}`}
        empty="No list of updates names one; that nobody imported one says nothing."
      />
    </Panel>
  )
}
