import type { AssetOnMap, NetworkView } from '@holdpoint/api'
import type { Conduit, Level } from '@holdpoint/core'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { counted } from '../../../ui/words.ts'
import { layOutMap, type PlacedAsset, type PlacedConduit, type PlacedZone } from './map-layout.ts'

type PlantMapProps = {
  readonly view: NetworkView
  /** What the search and the filter left; null: nothing was asked, everything is plain. */
  readonly found: ReadonlySet<string> | null
  readonly zoomPercent: number
}

/** Zones by Purdue level with their assets and conduits. The tables below say the same. */
export function PlantMap({ view, found, zoomPercent }: PlantMapProps) {
  const layout = useMemo(() => layOutMap(view), [view])
  const { width, height, bands, conduits } = layout
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide drawing is scrolled by keyboard too
    <section className="map-scroll" aria-label="Map of zones and conduits" tabIndex={0}>
      <svg className="plant-map" viewBox={`0 0 ${width} ${height}`} width={`${zoomPercent}%`}>
        <title>{`${view.zones.length} zones and ${conduits.length} conduits`}</title>
        {bands.map((band) => (
          <g key={band.level ?? 'unknown'}>
            <text className="level" x={4} y={band.y + 26}>
              {levelInWords(band.level)}
            </text>
            {band.zones.map((zone) => (
              <ZoneBox key={zone.zone.id} placed={zone} found={found} />
            ))}
          </g>
        ))}
        {conduits.map((placed) => (
          <ConduitLine key={placed.conduit.id} placed={placed} />
        ))}
      </svg>
    </section>
  )
}

export function levelInWords(level: Level | null): string {
  return level === null ? 'No level' : `Level ${level}`
}

type ZoneBoxProps = { readonly placed: PlacedZone; readonly found: ReadonlySet<string> | null }

function ZoneBox({ placed, found }: ZoneBoxProps) {
  const { zone, x, y, width, height, assets, left } = placed
  return (
    <g className={zone.listed ? 'zone' : 'zone unlisted'}>
      <rect className="zone-box" x={x} y={y} width={width} height={height} />
      <text className="zone-name" x={x + 12} y={y + 25}>
        {zone.name}
        {zone.containsSafetySystem ? <tspan className="quiet"> · safety system</tspan> : null}
        {zone.listed ? null : <tspan className="quiet"> · not in the list of zones</tspan>}
      </text>
      {assets.map((one) => (
        <AssetChip
          key={one.asset.id}
          placed={one}
          faded={found !== null && !found.has(one.asset.id)}
        />
      ))}
      {assets.length === 0 ? (
        <text className="quiet" x={x + 12} y={y + 62}>
          No asset is recorded here
        </text>
      ) : null}
      {left > 0 ? (
        <text className="quiet" x={x + 12} y={y + height - 12}>
          and {counted(left, 'more asset')}, in the list of assets
        </text>
      ) : null}
    </g>
  )
}

function AssetChip({ placed, faded }: { readonly placed: PlacedAsset; readonly faded: boolean }) {
  const { asset, x, y, width, height } = placed
  return (
    <Link to="/assets/$id" params={{ id: asset.id }} className={faded ? 'chip faded' : 'chip'}>
      <desc>{`${asset.vendor} ${asset.product}: ${standingOf(asset)}`}</desc>
      <rect x={x} y={y} width={width} height={height} />
      <text className="chip-tag" x={x + 8} y={y + 18}>
        {asset.tag}
      </text>
      <text className="chip-fact" x={x + 8} y={y + 36}>
        {short(asset.firmware ?? asset.product)}
      </text>
      <Mark asset={asset} x={x + width - 8} y={y + 18} />
    </Link>
  )
}

const short = (text: string) => (text.length > 17 ? `${text.slice(0, 16)}…` : text)

/** Shape and number, as everywhere: a square is affected, a diamond waits for a person. */
function Mark(props: { readonly asset: AssetOnMap; readonly x: number; readonly y: number }) {
  const { asset, x, y } = props
  if (asset.affected > 0) {
    return (
      <text className="mark failed" x={x} y={y}>
        ■ {asset.affected}
      </text>
    )
  }
  if (asset.review === 0) return null
  return (
    <text className="mark held" x={x} y={y}>
      ◆ {asset.review}
    </text>
  )
}

export function standingOf({ affected, review }: AssetOnMap): string {
  const parts = [
    affected > 0 ? `${counted(affected, 'finding')} affected` : null,
    review > 0 ? `${counted(review, 'finding')} for review` : null,
  ].filter((part) => part !== null)
  return parts.length === 0 ? 'no finding' : parts.join(', ')
}

function ConduitLine({ placed: { conduit, points, label } }: { readonly placed: PlacedConduit }) {
  return (
    <g className={conduit.enforcedBy.length > 0 ? 'conduit' : 'conduit open'}>
      <polyline points={points.map((point) => point.join(',')).join(' ')} />
      <text x={label[0]} y={label[1]}>
        {conduit.name}: {enforcementOf(conduit)}
      </text>
    </g>
  )
}

export function enforcementOf({ enforcedBy }: Conduit): string {
  return enforcedBy.length > 0 ? enforcedBy.join(', ') : 'no firewall'
}
