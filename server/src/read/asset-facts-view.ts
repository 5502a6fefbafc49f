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
  needsOf,
  openClaims,
  outageOf,
  standing,
} from '@holdpoint/core'
import { knownAsset, knownAssets } from '../act/change-inventory.ts'
import type { Platform } from '../platform.ts'
import { type NameOf, peopleNames } from './people-names.ts'
import { type SavedSource, SOURCE_MODEL } from './plan-inventory-file.ts'
import { plantNow } from './plant-now.ts'

/** Null where the inventory does not have the asset. */
export async function assetFactsView(
  platform: Platform,
  id: string,
): Promise<AssetFactsView | null> {
  const [found, { joined }, nameOf] = await Promise.all([
    knownAsset(platform, id),
    plantNow(platform),
    peopleNames(platform),
  ])
  if (found === null) return null
  const { dossier, asset } = found
  return {
    assetId: asset.id,
    tag: asset.tag,
    facts: entriesOf(dossier).map(([field, fact]) => factView(field, fact, nameOf)),
    needs: needsOf(joined.needs, id).map((one) => joined.neighbour(one)),
    goesDark: goesDarkWith(joined.needs, id).map((one) => joined.neighbour(one)),
    group: joined.groupOf(asset),
    outage: outageOf([id], joined.forOutages).groups,
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
