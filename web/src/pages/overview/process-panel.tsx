import { readSignals, type SignalView } from '@holdpoint/api'
import { useView } from '../../client/use-view.ts'
import { Fold } from '../../ui/fold.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Age } from '../../ui/moment.tsx'
import { useNow } from '../../ui/now.ts'
import { Panel } from '../../ui/page.tsx'
import { Reasons } from '../../ui/reasons.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { capitalised } from '../../ui/words.ts'
import { TankPicture } from './tank-picture.tsx'
import { byAsset, freshnessOf, tankOf, valueInWords } from './tank-reading.ts'

const READ_EVERY_MS = 2000

/** What the plant does now, read-only; beside a change, first of the asset that it touches. */
export function ProcessPanel({ firstTag = null }: { readonly firstTag?: string | null }) {
  const view = useView(readSignals, { params: {}, query: {} }, { everyMs: READ_EVERY_MS })
  return (
    <Panel title="The process now">
      <Loaded query={view}>
        {({ signals, refusals }) => (
          <>
            <Process signals={signals} firstTag={firstTag} />
            <Reasons refusals={refusals} />
          </>
        )}
      </Loaded>
    </Panel>
  )
}

type ProcessProps = { readonly signals: readonly SignalView[]; readonly firstTag: string | null }

function Process({ signals, firstTag }: ProcessProps) {
  const tank = tankOf(signals)
  const groups = [...byAsset(signals)]
  if (groups.length === 0) {
    return <p className="empty">No asset of the inventory has a signal that can be read.</p>
  }
  const drawn = firstTag ?? tank?.level?.assetTag ?? groups[0]?.[0]
  const first = groups.find(([assetTag]) => assetTag === drawn)
  const rest = groups.filter(([assetTag]) => assetTag !== drawn)
  return (
    <div className="process">
      {tank === null ? null : <TankPicture tank={tank} />}
      <div>
        {first === undefined ? null : <Readings assetTag={first[0]} signals={first[1]} />}
        {rest.length === 0 ? null : (
          <Fold label={`Readings of ${rest.length} more assets`}>
            {rest.map(([assetTag, own]) => (
              <Readings key={assetTag} assetTag={assetTag} signals={own} />
            ))}
          </Fold>
        )}
      </div>
    </div>
  )
}

function Readings(props: { readonly assetTag: string; readonly signals: readonly SignalView[] }) {
  const now = useNow()
  return (
    <Table
      caption={`Readings of ${props.assetTag}`}
      columns={[
        { head: 'Signal', cell: (signal) => capitalised(signal.words) },
        {
          head: 'Reading',
          numeric: true,
          cell: (signal) => (
            <span className={`reading ${freshnessOf(signal, now)}`}>{valueInWords(signal)}</span>
          ),
        },
        { head: 'State', cell: (signal) => <SignalStatus signal={signal} now={now} /> },
        {
          head: 'Age',
          cell: (signal) => (signal.readAt === null ? 'Never read' : <Age at={signal.readAt} />),
        },
      ]}
      rows={props.signals}
      keyOf={(signal) => signal.tag}
      empty="No signal."
      narrow
    />
  )
}

function SignalStatus({ signal, now }: { readonly signal: SignalView; readonly now: number }) {
  const freshness = freshnessOf(signal, now)
  if (freshness === 'failed') return <Status meaning="held" word={signal.why ?? 'Not read'} />
  if (signal.abnormal) return <Status meaning="failed" word={signal.why ?? 'Abnormal'} />
  if (freshness === 'stale') return <Status meaning="late" word="Stale" />
  return <Status meaning="normal" word="Normal" />
}
