import { listAssetUpdates } from '@holdpoint/api'
import type { Asset } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useView } from '../../../client/use-view.ts'
import { Lines } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Panel } from '../../../ui/page.tsx'
import { Table } from '../../../ui/table.tsx'
import { capitalised } from '../../../ui/words.ts'
import { coveringInWords } from './covering.ts'
import { Standing } from './standing.tsx'
import { wordsOfUpdate } from './vendor-words.ts'

/** Updates that are released and not installed here, with every vendor's word on each. */
export function AssetUpdatesPanel({ asset }: { readonly asset: Asset }) {
  const view = useView(listAssetUpdates, { params: { id: asset.id }, query: {} })
  return (
    <Panel title="Missing updates">
      <Loaded query={view}>
        {({ missing, softwareKnown }) => (
          <>
            {softwareKnown ? null : (
              <p>
                Nothing is recorded of what is installed on {asset.tag}: only updates of the product
                itself are compared.
              </p>
            )}
            <Table
              caption="Released and not installed"
              columns={[
                { head: 'Update', cell: ({ release }) => release.id },
                { head: 'For', cell: ({ release }) => release.product },
                { head: 'Security', cell: ({ release }) => capitalised(release.securityRelated) },
                { head: 'Replaces', cell: (row) => row.replaces.join(', ') || 'None' },
                {
                  head: 'Newest that covers it',
                  cell: ({ newest }) => coveringInWords(newest),
                },
                {
                  head: 'Qualified',
                  cell: ({ qualified }) => <Standing standing={qualified.standing} />,
                },
                { head: 'Who says what', cell: (row) => <Lines lines={wordsOfUpdate(row)} /> },
              ]}
              rows={missing}
              keyOf={({ release }) => release.id}
              empty="No list names an update that is missing here."
            />
            <p>
              <Link to="/updates">All updates</Link>
            </p>
          </>
        )}
      </Loaded>
    </Panel>
  )
}
