import type { AssetFactsView, NeighbourView } from '@holdpoint/api'
import { type Asset, type Dependent, type OutagePlant, stagesFor } from '@holdpoint/core'

/** What the sources say of an asset beside its record, as far as it joins it with others. */
export type AssetLinks = {
  /** As recorded: ids or tags. */
  readonly needs: readonly string[]
  /** How many of its redundancy group must stay up. */
  readonly keeps: number | null
}

const NO_LINKS: AssetLinks = { needs: [], keeps: null }

/** The assets as their dependencies and redundancy groups join them; names are ids or tags. */
export class JoinedPlant {
  readonly needs: ReadonlyMap<string, readonly string[]>
  readonly forOutages: OutagePlant
  private readonly tags: ReadonlyMap<string, string>
  private readonly ids: ReadonlyMap<string, string>

  constructor(assets: readonly Asset[], links: ReadonlyMap<string, AssetLinks>) {
    this.tags = new Map(assets.map((asset) => [asset.id, asset.tag]))
    this.ids = new Map(assets.map((asset) => [asset.tag, asset.id]))
    const of = (id: string) => links.get(id) ?? NO_LINKS
    this.needs = new Map(
      assets.map(({ id }) => [id, of(id).needs.map((name) => this.idOf(name) ?? name)]),
    )
    this.forOutages = {
      assets: assets.map(({ id, tag, redundancyGroup: group }) => {
        return { id, tag, group, keeps: of(id).keeps }
      }),
      needs: this.needs,
    }
  }

  neighbour({ id, through }: Dependent): NeighbourView {
    const tag = this.tags.get(id)
    const via = through === null ? null : (this.tags.get(through) ?? through)
    return { id, tag: tag ?? id, known: tag !== undefined, through: via }
  }

  groupOf({ redundancyGroup: name }: Asset): AssetFactsView['group'] {
    if (name === null) return null
    const members = this.forOutages.assets.filter(({ group }) => group === name)
    const numbers = new Set(members.flatMap(({ keeps }) => keeps ?? []))
    const [keeps] = numbers
    return {
      name,
      keeps: numbers.size === 1 && keeps !== undefined ? keeps : null,
      members: members.map(({ id, tag }) => ({ id, tag })),
      ...this.stagesOf(members.map(({ id }) => id)),
    }
  }

  /** By tags, as people read them. */
  stagesOf(ids: readonly string[]) {
    const { stages, never } = stagesFor(ids, this.forOutages)
    const tag = (id: string) => this.tags.get(id) ?? id
    return {
      stages: stages.map((stage) => stage.map(tag)),
      never: never.map(({ id, because }) => ({ tag: tag(id), because })),
    }
  }

  /** The id of an asset that is named by its id or its tag; null where the inventory has none. */
  idOf(name: string): string | null {
    return this.tags.has(name) ? name : (this.ids.get(name) ?? null)
  }
}
