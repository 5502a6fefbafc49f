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
import { Facts, Prose } from '../../ui/facts.tsx'
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
      <Seal size={size} sealed={checkpoint?.size ?? 0} />
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

/** The chain as a bar: what the signature covers, and what is newer than it. */
function Seal({ size, sealed }: { readonly size: number; readonly sealed: number }) {
  const covered = size === 0 ? 0 : (100 * sealed) / size
  const words =
    sealed === size
      ? `Entries 0 to ${size - 1}: all under one signed root`
      : `Entries 0 to ${sealed - 1} under the signed root; ${size - sealed} newer, not yet signed`
  return (
    <figure className="seal">
      <svg width="100%" height="18" role="img" aria-label={words}>
        <rect className="open" x={`${covered}%`} y="1" width={`${100 - covered}%`} height="16" />
        <rect className="sealed" x="0" y="1" width={`${covered}%`} height="16" />
      </svg>
      <figcaption className="hint">
        {words}. Changing any entry changes the root, and the signature no longer fits.
      </figcaption>
    </figure>
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
        This page shows what the server says of itself. To check it without trusting the server:
        download the ledger, unpack it, and run <code>npx holdpoint ledger verify</code> on any
        machine; it recomputes the root from the entries and checks the signature with the verifier
        key.
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
      <p className="hint">
        <span className="leaf sealed" /> under the signed root <span className="leaf" /> newer than
        the newest checkpoint
      </p>
      <Table
        caption="Entries, newest first"
        columns={[
          {
            head: 'Entry',
            cell: (row) => <Leaf leaf={row.leaf} sealed={data.checkpoint?.size ?? 0} />,
          },
          { head: 'When', cell: (row) => <Moment at={row.at} /> },
          { head: 'Who', cell: (row) => <span className="nowrap">{row.byName}</span> },
          { head: 'What', cell: (row) => <Prose text={row.words} /> },
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

/** One link of the chain: filled under the signed root, hollow until the next checkpoint. */
function Leaf({ leaf, sealed }: { readonly leaf: number; readonly sealed: number }) {
  const isSealed = leaf < sealed
  return (
    <span className={isSealed ? 'leaf sealed' : 'leaf'}>
      {leaf}
      <span className="unseen">{isSealed ? ', under the signed root' : ', not yet signed'}</span>
    </span>
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
