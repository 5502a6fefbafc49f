/** Which assets each asset needs, by their ids. */
export type Dependencies = ReadonlyMap<string, readonly string[]>

/** One asset that is reached over dependencies; `through` names the one before it, null: directly. */
export type Dependent = { readonly id: string; readonly through: string | null }

/** What goes dark when this asset restarts: what needs it, and what needs that; nearest first. */
export function goesDarkWith(needs: Dependencies, id: string): readonly Dependent[] {
  const neededBy = new Map<string, string[]>()
  for (const [asset, needed] of needs) {
    for (const one of needed) neededBy.set(one, [...(neededBy.get(one) ?? []), asset])
  }
  return reachedFrom(neededBy, id)
}

/** What this asset cannot do without: what it needs, and what that needs; nearest first. */
export function needsOf(needs: Dependencies, id: string): readonly Dependent[] {
  return reachedFrom(needs, id)
}

/** Two that need each other are no endless chain: each asset is reached once. */
function reachedFrom(edges: Dependencies, id: string): readonly Dependent[] {
  const reached = new Map<string, Dependent>()
  let edge: readonly Dependent[] = [{ id, through: null }]
  while (edge.length > 0) {
    const next: Dependent[] = []
    for (const from of edge) {
      for (const to of edges.get(from.id) ?? []) {
        if (to === id || reached.has(to)) continue
        const found = { id: to, through: from.id === id ? null : from.id }
        reached.set(to, found)
        next.push(found)
      }
    }
    edge = next
  }
  return [...reached.values()]
}
