import type {
  AssetFactsView,
  FactView,
  InventorySourceView,
  NeighbourView,
  OpenConflictView,
} from '@holdpoint/api'
import {
  type AssetDossier,
  assetFacts,
  claimState,
  type Dependent,
  type DisputedFact,
  entriesOf,
  type FactField,
  goesDarkWith,
  type KnownAsset,
  needsOf,
  openClaims,
  standing,
  standingFacts,
} from '@holdpoint/core'
import { knownAssets } from '../act/change-inventory.ts'
import type { Platform } from '../platform.ts'
import { type NameOf, peopleNames } from './people-names.ts'
import { type SavedSource, SOURCE_MODEL } from './plan-inventory-file.ts'

/** Null where the inventory does not have the asset. */
export async function assetFactsView(
  platform: Platform,
  id: string,
): Promise<AssetFactsView | null> {
  const [known, nameOf] = await Promise.all([knownAssets(platform), peopleNames(platform)])
  const found = known.find(({ asset }) => asset.id === id)
  if (found === undefined) return null
  const { dossier, asset } = found
  const plant = new Plant(known)
  return {
    assetId: asset.id,
    tag: asset.tag,
    facts: entriesOf(dossier).map(([field, fact]) => factView(field, fact, nameOf)),
    needs: needsOf(plant.needs, id).map((one) => plant.neighbour(one)),
    goesDark: goesDarkWith(plant.needs, id).map((one) => plant.neighbour(one)),
    group: plant.groupOf(found),
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

/** The assets as their dependencies and redundancy groups join them; names are ids or tags. */
class Plant {
  readonly needs: ReadonlyMap<string, readonly string[]>
  private readonly known: readonly KnownAsset[]
  private readonly tags: ReadonlyMap<string, string>

  constructor(known: readonly KnownAsset[]) {
    this.known = known
    this.tags = new Map(known.map(({ asset }) => [asset.id, asset.tag]))
    const ids = new Map(known.map(({ asset }) => [asset.tag, asset.id]))
    this.needs = new Map(
      known.map(({ asset, dossier }) => [
        asset.id,
        needed(dossier).map((name) => (this.tags.has(name) ? name : (ids.get(name) ?? name))),
      ]),
    )
  }

  neighbour({ id, through }: Dependent): NeighbourView {
    const tag = this.tags.get(id)
    const via = through === null ? null : (this.tags.get(through) ?? through)
    return { id, tag: tag ?? id, known: tag !== undefined, through: via }
  }

  groupOf({ asset }: KnownAsset): AssetFactsView['group'] {
    const name = asset.redundancyGroup
    if (name === null) return null
    const members = this.known.filter((one) => one.asset.redundancyGroup === name)
    const said = members.map(({ dossier }) => standingFacts(dossier).redundancyKeeps)
    const numbers = new Set(said.filter((one) => typeof one === 'number'))
    const [keeps] = numbers
    return {
      name,
      keeps: numbers.size === 1 && keeps !== undefined ? keeps : null,
      members: members.map(({ asset: { id, tag } }) => ({ id, tag })),
    }
  }
}

function needed(dossier: AssetDossier): readonly string[] {
  const list = standingFacts(dossier).dependsOn
  return Array.isArray(list) ? list.map(String) : []
}
