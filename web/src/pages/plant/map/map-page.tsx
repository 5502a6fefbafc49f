import { type NetworkView, readNetwork } from '@holdpoint/api'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useView } from '../../../client/use-view.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { Age } from '../../../ui/moment.tsx'
import { Page, Panel } from '../../../ui/page.tsx'
import { counted } from '../../../ui/words.ts'
import { findAssets, type Standing, standings } from './find-assets.ts'
import { NetworkImport } from './network-import.tsx'
import { ConduitTable, FoundAssets, ZoneTable } from './network-tables.tsx'
import { PlantMap } from './plant-map.tsx'

export function MapPage() {
  const view = useView(readNetwork, { params: {}, query: {} })
  return (
    <Page title="Map" lead="Zones by Purdue level, what stands in them, and the conduits between.">
      <Loaded query={view}>{(shown) => <Shown view={shown} />}</Loaded>
      <NetworkImport />
    </Page>
  )
}

function Shown({ view }: { readonly view: NetworkView }) {
  const [words, setWords] = useState('')
  const [standing, setStanding] = useState<Standing>('all')
  const [zoomPercent, setZoomPercent] = useState(100)
  const found = findAssets(view.assets, { words, standing })
  if (view.assets.length === 0 && view.zones.length === 0) {
    return (
      <p className="empty">
        Nothing is recorded: <Link to="/assets">import an inventory</Link> first.
      </p>
    )
  }
  return (
    <>
      <Panel title={counted(view.zones.length, 'zone')}>
        <Provenance view={view} />
        <search className="map-tools">
          <div className="field">
            <label htmlFor="map-search">Search for an asset</label>
            <input
              id="map-search"
              type="text"
              autoComplete="off"
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </div>
          <div className="field">
            <label htmlFor="map-standing">Show</label>
            <select
              id="map-standing"
              value={standing}
              onChange={(event) => setStanding(standingOf(event.target.value))}
            >
              <option value="all">All assets</option>
              <option value="affected">With an affected finding</option>
              <option value="review">With a finding for review</option>
              <option value="no-finding">Without a finding</option>
            </select>
          </div>
          <Zoom percent={zoomPercent} onZoom={setZoomPercent} />
        </search>
        <p aria-live="polite">{foundInWords(found, view.assets.length)}</p>
        {found === null ? null : <FoundAssets view={view} found={found} />}
        <PlantMap view={view} found={found} zoomPercent={zoomPercent} />
      </Panel>
      <Panel title="Zones">
        <ZoneTable view={view} />
      </Panel>
      <Panel title={counted(view.conduits.length, 'conduit')}>
        <ConduitTable view={view} />
      </Panel>
    </>
  )
}

function standingOf(value: string): Standing {
  return standings.find((one) => one === value) ?? 'all'
}

function foundInWords(found: ReadonlySet<string> | null, all: number): string {
  if (found === null) return `${counted(all, 'asset')}; a square counts affected, a diamond review.`
  return `${found.size} of ${counted(all, 'asset')} found; the others are drawn faint.`
}

/** Where the drawing comes from, and how old what it says is. */
function Provenance({ view }: { readonly view: NetworkView }) {
  const { importedAt, source, matchedAt } = view
  return (
    <p className="quiet">
      {importedAt === null ? (
        'No list of zones and conduits was imported: the zones are those that the assets name, and what joins them is not known. '
      ) : (
        <>
          Zones and conduits from {source}, <Age at={importedAt} />. What a conduit lets pass is
          what it is meant to let pass; nobody proved it.{' '}
        </>
      )}
      {matchedAt === null ? (
        'Assets were never matched with advisories.'
      ) : (
        <>
          Findings matched <Age at={matchedAt} />.
        </>
      )}
    </p>
  )
}

const ZOOM = { least: 50, most: 250, step: 25 }

type ZoomProps = { readonly percent: number; readonly onZoom: (percent: number) => void }

function Zoom({ percent, onZoom }: ZoomProps) {
  const to = (wanted: number) => onZoom(Math.min(ZOOM.most, Math.max(ZOOM.least, wanted)))
  return (
    <fieldset className="zoom">
      <legend>Zoom: {percent} %</legend>
      <button type="button" className="button plain" onClick={() => to(percent - ZOOM.step)}>
        <span aria-hidden="true">−</span>
        <span className="unseen">Smaller</span>
      </button>
      <button type="button" className="button plain" onClick={() => to(percent + ZOOM.step)}>
        <span aria-hidden="true">+</span>
        <span className="unseen">Larger</span>
      </button>
      <button type="button" className="button plain" onClick={() => to(100)}>
        100 %
      </button>
      <button type="button" className="button plain" onClick={() => window.print()}>
        Print
      </button>
    </fieldset>
  )
}
