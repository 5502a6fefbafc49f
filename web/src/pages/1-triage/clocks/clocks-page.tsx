import { type ClocksView, readClocks } from '@holdpoint/api'
import type { ClockStanding, RunningClock } from '@holdpoint/core'
import { useView } from '../../../client/use-view.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { type Meaning, Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'
import { counted, ownerInWords } from '../../../ui/words.ts'
import { AlarmsPanel } from './alarms-panel.tsx'
import { BaselinePanel } from './baseline-panel.tsx'
import { bothTimes } from './both-times.ts'
import { CalendarPanel } from './calendar-panel.tsx'
import { ClockPolicyPanel } from './clock-policy-panel.tsx'
import { DelegationsPanel } from './delegations-panel.tsx'
import { ManagerPanel } from './manager-panel.tsx'
import { PlansPanel } from './plans-panel.tsx'
import { SourcesPanel } from './sources-panel.tsx'

/** What is due by which rule; nothing on this page pauses a clock. */
export function ClocksPage() {
  const view = useView(readClocks, { params: {}, query: {} })
  return (
    <Page
      title="Clocks"
      lead="What is due, by which rule. Nothing pauses a clock; what was late stays late."
    >
      <Loaded query={view}>{(shown) => <Shown view={shown} />}</Loaded>
    </Page>
  )
}

function Shown({ view }: { readonly view: ClocksView }) {
  const open = view.clocks.filter((clock) => clock.stoppedOn === null)
  const stopped = view.clocks.filter((clock) => clock.stoppedOn !== null)
  return (
    <>
      <Panel title={open.length === 0 ? 'No clock runs' : counted(open.length, 'open clock')}>
        <p>
          Today is {view.today} at the site ({view.timeZone}); days are calendar days, and the last
          one is in time.
        </p>
        {view.policy.jurisdictions.length + (view.policy.rules ?? []).length === 0 ? (
          <p>
            No regulation is chosen: only what the site asks of itself runs, and every plan that was
            made.
          </p>
        ) : null}
        <ClockTable caption="Open clocks, the most pressing first" clocks={open} />
      </Panel>
      <CalendarPanel />
      <AlarmsPanel />
      <ManagerPanel view={view} />
      <DelegationsPanel view={view} />
      <SourcesPanel view={view} />
      <PlansPanel view={view} />
      <BaselinePanel view={view} />
      <Panel title="Stopped">
        <ClockTable caption="Clocks that stopped" clocks={stopped} stopped />
      </Panel>
      <ClockPolicyPanel policy={view.policy} />
    </>
  )
}

const stoppedColumn = {
  head: 'Stopped',
  cell: (row: RunningClock) =>
    row.stoppedOn === null ? '' : bothTimes(row.stoppedOn, row.stopRecordedOn),
}

type ClockTableProps = {
  readonly caption: string
  readonly clocks: readonly RunningClock[]
  readonly stopped?: boolean
}

function ClockTable({ caption, clocks, stopped = false }: ClockTableProps) {
  return (
    <Table
      caption={caption}
      columns={[
        { head: 'What', cell: (row) => row.subject },
        { head: 'Stands', cell: (row) => <Standing clock={row} /> },
        { head: 'Since', cell: (row) => bothTimes(row.startedOn, row.startRecordedOn) },
        { head: 'Day', numeric: true, cell: (row) => row.day },
        ...(stopped ? [stoppedColumn] : []),
        { head: 'Last day', cell: (row) => row.dueOn ?? 'When its event comes' },
        { head: 'Rule', cell: (row) => `${row.kind}, ${row.rule.clause}` },
        { head: 'Whose', cell: (row) => ownerInWords(row.owner) },
      ]}
      rows={clocks}
      keyOf={(row) => row.id}
      empty="None."
    />
  )
}

const standings: { readonly [standing in ClockStanding]: readonly [Meaning, string] } = {
  overdue: ['failed', 'Overdue'],
  alarm: ['late', 'Two days or less'],
  warning: ['late', 'A week or less'],
  'waits-for-event': ['normal', 'Waits for its event'],
  running: ['normal', 'Running'],
  late: ['failed', 'Stopped late'],
  'in-time': ['normal', 'In time'],
}

function Standing({ clock }: { readonly clock: RunningClock }) {
  const [meaning, word] = standings[clock.standing]
  const severity = clock.severity === null ? '' : `, severity ${clock.severity.toLowerCase()}`
  return <Status meaning={meaning} word={`${word}${severity}`} />
}
