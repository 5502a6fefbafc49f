import {
  type Asset,
  type AssetDossier,
  type DomainEvent,
  dossierOfAsset,
  type KnownAsset,
  openConflicts,
  type ReadModelWrite,
  type Refusal,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { asJson } from './act-on-stream.ts'
import { storeRefusal } from './outcome.ts'
import { RULES } from './rules.ts'

const STREAM = 'inventory'
const ROUNDS = 5

/** What an act makes of the inventory as it found it; `told` is what the caller wants to know. */
export type InventoryChange<Told> = {
  readonly event: DomainEvent
  readonly readModels: readonly ReadModelWrite[]
  readonly told: Told
}

/**
 * Everything that changes assets goes through here: it is decided on the inventory as it stands, and
 * decided again when somebody else was faster, so that no source's word is lost between two acts.
 */
export async function changeInventory<Told>(
  platform: Platform,
  acting: Acting,
  decide: () => Promise<Result<InventoryChange<Told>, readonly Refusal[]>>,
): Promise<Result<{ readonly leaf: number; readonly told: Told }, readonly Refusal[]>> {
  for (let round = 1; ; round += 1) {
    const events = await platform.store.readStream(STREAM)
    const decided = await decide()
    if (!decided.ok) return decided
    const { event, readModels, told } = decided.value
    const appended = await platform.store.append({
      commandId: acting.commandId,
      by: acting.actor.personId,
      at: platform.now(),
      rules: RULES,
      writes: [{ stream: STREAM, expectedVersion: events.at(-1)?.version ?? 0, events: [event] }],
      readModels,
      effects: [],
      effectMoves: [],
    })
    if (appended.ok) return accept({ leaf: appended.value.firstLeaf, told })
    if (appended.refusal.kind !== 'version-conflict' || round === ROUNDS) {
      return refuse([storeRefusal(appended.refusal)])
    }
  }
}

/** The event that a command left in the inventory's stream; null where it left none. */
export async function eventOfCommand(platform: Platform, commandId: string) {
  if ((await platform.store.findReceipt(commandId)) === null) return null
  const events = await platform.store.readStream(STREAM)
  return events.find((event) => event.command === commandId) ?? null
}

/** What each source says of an asset, fact by fact. */
export const DOSSIER = 'asset-dossier'
/** The facts of an asset on which sources disagree and nobody has ruled; no row where there are none. */
export const CONFLICT_MODEL = 'fact-conflict'

export async function knownAssets(platform: Platform): Promise<readonly KnownAsset[]> {
  const [assets, dossiers] = await Promise.all([
    platform.store.listModels('asset'),
    platform.store.listModels(DOSSIER),
  ])
  const kept = new Map(dossiers.map((row) => [row.id, row.body as unknown as AssetDossier]))
  return assets.map((row) => known(row.body as unknown as Asset, kept.get(row.id)))
}

export async function knownAsset(platform: Platform, id: string): Promise<KnownAsset | null> {
  const asset = await platform.store.readModel('asset', id)
  if (asset === null) return null
  const dossier = await platform.store.readModel(DOSSIER, id)
  return known(asset.body as unknown as Asset, dossier?.body as unknown as AssetDossier | undefined)
}

/** Records of before sources were kept apart have no dossier yet. */
function known(asset: Asset, dossier: AssetDossier | undefined): KnownAsset {
  return { asset, dossier: dossier ?? dossierOfAsset(asset) }
}

export function assetWrites(
  writes: readonly (KnownAsset & { readonly changesAsset: boolean })[],
): readonly ReadModelWrite[] {
  return writes.flatMap(({ asset, dossier, changesAsset }) => {
    const { id } = asset
    const fields = openConflicts(dossier)
    const conflict = fields.length === 0 ? null : asJson({ tag: asset.tag, fields })
    return [
      ...(changesAsset ? [{ kind: 'asset', id, body: asJson(asset) }] : []),
      { kind: DOSSIER, id, body: asJson(dossier) },
      { kind: CONFLICT_MODEL, id, body: conflict },
    ]
  })
}
