import {
  type Asset,
  type AssetDossier,
  dossierOfAsset,
  type ReadModelRow,
  standingFacts,
} from '@holdpoint/core'
import { DOSSIER } from '../act/change-inventory.ts'
import type { Platform } from '../platform.ts'
import { type AssetLinks, JoinedPlant } from './joined-plant.ts'

/** The assets and how they are joined, as they stand now. */
export type PlantNow = { readonly assets: readonly Asset[]; readonly joined: JoinedPlant }

type Kept = {
  /** What was committed while the ledger was smaller is in the links. */
  size: number
  readonly dossiers: Set<string>
  /** Only of assets that have some. */
  readonly links: Map<string, AssetLinks>
  rows: readonly ReadModelRow[] | null
  plant: PlantNow
}

// A dossier is ten times as large as what joins an asset with others, and nearly none changes
// between two questions: only what changed is read.
const kept = new WeakMap<Platform['store'], Promise<Kept>>()

export async function plantNow(platform: Platform): Promise<PlantNow> {
  const { store } = platform
  const before = kept.get(store)
  // One after the other: two that read at once would each put together the same.
  const next = (before ?? Promise.resolve(nothingKept())).then(
    (known) => renewed(platform, known),
    () => renewed(platform, nothingKept()),
  )
  kept.set(store, next)
  return (await next).plant
}

function nothingKept(): Kept {
  const plant = { assets: [], joined: new JoinedPlant([], new Map()) }
  return { size: 0, dossiers: new Set(), links: new Map(), rows: null, plant }
}

async function renewed(platform: Platform, known: Kept): Promise<Kept> {
  const rows = await platform.store.listModels('asset')
  const { changed, count, size } = await platform.store.modelsSince(DOSSIER, known.size)
  const { dossiers, links } = known
  let isSame = rows === known.rows
  for (const { id, body } of changed) {
    dossiers.add(id)
    const own = linksOf(body as unknown as AssetDossier)
    if (JSON.stringify(own) === JSON.stringify(links.get(id) ?? null)) continue
    isSame = false
    if (own === null) links.delete(id)
    else links.set(id, own)
  }
  // A dossier went away: everything is read again.
  if (dossiers.size !== count) {
    return known.size === 0 ? known : renewed(platform, nothingKept())
  }
  const next = { ...known, size, rows }
  return isSame ? next : { ...next, plant: plantOf(rows, known) }
}

function plantOf(rows: readonly ReadModelRow[], { dossiers, links }: Kept): PlantNow {
  const assets = rows.map((row) => row.body as unknown as Asset)
  // Records of before sources were kept apart have no dossier.
  const all = new Map(links)
  for (const asset of assets) {
    const own = dossiers.has(asset.id) ? null : linksOf(dossierOfAsset(asset))
    if (own !== null) all.set(asset.id, own)
  }
  return { assets, joined: new JoinedPlant(assets, all) }
}

function linksOf(dossier: AssetDossier): AssetLinks | null {
  const { dependsOn, redundancyKeeps } = standingFacts(dossier)
  const needs = Array.isArray(dependsOn) ? dependsOn.map(String) : []
  const keeps = typeof redundancyKeeps === 'number' ? redundancyKeeps : null
  return needs.length === 0 && keeps === null ? null : { needs, keeps }
}
