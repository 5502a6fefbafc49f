import { listUpdates, type ReleaseRow, type UpdatesView } from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import { useView } from '../../../client/use-view.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { Age } from '../../../ui/moment.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { Table } from '../../../ui/table.tsx'
import { capitalised, counted } from '../../../ui/words.ts'
import { coveringInWords, olderInWords } from './covering.ts'
import { QualificationConflicts } from './qualification-conflicts.tsx'
import { Standing } from './standing.tsx'

export function UpdatesPage() {
  const view = useView(listUpdates, { params: {}, query: {} })
  return (
    <Page
      title="Updates"
      lead="What vendors released, where it is missing, and what the vendors of what is installed there say of it."
    >
      <Loaded query={view}>
        {(shown) => (
          <>
            <QualificationConflicts conflicts={shown.conflicts} />
            <Panel
              title={counted(shown.releases.length, 'update')}
              aside={<Link to="/updates/import">Import a list</Link>}
            >
              <Coverage view={shown} />
              <Releases view={shown} />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** A count means nothing without how old it is and of what it was counted. */
function Coverage({ view }: { readonly view: UpdatesView }) {
  const { asOf, qualifications, hosts, hostsWithSoftware } = view
  return (
    <p>
      {asOf === null ? (
        'No list was imported. '
      ) : (
        <>
          Lists imported <Age at={asOf} />;{' '}
          {counted(qualifications, 'statement of a vendor', 'statements of vendors')}.{' '}
        </>
      )}
      {hostsWithSoftware} of {counted(hosts, 'asset')} say what is installed on them; of the others
      only the product itself is compared.
    </p>
  )
}

function Releases({ view }: { readonly view: UpdatesView }) {
  return (
    <Table
      caption="Updates, newest first"
      columns={[
        { head: 'Update', cell: ({ release }) => release.id },
        { head: 'For', cell: ({ release }) => `${release.vendor} ${release.product}` },
        { head: 'Released', cell: ({ release }) => release.releasedOn ?? 'Not recorded' },
        { head: 'Security', cell: ({ release }) => capitalised(release.securityRelated) },
        { head: 'Restart', cell: ({ release }) => capitalised(release.restart) },
        { head: 'Way back', cell: ({ release }) => wayBack[release.reversibility] },
        { head: 'Takes the place of', cell: ({ release }) => olderInWords(release) },
        { head: 'Newest that covers it', cell: (row) => coveringInWords(row.newest) },
        { head: 'Missing on', cell: (row) => <MissingOn row={row} /> },
      ]}
      rows={view.releases}
      keyOf={({ release }) => `${release.id} ${release.product}`}
      empty="No update is recorded: import a list."
    />
  )
}

const wayBack = {
  reversible: 'Reversible',
  'by-spare-only': 'By spare only',
  'one-way': 'One way',
  unknown: 'Not known, counts as one way',
} as const

function MissingOn({ row }: { readonly row: ReleaseRow }) {
  if (row.missingOn.length === 0) {
    const [newer] = row.supersededBy
    return newer === undefined ? 'None that is known' : `Counted at ${newer}`
  }
  return row.missingOn.map(({ assetId, tag, standing }) => (
    <div key={assetId}>
      <Link to="/assets/$id" params={{ id: assetId }}>
        {tag}
      </Link>{' '}
      <Standing standing={standing} />
    </div>
  ))
}
