import type { AssetOnMap, ZoneOnMap } from '@holdpoint/api'
import type { Conduit, Level } from '@holdpoint/core'

/** Lengths in the units of the drawing; one is one CSS pixel at 100 %. */
const CHIP = { width: 132, height: 44, gap: 8 }
const ZONE = { padding: 12, head: 40, gap: 24, columnsMax: 6, widthMin: 220 }
const LABEL_WIDTH = 96
const WIDTH_MIN = 1000
const LANE = 26
const RUN = 30
const GAP_MIN = 26
/** More than a page can show: the rest is counted, and stands in the list of assets. */
const CHIPS_MAX = 48

export type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export type PlacedAsset = Box & { readonly asset: AssetOnMap }

export type PlacedZone = Box & {
  readonly zone: ZoneOnMap
  readonly assets: readonly PlacedAsset[]
  /** How many assets of this zone are not drawn. */
  readonly left: number
}

export type PlacedBand = {
  readonly level: Level | null
  readonly y: number
  readonly height: number
  readonly zones: readonly PlacedZone[]
}

/** The line of a conduit as corners, and where its name stands. */
export type PlacedConduit = {
  readonly conduit: Conduit
  readonly points: readonly (readonly [x: number, y: number])[]
  readonly label: readonly [x: number, y: number]
}

export type MapLayout = {
  readonly width: number
  readonly height: number
  readonly bands: readonly PlacedBand[]
  readonly conduits: readonly PlacedConduit[]
}

type Given = {
  readonly zones: readonly ZoneOnMap[]
  readonly conduits: readonly Conduit[]
  readonly assets: readonly AssetOnMap[]
}

/**
 * Levels as bands with the highest on top, zones side by side in their band. A conduit to a zone
 * right below goes straight down; any other leaves its zone downwards, runs in the gap below the
 * band and climbs in a lane of its own on the right. So no line crosses a zone.
 */
export function layOutMap({ zones, conduits, assets }: Given): MapLayout {
  const levels = [...new Set(zones.map((zone) => zone.level))].sort((a, b) => (b ?? -1) - (a ?? -1))
  const rows = levels.map((level) => placeZones(zones, level, assets))
  const drops = conduits.map((conduit) => dropOf(rows, conduit))
  const ends = endsByBand(rows, conduits, drops)
  let y = 0
  const bands = rows.map((row, at): PlacedBand => {
    const top = y
    const height = Math.max(...row.map((zone) => zone.height))
    const straight = drops.filter((drop) => drop?.band === at).length
    const runs = ends.filter((end) => end.band === at).length
    y += height + Math.max(GAP_MIN, (runs + straight + 1) * RUN)
    return { level: levels[at] ?? null, y: top, height, zones: row.map((zone) => lower(zone, top)) }
  })
  const right = Math.max(WIDTH_MIN, ...rows.flat().map((zone) => zone.x + zone.width)) + ZONE.gap
  const lanes = conduits.filter((_, at) => drops[at] === null).length
  const width = right + (lanes + 1) * LANE
  return {
    width,
    height: y,
    bands,
    conduits: placeConduits({ conduits, bands, drops, ends, right }),
  }
}

function lower(zone: PlacedZone, by: number): PlacedZone {
  const assets = zone.assets.map((one) => ({ ...one, y: one.y + by }))
  return { ...zone, y: zone.y + by, assets }
}

/** The zones of one level, as if their band were at the top. */
function placeZones(
  zones: readonly ZoneOnMap[],
  level: Level | null,
  assets: readonly AssetOnMap[],
): readonly PlacedZone[] {
  let x = LABEL_WIDTH
  const y = 0
  return zones
    .filter((zone) => zone.level === level)
    .map((zone) => {
      const all = assets.filter((asset) => asset.zone === zone.id).sort(worstFirst)
      const shown = all.slice(0, CHIPS_MAX)
      const columns = Math.max(1, Math.min(ZONE.columnsMax, shown.length))
      const rows = Math.max(1, Math.ceil(shown.length / columns))
      const inner = columns * (CHIP.width + CHIP.gap) - CHIP.gap
      const width = Math.max(ZONE.widthMin, inner + 2 * ZONE.padding)
      const left = all.length - shown.length
      const foot = left > 0 ? 24 : 0
      const height = ZONE.head + rows * (CHIP.height + CHIP.gap) - CHIP.gap + ZONE.padding + foot
      const placed = shown.map((asset, index) => ({
        asset,
        x: x + ZONE.padding + (index % columns) * (CHIP.width + CHIP.gap),
        y: y + ZONE.head + Math.floor(index / columns) * (CHIP.height + CHIP.gap),
        width: CHIP.width,
        height: CHIP.height,
      }))
      const box = { zone, x, y, width, height, assets: placed, left }
      x += width + ZONE.gap
      return box
    })
}

/** What somebody must look at is drawn even where not everything is. */
function worstFirst(a: AssetOnMap, b: AssetOnMap): number {
  const weight = (asset: AssetOnMap) => (asset.affected > 0 ? 2 : asset.review > 0 ? 1 : 0)
  return weight(b) - weight(a) || (a.tag < b.tag ? -1 : 1)
}

