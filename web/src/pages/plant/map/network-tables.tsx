import type { NetworkView, ZoneOnMap } from '@holdpoint/api'
import type { Conduit } from '@holdpoint/core'
import { foundationalRequirements } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { Lines } from '../../../ui/facts.tsx'
import { Status } from '../../../ui/status.tsx'
import { Table } from '../../../ui/table.tsx'
import { levelInWords, standingOf } from './plant-map.tsx'

type ViewProps = { readonly view: NetworkView }

const FOUND_MAX = 50

/** What the search found, to go to without hunting for it in the drawing. */
export function FoundAssets({ view, found }: ViewProps & { readonly found: ReadonlySet<string> }) {
  const rows = view.assets.filter((asset) => found.has(asset.id)).slice(0, FOUND_MAX)
  return (
    <Table
      caption={found.size > FOUND_MAX ? `The first ${FOUND_MAX} of ${found.size} found` : 'Found'}
      columns={[
        {
          head: 'Tag',
          cell: (row) => (
            <Link to="/assets/$id" params={{ id: row.id }}>
              {row.tag}
            </Link>
          ),
        },
        { head: 'Product', cell: (row) => `${row.vendor} ${row.product}` },
        { head: 'Zone', cell: (row) => nameOf(view, row.zone) },
        { head: 'Findings', cell: (row) => standingOf(row) },
      ]}
      rows={rows}
      keyOf={(row) => row.id}
      empty="No asset has all these words."
    />
  )
}

function nameOf(view: NetworkView, zoneId: string): string {
  return view.zones.find((zone) => zone.id === zoneId)?.name ?? zoneId
}

export function ZoneTable({ view }: ViewProps) {
  const inside = (zone: ZoneOnMap) => view.assets.filter((asset) => asset.zone === zone.id)
  const sum = (zone: ZoneOnMap, what: 'affected' | 'review') =>
    view.matchedAt === null
      ? 'Not matched'
      : inside(zone).reduce((total, asset) => total + asset[what], 0)
  return (
    <Table
      caption="Zones of the site"
      columns={[
        { head: 'Zone', cell: (row) => row.name },
        { head: 'Level', cell: (row) => levelInWords(row.level) },
        { head: 'Safety system', cell: (row) => (row.containsSafetySystem ? 'Yes' : 'No') },
        { head: 'Networks', cell: (row) => row.subnets.join(', ') || 'Not recorded' },
        { head: 'Target security level', cell: (row) => targetOf(row) },
        { head: 'Assets', numeric: true, cell: (row) => inside(row).length },
        { head: 'Affected', numeric: true, cell: (row) => sum(row, 'affected') },
        { head: 'For review', numeric: true, cell: (row) => sum(row, 'review') },
      ]}
      rows={view.zones}
      keyOf={(row) => row.id}
      empty="No zone is recorded."
    />
  )
}

/** `IAC 2, UC 2, …` as IEC 62443-3-3 orders them; levels may differ from one to the next. */
function targetOf({ securityLevelTarget: target }: ZoneOnMap): string {
  if (target === null) return 'Not recorded'
  return foundationalRequirements.map((one) => `${one} ${target[one]}`).join(', ')
}

export function ConduitTable({ view }: ViewProps) {
  return (
    <Table
      caption="Conduits between the zones"
      columns={[
        { head: 'Conduit', cell: (row) => row.name },
        {
          head: 'Between',
          cell: (row) => row.between.map((zone) => nameOf(view, zone)).join(' and '),
        },
        { head: 'Enforced by', cell: (row) => <Enforcement conduit={row} view={view} /> },
        {
          head: 'Meant to pass',
          cell: (row) => (
            <Lines
              lines={row.flows.map(
                ({ from, to, service, why }) =>
                  `${service}, ${nameOf(view, from)} to ${nameOf(view, to)}: ${why}`,
              )}
            />
          ),
        },
        { head: 'Loss borne', numeric: true, cell: (row) => lossOf(row) },
      ]}
      rows={view.conduits}
      keyOf={(row) => row.id}
      empty="No conduit is recorded: what can reach what is not known, and counts as open."
    />
  )
}

function Enforcement({ conduit, view }: ViewProps & { readonly conduit: Conduit }) {
  if (conduit.enforcedBy.length === 0) return <Status meaning="held" word="No firewall" />
  return (
    <>
      {conduit.enforcedBy.map((tag, index) => {
        const asset = view.assets.find((one) => one.tag === tag)
        return (
          <span key={tag}>
            {index > 0 ? ', ' : ''}
            {asset === undefined ? (
              tag
            ) : (
              <Link to="/assets/$id" params={{ id: asset.id }}>
                {tag}
              </Link>
            )}
          </span>
        )
      })}
    </>
  )
}

function lossOf({ lossToleratedSeconds: seconds }: Conduit): string {
  if (seconds === null) return 'Not recorded'
  if (seconds < 120) return `${seconds} s`
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`
  return `${Math.round(seconds / 3600)} h`
}
