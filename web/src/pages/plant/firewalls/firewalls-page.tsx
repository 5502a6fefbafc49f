import { type FirewallsView, listFirewalls } from '@holdpoint/api'
import { useView } from '../../../client/use-view.ts'
import { Digest } from '../../../ui/facts.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Age } from '../../../ui/moment.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'
import { AskReach } from './ask-reach.tsx'
import { ImportFirewall } from './import-firewall.tsx'

export function FirewallsPage() {
  const view = useView(listFirewalls, { params: {}, query: {} })
  return (
    <Page
      title="Firewalls"
      lead="What the firewalls run, and which packets that lets pass. What is not read counts as letting everything pass."
    >
      <Loaded query={view}>
        {(shown) => (
          <>
            <Panel title="Configurations">
              <Configurations view={shown} />
            </Panel>
            <Panel title="Ways that nothing is known of">
              <Gaps view={shown} />
            </Panel>
            <AskReach zones={shown.zones} />
            <ImportFirewall view={shown} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

type ViewProps = { readonly view: FirewallsView }

function Configurations({ view }: ViewProps) {
  const rows = view.inventory.map((tag) => ({
    tag,
    found: view.firewalls.find(({ firewall }) => firewall === tag) ?? null,
  }))
  return (
    <Table
      caption="Firewalls of the inventory and what was imported of each"
      columns={[
        { head: 'Firewall', cell: ({ tag }) => tag },
        {
          head: 'Configuration',
          cell: ({ found }) => {
            if (found === null) return <Status meaning="late" word="Not imported" />
            const word = found.stale ? 'Too old to say anything' : 'Read'
            return <Status meaning={found.stale ? 'late' : 'normal'} word={word} />
          },
        },
        { head: 'Dialect', cell: ({ found }) => found?.dialect ?? '' },
        { head: 'Rules', numeric: true, cell: ({ found }) => found?.rules ?? '' },
        {
          head: 'Not understood',
          numeric: true,
          cell: ({ found }) => found?.assumptions ?? '',
        },
        {
          head: 'Leads to',
          cell: ({ found }) =>
            found?.interfaces.map(({ name, zone }) => `${name}: ${zone}`).join(', ') ?? '',
        },
        { head: 'Imported', cell: ({ found }) => (found === null ? '' : <Age at={found.at} />) },
        {
          head: 'Digest',
          cell: ({ found }) => (found === null ? '' : <Digest hex={found.digest} />),
        },
      ]}
      rows={rows}
      keyOf={({ tag }) => tag}
      empty="The inventory names no firewall."
    />
  )
}

function Gaps({ view }: ViewProps) {
  if (view.zones.length === 0) {
    return <p className="empty">No zones and conduits are recorded: import them under Map.</p>
  }
  return (
    <Table
      caption="Conduits through which everything counts as passing"
      columns={[
        { head: 'Conduit', cell: (row) => row.conduit },
        { head: 'Why', cell: (row) => row.why },
      ]}
      rows={view.gaps}
      keyOf={(row) => `${row.conduit} ${row.why}`}
      empty="Every conduit is enforced by a firewall whose configuration was read."
    />
  )
}
