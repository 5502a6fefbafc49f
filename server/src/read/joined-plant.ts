import type { AssetFactsView, NeighbourView } from '@holdpoint/api'
import {
  type AssetDossier,
  type Dependent,
  type KnownAsset,
  type OutagePlant,
  stagesFor,
  standingFacts,
} from '@holdpoint/core'

/** The assets as their dependencies and redundancy groups join them; names are ids or tags. */
export class JoinedPlant {
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
      ...this.stagesOf(members.map((one) => one.asset.id)),
    }
  }

  /** By tags, as people read them. */
  stagesOf(ids: readonly string[]) {
    const { stages, never } = stagesFor(ids, this.forOutages())
    const tag = (id: string) => this.tags.get(id) ?? id
    return {
      stages: stages.map((stage) => stage.map(tag)),
      never: never.map(({ id, because }) => ({ tag: tag(id), because })),
    }
  }

  /** The id of an asset that is named by its id or its tag; null where the inventory has none. */
  idOf(name: string): string | null {
    const found = this.known.find(({ asset }) => asset.id === name || asset.tag === name)
    return found?.asset.id ?? null
  }

  forOutages(): OutagePlant {
    const assets = this.known.map(({ asset, dossier }) => {
      const keeps = standingFacts(dossier).redundancyKeeps
      const { id, tag, redundancyGroup: group } = asset
      return { id, tag, group, keeps: typeof keeps === 'number' ? keeps : null }
    })
    return { assets, needs: this.needs }
  }
}

function needed(dossier: AssetDossier): readonly string[] {
  const list = standingFacts(dossier).dependsOn
  return Array.isArray(list) ? list.map(String) : []
}
