import {
  type CallRefused,
  exportLedger,
  type LedgerPage as LedgerData,
  readLedger,
} from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { readView, useView } from '../../client/use-view.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { downloadFolder } from '../../ui/download.ts'
import { Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { useProblems } from '../../ui/problems.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { counted } from '../../ui/words.ts'

const ENTRIES_PER_PAGE = 100

export function LedgerPage() {
  const [before, setBefore] = useState<number | null>(null)
  const query = { limit: ENTRIES_PER_PAGE, ...(before === null ? {} : { before }) }
  const view = useView(readLedger, { params: {}, query })
  return (
    <Page
      title="Ledger"
      lead="Every act, append-only. State is what replaying these entries gives."
    >
      <Loaded query={view}>
        {(data) => (
          <>
            <CheckpointPanel data={data} />
            <Entries data={data} before={before} onTurn={setBefore} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function CheckpointPanel({ data }: { readonly data: LedgerData }) {
  const { checkpoint, verifierKey, size } = data
  const uncovered = size - (checkpoint?.size ?? 0)
  return (
    <Panel
      title="Newest checkpoint"
      aside={
        checkpoint === null ? (
          <Status meaning="held" word="None signed yet" />
        ) : (
          <Status
            meaning="normal"
            word={
              uncovered === 0
                ? 'Covers every entry'
                : `${counted(uncovered, 'entry', 'entries')} newer`
            }
          />
        )
      }
    >
      <Facts
        facts={[
          ['Entries in the ledger', size.toLocaleString('en-GB')],
          ['Entries under the checkpoint', checkpoint?.size.toLocaleString('en-GB')],
          ['Root', checkpoint === null ? null : <code key="root">{checkpoint.root}</code>],
          ['Signed', checkpoint === null ? null : <Moment key="at" at={checkpoint.signedAt} />],
          ['Verifier key', <code key="key">{verifierKey}</code>],
        ]}
      />
      <ExportLedger />
    </Panel>
  )
}

function ExportLedger() {
  const problems = useProblems()
  const [pending, setPending] = useState(false)
  const [told, setTold] = useState('')
  const download = async () => {
    setPending(true)
    problems.clear()
    try {
      const { files } = await readView(exportLedger, { params: {}, query: {} })
      downloadFolder('holdpoint-ledger', files)
      setTold(`holdpoint-ledger.tar, ${counted(files.length, 'file')}`)
    } catch (refused) {
      const { refusals } = refused as CallRefused
      problems.show(refusals.map((refusal) => ({ field: null, refusal })))
    }
    setPending(false)
  }
  return (
    <>
      <p>
        An auditor verifies the export offline: <code>npx holdpoint ledger verify</code>
      </p>
      <ActButton label="Download the ledger" pending={pending} onPress={download} />
      {told === '' ? null : <p role="status">{told}</p>}
    </>
  )
}

type EntriesProps = {
  readonly data: LedgerData
  readonly before: number | null
  readonly onTurn: (before: number | null) => void
}

function Entries({ data, before, onTurn }: EntriesProps) {
  const oldest = data.entries.at(-1)?.leaf ?? 0
  return (
    <Panel title="Entries">
      <Table
        caption="Entries, newest first"
        columns={[
          { head: 'Entry', cell: (row) => row.leaf, numeric: true },
          { head: 'When', cell: (row) => <Moment at={row.at} /> },
          { head: 'Who', cell: (row) => row.byName },
          { head: 'What', cell: (row) => row.words },
          { head: 'Stream', cell: (row) => <Stream stream={row.stream} /> },
        ]}
        rows={data.entries}
        keyOf={(row) => String(row.leaf)}
        empty="The ledger is empty."
      />
      <p className="paging">
        {before === null ? null : (
          <button type="button" className="button plain" onClick={() => onTurn(null)}>
            Newest entries
          </button>
        )}
        {oldest === 0 ? null : (
          <button type="button" className="button plain" onClick={() => onTurn(oldest)}>
            Older entries
          </button>
        )}
      </p>
    </Panel>
  )
}

/** Where the entry belongs; a long id is one step away, on the page that it leads to. */
function Stream({ stream }: { readonly stream: string }) {
  const [kind = '', id = ''] = stream.split(/\/(.*)/)
  if (kind === 'change') {
    return (
      <Link to="/changes/$id" params={{ id }}>
        Change
      </Link>
    )
  }
  if (kind === 'case') {
    return (
      <Link to="/cases/$id" params={{ id }}>
        Case
      </Link>
    )
  }
  return <code>{stream}</code>
}
