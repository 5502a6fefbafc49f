import {
  type AuditedCase,
  type AuditedControl,
  auditControls,
  type ControlView,
} from '@holdpoint/api'
import { checkWords } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useView } from '../../client/use-view.ts'
import { Lines } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Age } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { stepWords, Worth } from './control-table.tsx'
import { SafeguardWorth } from './safeguards-panel.tsx'

/** What stands in for patches, and what of it is shown. */
export function ControlsAuditPage() {
  const view = useView(auditControls, { params: {}, query: {} })
  return (
    <Page
      title="Audit of controls"
      lead="What is claimed, what a machine checked, how old that is, and what it is worth today."
    >
      <Loaded query={view}>
        {({ asOf, cases, controls }) => (
          <>
            <p className="quiet">
              Worked out <Age at={asOf} />, for every case that is not closed.
            </p>
            <Panel title="For each case">
              <Cases cases={cases} />
            </Panel>
            <Panel title="For each control">
              <Controls controls={controls} />
            </Panel>
          </>
        )}
      </Loaded>
    </Page>
  )
}

function Cases({ cases }: { readonly cases: readonly AuditedCase[] }) {
  return (
    <Table
      caption="Cases with controls"
      columns={[
        {
          head: 'Case',
          cell: (row) => (
            <Link to="/cases/$id/controls" params={{ id: row.caseId }}>
              {row.assetTag}, {row.advisoryId}
            </Link>
          ),
        },
        { head: 'State', cell: (row) => row.state },
        { head: 'Decided with the way in', cell: (row) => row.exposure ?? 'Not decided' },
        { head: 'Way in today', cell: (row) => row.wayIn },
        {
          head: 'Only claimed',
          cell: (row) => <Lines lines={row.claimed.map((claim) => `${claim}: worth nothing`)} />,
        },
        {
          head: 'Recorded',
          cell: (row) =>
            row.controls.length === 0
              ? 'None'
              : row.controls.map((one) => <Checked key={one.control.id} view={one} />),
        },
        {
          head: 'Access and monitoring',
          cell: (row) =>
            row.safeguards.length === 0
              ? 'None'
              : row.safeguards.map((one) => (
                  <div key={one.safeguard.id}>
                    <p>{one.safeguard.title}</p>
                    <SafeguardWorth view={one} />
                  </div>
                )),
        },
      ]}
      rows={cases}
      keyOf={(row) => row.caseId}
      empty="No case that is not closed has a control, claimed or recorded."
    />
  )
}

const words = { holds: 'holds', fails: 'fails', 'too-old': 'too old', missing: 'not run' } as const
const meanings = { holds: 'normal', fails: 'failed', 'too-old': 'late', missing: 'late' } as const

function Checked({ view }: { readonly view: ControlView }) {
  return (
    <>
      <p>
        <Link to="/controls/$id" params={{ id: view.control.id }}>
          {view.control.policy.conduit}
        </Link>
      </p>
      <Worth view={view} />
      <ul className="lines">
        {view.standings.map(({ kind, state, check }) => (
          <li key={kind}>
            <Status meaning={meanings[state]} word={words[state]} /> {checkWords[kind]}
            {check === null ? null : (
              <>
                , <Age at={check.at} />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}

function Controls({ controls }: { readonly controls: readonly AuditedControl[] }) {
  return (
    <Table
      caption="What each control covers and what it costs"
      columns={[
        {
          head: 'Control',
          cell: ({ view }) => (
            <Link to="/controls/$id" params={{ id: view.control.id }}>
              {view.control.policy.conduit}
            </Link>
          ),
        },
        { head: 'Covers', cell: ({ covers }) => <Lines lines={covers} /> },
        { head: 'In the plant', cell: ({ view }) => stepWords[view.control.step] },
        { head: 'Owner', cell: ({ view }) => view.ownerName },
        {
          head: 'Worn out by',
          cell: ({ view }) => <Lines lines={view.control.aged.map((one) => one.words)} />,
        },
        { head: 'Lines of rules', numeric: true, cell: ({ rules }) => rules },
        { head: 'Permitted flows', numeric: true, cell: ({ permitted }) => permitted },
        { head: 'Checks a year', numeric: true, cell: ({ checksAYear }) => checksAYear },
        { head: 'Expires on', cell: ({ view }) => view.control.expiresOn },
      ]}
      rows={controls}
      keyOf={({ view }) => view.control.id}
      empty="No control is recorded."
    />
  )
}
