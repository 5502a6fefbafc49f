import { type ControlView, listControls, readControl } from '@holdpoint/api'
import type { RuleVerdict } from '@holdpoint/core'
import { Link, useParams } from '@tanstack/react-router'
import { useView } from '../../client/use-view.ts'
import { Digest, Facts } from '../../ui/facts.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Moment } from '../../ui/moment.tsx'
import { Page, Panel } from '../../ui/page.tsx'
import { Status } from '../../ui/status.tsx'
import { Table } from '../../ui/table.tsx'
import { ChecksPanel } from './checks-panel.tsx'
import { ControlTable, stepWords, Worth } from './control-table.tsx'
import { ExploitPanel } from './exploit-panel.tsx'
import { StepsPanel } from './steps-panel.tsx'

export function ControlsPage() {
  const view = useView(listControls, { params: {}, query: {} })
  return (
    <Page
      title="Controls"
      lead="What protects an asset meanwhile. A control counts once it is proved three ways and in force."
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
            <p>
              <Link to="/controls-audit">Audit: what is claimed, checked and worth something</Link>
            </p>
          </Panel>
        )}
      </Loaded>
    </Page>
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
            ['In the plant', stepWords[control.step]],
            ['Protects', `${control.assetTag} at ${control.policy.protects.address}`],
            ['Enforced by', control.firewall ?? 'Not said'],
            ['Written for', control.point.dialect],
            ['Syntax', <Verdict key="verdict" verdict={control.verdict} />],
            ['Owner', view.ownerName],
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
      <ExploitPanel view={view} />
      <ChecksPanel view={view} />
      <StepsPanel view={view} />
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
      <Text title="Rules as the firewall takes them" text={control.rules} />
      <Panel title="Digest of the rules">
        <Facts facts={[['SHA-256', <Digest key="sha256" hex={control.rulesSha256} />]]} />
      </Panel>
      {control.rollback === '' ? null : (
        <Text title="What takes them away again" text={control.rollback} />
      )}
      {control.endSessions === null ? null : (
        <Text
          title="Sessions that are open go on: what ends them, as a step of its own"
          text={control.endSessions}
        />
      )}
    </>
  )
}

function Text({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Panel title={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </Panel>
  )
}
