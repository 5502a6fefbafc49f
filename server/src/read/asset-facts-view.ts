import type {
  AssetFactsView,
  FactView,
  InventorySourceView,
  OpenConflictView,
} from '@holdpoint/api'
import {
  assetFacts,
  claimState,
  type DisputedFact,
  entriesOf,
  type FactField,
  goesDarkWith,
  type KnownAsset,
  needsOf,
  openClaims,
  outageOf,
  standing,
} from '@holdpoint/core'
import { knownAssets } from '../act/change-inventory.ts'
import type { Platform } from '../platform.ts'
import { JoinedPlant } from './joined-plant.ts'
import { type NameOf, peopleNames } from './people-names.ts'
import { type SavedSource, SOURCE_MODEL } from './plan-inventory-file.ts'

/** Null where the inventory does not have the asset. */
export async function assetFactsView(
  platform: Platform,
  id: string,
  all?: readonly KnownAsset[],
): Promise<AssetFactsView | null> {
  const [known, nameOf] = await Promise.all([all ?? knownAssets(platform), peopleNames(platform)])
  const found = known.find(({ asset }) => asset.id === id)
  if (found === undefined) return null
  const { dossier, asset } = found
  const plant = new JoinedPlant(known)
  return {
    assetId: asset.id,
    tag: asset.tag,
    facts: entriesOf(dossier).map(([field, fact]) => factView(field, fact, nameOf)),
    needs: needsOf(plant.needs, id).map((one) => plant.neighbour(one)),
    goesDark: goesDarkWith(plant.needs, id).map((one) => plant.neighbour(one)),
    group: plant.groupOf(found),
    outage: outageOf([id], plant.forOutages()).groups,
  }
}

export async function factConflicts(platform: Platform): Promise<readonly OpenConflictView[]> {
  const [known, nameOf] = await Promise.all([knownAssets(platform), peopleNames(platform)])
  return known.flatMap(({ asset, dossier }) =>
    entriesOf(dossier)
      .filter(([field, fact]) => openClaims(field, fact).length > 0)
      .map(([field, fact]) => ({
        assetId: asset.id,
        tag: asset.tag,
        fact: factView(field, fact, nameOf),
      })),
  )
}

export async function inventorySources(
  platform: Platform,
): Promise<readonly InventorySourceView[]> {
  const [rows, nameOf] = await Promise.all([
    platform.store.listModels(SOURCE_MODEL),
    peopleNames(platform),
  ])
  return rows.map((row) => {
    const { source, format, preset, mapping, at, by } = row.body as unknown as SavedSource
    return { source, format, preset, mapping, importedAt: at, byName: nameOf(by) }
  })
}

function factView(field: FactField, fact: DisputedFact, nameOf: NameOf): FactView {
  const { words, section } = assetFacts[field]
  const stands = standing(fact)
  const { ruling } = fact
  return {
    field,
    words,
    section,
    value: stands.value,
    source: stands.source,
    at: stands.at,
    claims: fact.claims.map((claim) => ({ ...claim, state: claimState(field, fact, claim) })),
    inConflict: openClaims(field, fact).length > 0,
    ruling:
      ruling === null
        ? null
        : {
            source: ruling.source,
            reason: ruling.reason,
            byName: nameOf(ruling.by),
            at: ruling.at,
          },
  }
}
