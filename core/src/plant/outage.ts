import { type Dependencies, type Dependent, goesDarkWith } from './dependencies.ts'

/** One asset as an outage sees it; `keeps` is what it says must stay alive of its group. */
export type OutageAsset = {
  readonly id: string
  readonly tag: string
  readonly group: string | null
  readonly keeps: number | null
}

export type OutagePlant = {
  readonly assets: readonly OutageAsset[]
  readonly needs: Dependencies
}

/** What an outage leaves of one redundancy group, by the tags of its members. */
export type GroupOutage = {
  readonly name: string
  readonly members: readonly string[]
  /** Down themselves, or dark because of what they need. */
  readonly lost: readonly string[]
  /** How many must stay alive; null: nobody said, or two said different numbers. */
  readonly keeps: number | null
  readonly standing: 'holds' | 'breaks' | 'unknown'
}

/** What goes dark when these assets are down together, and what is left of each group it touches. */
export type Outage = {
  readonly dark: readonly Dependent[]
  readonly groups: readonly GroupOutage[]
}

export function outageOf(down: readonly string[], { assets, needs }: OutagePlant): Outage {
  const dark = new Map<string, Dependent>()
  for (const id of down) {
    for (const one of goesDarkWith(needs, id)) {
      if (!down.includes(one.id) && !dark.has(one.id)) dark.set(one.id, one)
    }
  }
  const isLost = ({ id }: OutageAsset) => down.includes(id) || dark.has(id)
  const names = new Set(assets.filter(isLost).flatMap(({ group }) => group ?? []))
  const groups = [...names].map((name): GroupOutage => {
    const members = assets.filter(({ group }) => group === name)
    const lost = members.filter(isLost)
    const keeps = keptOf(members)
    const left = members.length - lost.length
    const standing = keeps === null ? 'unknown' : left >= keeps ? 'holds' : 'breaks'
    const tags = (all: readonly OutageAsset[]) => all.map(({ tag }) => tag)
    return { name, members: tags(members), lost: tags(lost), keeps, standing }
  })
  return { dark: [...dark.values()], groups }
}

function keptOf(members: readonly OutageAsset[]): number | null {
  const said = new Set(members.flatMap(({ keeps }) => keeps ?? []))
  const [only] = said
  return said.size === 1 ? (only ?? null) : null
}

/** In which order assets may go down, so that each group they touch keeps what it must. */
export type OutageStages = {
  readonly stages: readonly (readonly string[])[]
  /** Whatever else stays up, a group would not keep what it must: only with the group's own outage. */
  readonly never: readonly { readonly id: string; readonly because: readonly string[] }[]
}

/**
 * Each asset in the first stage that bears it, in the order in which they are given. Where nobody
 * said how many of a group must stay alive, no two go together that touch it.
 */
export function stagesFor(ids: readonly string[], plant: OutagePlant): OutageStages {
  const stages: string[][] = []
  const never: { id: string; because: readonly string[] }[] = []
  for (const id of new Set(ids)) {
    const broken = outageOf([id], plant).groups.filter(({ standing }) => standing === 'breaks')
    if (broken.length > 0) {
      never.push({ id, because: broken.map(groupInWords) })
      continue
    }
    const stage = stages.find((one) => mayGoTogether([...one, id], plant))
    if (stage === undefined) stages.push([id])
    else stage.push(id)
  }
  return { stages, never }
}

/** Whether no group that they touch loses more than it may; what is not known is a no. */
export function mayGoTogether(ids: readonly string[], plant: OutagePlant): boolean {
  if (outageOf(ids, plant).groups.some(({ standing }) => standing === 'breaks')) return false
  const unknown = ids.flatMap((id) =>
    outageOf([id], plant)
      .groups.filter(({ standing }) => standing === 'unknown')
      .map(({ name }) => name),
  )
  return new Set(unknown).size === unknown.length
}

export function groupInWords({ name, members, lost, keeps }: GroupOutage): string {
  const left = `${members.length - lost.length} of ${members.length} stay alive without ${lost.join(', ')}`
  const kept = keeps === null ? 'how many must is not recorded' : `${keeps} must`
  return `${name}: ${left}; ${kept}`
}
