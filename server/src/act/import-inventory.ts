import type { InventoryConflict } from '@holdpoint/api'
import {
  type Actor,
  type Asset,
  holds,
  notYourRole,
  type Refusal,
  refusalOf,
} from '@holdpoint/core'
import { canonicalDigest } from '@holdpoint/evidence'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Platform } from '../platform.ts'
import { readInventory } from '../read/read-inventory.ts'
import { asJson } from './act-on-stream.ts'
import { matchAgain } from './match-again.ts'
import { record } from './record.ts'

export type InventoryWish = {
  readonly format: 'csv' | 'json'
  readonly content: string
  readonly source: string
  readonly dryRun: boolean
}

export type InventoryImported = {
  readonly imported: number
  readonly unchanged: number
  readonly source: string
  readonly leaf: number | null
  readonly preview: readonly Asset[]
  readonly conflicts: readonly InventoryConflict[]
  readonly matchingJob: string | null
}

/** How the source of a record begins that a change read from the device. */
export const VERIFIED_SOURCE = 'verified reading of '

const importers = ['ot-cybersecurity-lead', 'control-systems-engineer'] as const

/** All or nothing: one bad row refuses the file, names the row, and leaves the inventory as it was. */
export async function importInventory(
  platform: Platform,
  wish: InventoryWish,
  acting: { readonly actor: Actor; readonly commandId: string },
): Promise<Result<InventoryImported, readonly Refusal[]>> {
  if (!holds(acting.actor, importers)) return refuse([notYourRole(importers, 'Importing assets')])
  const read = readInventory(wish, platform.now())
  if (!read.ok) return read
  const rows = await platform.store.listModels('asset')
  const known = new Map(rows.map((row) => [row.id, row.body as unknown as Asset]))
  const conflicts: InventoryConflict[] = []
  const offered = read.value.map((asset) => keepVerified(known.get(asset.id), asset, conflicts))
  const changed = offered.filter((asset) => {
    const before = known.get(asset.id)
    return before === undefined || factsDigest(before) !== factsDigest(asset)
  })
  const unchanged = read.value.length - changed.length
  const { source } = wish
  if (wish.dryRun || changed.length === 0) {
    return accept({
      imported: changed.length,
      unchanged,
      source,
      leaf: null,
      preview: changed,
      conflicts,
      matchingJob: null,
    })
  }
  const digest = canonicalDigest(asJson(changed))
  const body = {
    source,
    assets: changed.length,
    unchanged,
    digest,
    conflicts: conflicts.map((one) => ({ ...one })),
  }
  const recorded = await record(platform, {
    ...acting,
    stream: 'inventory',
    event: { kind: 'inventory-imported', body },
    readModels: changed.map((asset) => ({ kind: 'asset', id: asset.id, body: asJson(asset) })),
  })
  if (!recorded.ok) return recorded
  const { matchingJob } = await matchAgain(platform, acting.actor)
  const leaf = recorded.value
  const imported = changed.length
  const preview = changed
  return accept({ imported, unchanged, source, leaf, preview, conflicts, matchingJob })
}

/** What the device itself was seen to run is not overwritten by a list: both are shown. */
function keepVerified(
  before: Asset | undefined,
  offered: Asset,
  conflicts: InventoryConflict[],
): Asset {
  if (before === undefined || !before.source.startsWith(VERIFIED_SOURCE)) return offered
  if (before.firmware === offered.firmware) return offered
  const { firmware, firmwareLine, source, observedAt } = before
  const { id: assetId, tag } = before
  conflicts.push({ assetId, tag, field: 'firmware', kept: firmware, offered: offered.firmware })
  return { ...offered, firmware, firmwareLine, source, observedAt }
}

/** Two records that differ only in when they were imported say the same. */
function factsDigest(asset: Asset): string {
  const { observedAt: _seen, source: _from, ...facts } = asset
  return canonicalDigest(asJson(facts))
}

export function noSuchAsset(id: string): readonly Refusal[] {
  return [refusalOf('no-such-asset', `The inventory has no asset "${id}"`, 'Import the inventory')]
}
