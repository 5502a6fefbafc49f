import { type ControlView, listControls, readControl } from '@holdpoint/api'
import type { RuleVerdict } from '@holdpoint/core'
import { Link, useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useView } from '../../client/use-view.ts'
import { Digest, Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'

export function ControlsPage() {
  const view = useView(listControls, { params: {}, query: {} })
  return (
    <Page
      title="Controls"
      lead="What protects an asset meanwhile. A control that no check has verified is worth nothing."
    >
      <Loaded query={view}>
        {({ controls }) => (
          <Panel title="Recorded controls">
            <ControlTable
              controls={controls}
              empty={
                <>
                  No control is recorded. Record one from <Link to="/cases">a case</Link>.
                </>
              }
            />
          </Panel>
        )}
      </Loaded>
    </Page>
  )
}

type ControlTableProps = {
  readonly controls: readonly ControlView[]
  readonly empty: ReactNode
}

export function ControlTable({ controls, empty }: ControlTableProps) {
  return (
    <Table
      caption="Compensating controls and what each is worth"
      columns={[
        {
          head: 'Control',
          cell: ({ control }) => (
            <Link to="/controls/$id" params={{ id: control.id }}>
              {control.policy.conduit}, protects {control.assetTag}
            </Link>
          ),
        },
        { head: 'Worth', cell: (row) => <Worth view={row} /> },
        { head: 'nftables says', cell: ({ control }) => <Verdict verdict={control.verdict} /> },
        { head: 'Review on', cell: ({ control }) => control.reviewOn },
        { head: 'Expires on', cell: ({ control }) => control.expiresOn },
      ]}
      rows={controls}
      keyOf={({ control }) => control.id}
      empty={empty}
    />
  )
}

function Worth({ view }: { readonly view: ControlView }) {
  return (
    <>
      <Status meaning="held" word="Nothing: not verified" />
      <p className="hint">{view.creditWhy}</p>
    </>
  )
}

function Verdict({ verdict }: { readonly verdict: RuleVerdict }) {
  switch (verdict.kind) {
    case 'accepted':
      return <Status meaning="normal" word={`Accepted by ${verdict.tool} ${verdict.version}`} />
    case 'refused':
      return (
        <Status meaning="failed" word={`Refused at line ${verdict.line}: ${verdict.message}`} />
      )
    case 'missing':
      return <Status meaning="late" word={`Not checked: ${verdict.tool} is missing`} />
  }
}

export function ControlPage() {
  const { id } = useParams({ from: '/controls/$id' })
  const query = useView(readControl, { params: { id }, query: {} })
  const control = query.data?.control
  return (
    <Page title={control === undefined ? 'Control' : `Control: ${control.policy.conduit}`}>
      <Loaded query={query}>{(view) => <OneControl view={view} />}</Loaded>
    </Page>
  )
}

function OneControl({ view }: { readonly view: ControlView }) {
  const { control } = view
  return (
    <>
      <Panel title="What it is worth">
        <Facts
          facts={[
            ['Worth', <Worth key="worth" view={view} />],
            ['nftables says', <Verdict key="verdict" verdict={control.verdict} />],
            ['Protects', `${control.assetTag} at ${control.policy.protects.address}`],
            ['Review on', control.reviewOn],
            ['Expires on', control.expiresOn],
            ['Recorded', <Moment key="created" at={control.createdAt} />],
            [
              'Case',
              <Link key="case" to="/cases/$id" params={{ id: control.caseId }}>
                The case that it covers
              </Link>,
            ],
          ]}
        />
      </Panel>
      <Panel title="Permitted flows">
        <Table
          caption="Everything else to the protected address is counted and dropped"
          columns={[
            { head: 'From', cell: (flow) => flow.from },
            { head: 'To', cell: (flow) => flow.to },
            { head: 'Protocol', cell: (flow) => flow.protocol },
            { head: 'Port', numeric: true, cell: (flow) => flow.port },
            { head: 'Why', cell: (flow) => flow.why },
          ]}
          rows={control.policy.permitted}
          keyOf={(flow) => `${flow.from} ${flow.to} ${flow.protocol} ${flow.port}`}
          empty="No flow is permitted: everything to the protected address is dropped."
        />
      </Panel>
      <Panel title="Rules as nftables takes them">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by keyboard */}
        <pre tabIndex={0}>{control.rules}</pre>
        <Facts facts={[['SHA-256', <Digest key="sha256" hex={control.rulesSha256} />]]} />
      </Panel>
    </>
  )
}
