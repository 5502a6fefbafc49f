import {
  type NeedsMe,
  type OverviewView,
  overview,
  readSignals,
  type SignalView,
} from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import { usePerson } from '../../client/session.tsx'
import { useView } from '../../client/use-view.ts'
import { Fold } from '../../ui/fold.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Age } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised, counted, ownerInWords, rolesInWords } from '../../ui/words.ts'
import { ProcessPanel } from './process-panel.tsx'
import { byAsset, valueInWords } from './tank-reading.ts'

/** Abnormal rises: what needs this person first, then what waits for others, then small counts. */
export function OverviewPage() {
  const view = useView(overview, { params: {}, query: {} })
  const person = usePerson()
  return (
    <Page title="Overview" lead={`What needs ${person.name}, ${rolesInWords(person.roles)}.`}>
      <Loaded query={view}>
        {(data) => (
          <>
            <NeedsAttention rows={data.needsMe} />
            <ProcessPanel />
            <WaitsForOthers rows={data.needsOthers} />
            <Counts data={data} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

const ROWS_AT_FIRST = 8

const keyOf = ({ kind, id, owner }: NeedsMe) => `${kind} ${id} ${owner}`

/** What is abnormal in the plant comes before anything that waits for a signature. */
function NeedsAttention({ rows }: { readonly rows: readonly NeedsMe[] }) {
  const { data } = useView(readSignals, { params: {}, query: {} })
  const signals = data?.signals ?? []
  const abnormal = signals.filter((signal) => signal.abnormal && signal.value !== null)
  const silent = [...byAsset(signals.filter((signal) => signal.value === null))]
  const rest = rows.slice(ROWS_AT_FIRST)
  return (
    <Panel title="Needs attention">
      {rows.length + abnormal.length + silent.length === 0 ? (
        <p className="empty">Nothing waits for you. What waits for others is below.</p>
      ) : null}
      <ul className="attention">
        {abnormal.map((signal) => (
          <li key={`${signal.assetId} ${signal.tag}`}>
            <Status meaning="failed" word="Abnormal" />
            <div>
              <Link to="/assets/$id" params={{ id: signal.assetId }}>
                {signal.assetTag}: {signal.words}
              </Link>
              <p>
                {valueInWords(signal)}: {signal.why ?? 'outside its limits'}
              </p>
            </div>
          </li>
        ))}
        {silent.map(([assetTag, own]) => (
          <Silent key={assetTag} assetTag={assetTag} signals={own} />
        ))}
        {rows.slice(0, ROWS_AT_FIRST).map((row) => (
          <Waiting key={keyOf(row)} row={row} />
        ))}
      </ul>
      {rest.length === 0 ? null : (
        <Fold label={`${rest.length} more that wait for you`}>
          <ul className="attention">
            {rest.map((row) => (
              <Waiting key={keyOf(row)} row={row} />
            ))}
          </ul>
        </Fold>
      )}
    </Panel>
  )
}

type SilentProps = { readonly assetTag: string; readonly signals: readonly SignalView[] }

/** A controller that does not answer is one thing to look at, not one for each of its signals. */
function Silent({ assetTag, signals }: SilentProps) {
  const whys = [...new Set(signals.map(({ why }) => why ?? 'not read'))]
  return (
    <li>
      <Status meaning="held" word="Unknown" />
      <div>
        <Link to="/assets/$id" params={{ id: signals[0]?.assetId ?? '' }}>
          {assetTag}: {counted(signals.length, 'reading')} not known
        </Link>
        <p>{whys.join('; ')}</p>
      </div>
    </li>
  )
}

function Waiting({ row }: { readonly row: NeedsMe }) {
  return (
    <li>
      <Status meaning="held" word="Waits for you" />
      <div>
        <Link to={row.link}>
          {row.what}: {row.title}
        </Link>
        <p>
          {capitalised(row.reason)}
          {row.dueOn === null ? '' : `. Last day: ${row.dueOn}`}
        </p>
      </div>
    </li>
  )
}

/** What is under way leads; findings that nobody took up are counted, and one step away. */
function WaitsForOthers({ rows }: { readonly rows: readonly NeedsMe[] }) {
  const findings = rows.filter(({ kind }) => kind === 'finding')
  return (
    <Panel title="Waits for others">
      <WaitingTable
        caption="What is under way and whose turn it is"
        rows={rows.filter(({ kind }) => kind !== 'finding')}
      />
      {findings.length === 0 ? null : (
        <Fold label={`${counted(findings.length, 'finding')} that nobody took up`}>
          <WaitingTable caption="Findings without a case" rows={findings} />
        </Fold>
      )}
    </Panel>
  )
}

type WaitingTableProps = { readonly caption: string; readonly rows: readonly NeedsMe[] }

function WaitingTable({ caption, rows }: WaitingTableProps) {
  return (
    <Table
      caption={caption}
      columns={[
        { head: 'What', cell: (row) => <Link to={row.link}>{row.title}</Link> },
        { head: 'Next', cell: (row) => row.what },
        { head: 'Reason', cell: (row) => capitalised(row.reason) },
        { head: 'Last day', cell: (row) => row.dueOn ?? '' },
        { head: 'Owner', cell: (row) => capitalised(ownerInWords(row.owner)) },
      ]}
      rows={rows}
      keyOf={keyOf}
      empty="Nothing that is under way waits for others."
    />
  )
}

const counts = [
  ['affected', 'Affected pairs of asset and advisory', '/triage'],
  ['review', 'Pairs for review', '/triage'],
  ['openCases', 'Open cases', '/cases'],
  ['openChanges', 'Open changes', '/changes'],
  ['alarms', 'Alarms of clocks', '/clocks'],
  ['advisories', 'Advisories', '/advisories'],
  ['assets', 'Assets', '/assets'],
] as const

function Counts({ data }: { readonly data: OverviewView }) {
  const { ledger } = data
  return (
    <Panel title="Counts, each with its age and coverage">
      <ul className="counts">
        {counts.map(([key, words, to]) => {
          const { count, asOf, coverage } = data.counts[key]
          return (
            <li key={key}>
              <strong>{count.toLocaleString('en-GB')}</strong> <Link to={to}>{words}</Link>
              <p className="hint">
                {asOf === null ? 'Never counted' : <Age at={asOf} />}; {coverage}
              </p>
            </li>
          )
        })}
        <li>
          <strong>{ledger.size.toLocaleString('en-GB')}</strong>{' '}
          <Link to="/ledger">Ledger entries</Link>
          <p className="hint">
            {ledger.checkpointAt === null ? (
              'No checkpoint is signed yet'
            ) : (
              <>
                Newest checkpoint <Age at={ledger.checkpointAt} />
              </>
            )}
          </p>
        </li>
      </ul>
    </Panel>
  )
}
