import type { ReadModelRow } from '@holdpoint/core'

/** Lists that many pages read whole, and of which a commit changes little. */
const REMEMBERED: ReadonlySet<string> = new Set(['asset', 'case'])

export type ModelSource = {
  /** The size of the ledger now. */
  size(): Promise<number>
  /** All rows of a kind, by code point of their ids. */
  all(kind: string): Promise<readonly ReadModelRow[]>
  /** The rows written since the ledger had this size, and how many rows there are in all. */
  since(
    kind: string,
    size: number,
  ): Promise<{ readonly changed: readonly ReadModelRow[]; readonly count: number }>
}

type List = {
  /** What was committed while the ledger was smaller is in the rows. */
  readonly size: number
  readonly rows: readonly ReadModelRow[]
}

/**
 * Keeps some lists in memory. After a commit, by whichever server, what changed is read; without one
 * nothing but the size of the ledger. The rows are shared by all who ask, and nobody writes into them.
 */
export class RememberedModels {
  private readonly source: ModelSource
  private readonly lists = new Map<string, List>()

  constructor(source: ModelSource) {
    this.source = source
  }

  async list(kind: string): Promise<readonly ReadModelRow[]> {
    if (!REMEMBERED.has(kind)) return this.source.all(kind)
    // Asked before the rows: what is committed meanwhile is read once more the next time.
    const size = await this.source.size()
    const known = this.lists.get(kind)
    if (known !== undefined && known.size >= size) return known.rows
    const rows = (known && (await this.changedSince(known, kind))) ?? (await this.source.all(kind))
    const newer = this.lists.get(kind)
    if (newer === undefined || newer.size < size) this.lists.set(kind, { size, rows })
    return rows
  }

  /** Null where a row went away: then the list is read whole. */
  private async changedSince(
    { size, rows }: List,
    kind: string,
  ): Promise<readonly ReadModelRow[] | null> {
    const { changed, count } = await this.source.since(kind, size)
    if (changed.length === 0) return rows.length === count ? rows : null
    const merged = new Map(rows.map((row) => [row.id, row]))
    for (const row of changed) merged.set(row.id, row)
    if (merged.size !== count) return null
    if (merged.size === rows.length) return [...merged.values()]
    return [...merged.values()].sort((a, b) => byCodePoint(a.id, b.id))
  }
}

/** As PostgreSQL orders by the collation "C"; UTF-16 would place some letters elsewhere. */
function byCodePoint(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other))
}