type Rows = readonly (readonly PlacedZone[])[]

/** A straight way down: from which band, and over which width both zones lie. */
type Drop = { readonly band: number; readonly from: number; readonly to: number }

function dropOf(rows: Rows, { between }: Conduit): Drop | null {
  const [first, second] = between.map((zone) => placeOf(rows, zone))
  if (first === undefined || second === undefined) return null
  const [above, below] = first.band < second.band ? [first, second] : [second, first]
  if (below.band - above.band !== 1) return null
  const from = Math.max(above.zone.x, below.zone.x)
  const to = Math.min(above.zone.x + above.zone.width, below.zone.x + below.zone.width)
  return to - from > 60 ? { band: above.band, from, to } : null
}

function placeOf(rows: Rows, zoneId: string) {
  const band = rows.findIndex((row) => row.some((one) => one.zone.id === zoneId))
  const zone = rows[band]?.find((one) => one.zone.id === zoneId)
  return zone === undefined ? undefined : { band, zone }
}

/** Where a conduit that takes a lane leaves its zone. */
type End = { readonly conduit: number; readonly zoneId: string; readonly band: number }

function endsByBand(
  rows: Rows,
  conduits: readonly Conduit[],
  drops: readonly (Drop | null)[],
): readonly End[] {
  return conduits.flatMap(({ between }, conduit) => {
    if (drops[conduit] !== null) return []
    const places = between.map((zoneId) => ({ zoneId, place: placeOf(rows, zoneId) }))
    return places.flatMap(({ zoneId, place }) =>
      place === undefined ? [] : [{ conduit, zoneId, band: place.band }],
    )
  })
}

type Wiring = {
  readonly conduits: readonly Conduit[]
  readonly bands: readonly PlacedBand[]
  readonly drops: readonly (Drop | null)[]
  readonly ends: readonly End[]
  readonly right: number
}

function placeConduits(wiring: Wiring): readonly PlacedConduit[] {
  let lane = wiring.right
  const straight = new Map<number, number>()
  return wiring.conduits.flatMap((conduit, at) => {
    const drop = wiring.drops[at] ?? null
    if (drop !== null) {
      const turn = straight.get(drop.band) ?? 0
      straight.set(drop.band, turn + 1)
      return straightDown(wiring.bands, conduit, drop, turn)
    }
    lane += LANE
    return throughLane(wiring, conduit, at, lane)
  })
}

function straightDown(
  bands: readonly PlacedBand[],
  conduit: Conduit,
  drop: Drop,
  turn: number,
): readonly PlacedConduit[] {
  const rows = bands.map((band) => band.zones)
  const [first, second] = conduit.between.map((zone) => placeOf(rows, zone)?.zone)
  if (first === undefined || second === undefined) return []
  const [above, below] = first.y < second.y ? [first, second] : [second, first]
  // Each a little further right and its name a little lower, so that names do not meet.
  const x = Math.min(drop.from + 40 + turn * 28, drop.to - 8)
  const bottom = above.y + above.height
  const label = [x + 8, bottom + (turn + 1) * RUN - 8] as const
  return [
    {
      conduit,
      points: [
        [x, bottom],
        [x, below.y],
      ],
      label,
    },
  ]
}

function throughLane(
  wiring: Wiring,
  conduit: Conduit,
  at: number,
  lane: number,
): readonly PlacedConduit[] {
  const [first, second] = conduit.between.map((zoneId) => exitOf(wiring, at, zoneId))
  if (first === undefined || second === undefined) return []
  const [upper, under] = first.run <= second.run ? [first, second] : [second, first]
  const points = [
    [upper.x, upper.bottom],
    [upper.x, upper.run],
    [lane, upper.run],
    [lane, under.run],
    [under.x, under.run],
    [under.x, under.bottom],
  ] as const
  return [{ conduit, points, label: [upper.x + 8, upper.run - 8] as const }]
}

function exitOf({ bands, drops, ends }: Wiring, conduit: number, zoneId: string) {
  const end = ends.findIndex((one) => one.conduit === conduit && one.zoneId === zoneId)
  const at = ends[end]?.band
  const band = at === undefined ? undefined : bands[at]
  const zone = band?.zones.find((one) => one.zone.id === zoneId)
  if (band === undefined || zone === undefined) return undefined
  const before = ends.slice(0, end)
  const slot = before.filter((one) => one.zoneId === zoneId).length
  const own = ends.filter((one) => one.zoneId === zoneId).length
  const turn = before.filter((one) => one.band === at).length
  const straight = drops.filter((drop) => drop?.band === at).length
  // What leaves furthest to the right runs highest, so that lines of one zone never cross.
  const x = zone.x + zone.width - 16 - (zone.width / 2 / Math.max(1, own)) * slot
  const run = band.y + band.height + (straight + turn + 1) * RUN
  return { x, bottom: zone.y + zone.height, run }
}
