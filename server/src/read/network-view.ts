import type { AssetOnMap, MatchRun, NetworkView, ZoneOnMap } from '@holdpoint/api'
import type { Asset, Zone } from '@holdpoint/core'
import type { Platform } from '../platform.ts'
import { type KeptNetwork, NETWORK_MODEL } from './plant-guard.ts'

/** The zones with their assets, and how many findings stand at each. */
export async function networkView(platform: Platform): Promise<NetworkView> {
  const [row, assetRows, counts, matching] = await Promise.all([
    platform.store.readModel(NETWORK_MODEL.kind, NETWORK_MODEL.id),
    platform.store.listModels('asset'),
    platform.findingReader.countsByAsset(),
    platform.store.readModel('matching', 'newest'),
  ])
  const kept = (row?.body ?? null) as unknown as KeptNetwork | null
  const run = (matching?.body ?? null) as unknown as MatchRun | null
  const affected = new Map(counts.map((one) => [one.id, one.affected]))
  const review = new Map(counts.map((one) => [one.id, one.review]))
  const assets = assetRows.map((one) => onMap(one.body as unknown as Asset, affected, review))
  const zones = kept?.network.zones ?? []
  return {
    zones: [...zones.map((zone) => ({ ...zone, listed: true })), ...onlyNamed(zones, assets)],
    conduits: kept?.network.conduits ?? [],
    importedAt: kept?.at ?? null,
    source: kept?.source ?? null,
    assets,
    matchedAt: run?.at ?? null,
  }
}

type Counts = ReadonlyMap<string, number>

function onMap(asset: Asset, affected: Counts, review: Counts): AssetOnMap {
  const { id, tag, kind, vendor, product, firmware, zone, level, address } = asset
  const counts = { affected: affected.get(id) ?? 0, review: review.get(id) ?? 0 }
  return { id, tag, kind, vendor, product, firmware, zone, level, address, ...counts }
}

/** A zone that an asset names and no list holds is shown too: hiding it would hide its assets. */
function onlyNamed(zones: readonly Zone[], assets: readonly AssetOnMap[]): readonly ZoneOnMap[] {
  const listed = new Set(zones.map((zone) => zone.id))
  const named = new Set(assets.map((asset) => asset.zone).filter((zone) => !listed.has(zone)))
  return [...named].sort().map((id) => {
    const inside = assets.filter((asset) => asset.zone === id)
    return {
      id,
      name: id,
      level: inside.find((asset) => asset.level !== null)?.level ?? null,
      containsSafetySystem: inside.some((asset) => asset.kind === 'sis-controller'),
      subnets: [],
      securityLevelTarget: null,
      listed: false,
    }
  })
}
