import type { Database } from '../database.ts'
import type { FindingRecord } from './finding-record.ts'

type Verdict = FindingRecord['verdict']

const RANKS: Readonly<Record<Verdict, number>> = { affected: 0, review: 1, 'not-affected': 2 }

/** What one run of findings says of each of its members. */
type Said = {
  readonly run: number
  readonly entry: number
  readonly advisoryId: string
  readonly productId: string
}

/** All findings of one verdict with one score: they are put in order among themselves alone. */
type FindingClass = {
  readonly verdict: Verdict
  /** A score that nobody gave counts as the highest. */
  readonly score: number
  readonly said: readonly Said[]
  readonly count: number
}

/** One finding by where it stands. */
export type PlacedFinding = Said & { readonly assetId: string }

/**
 * The order of the findings of one generation, worst first: the classes, each with what is said and how
 * often. It is a small part of the findings; members are read for the class that is looked at.
 */
export class FindingOrder {
  readonly generation: number
  private readonly database: Database
  private readonly classes: readonly FindingClass[]
  private sorted: { readonly key: string; readonly rows: readonly PlacedFinding[] } | null = null

  private constructor(database: Database, generation: number, classes: readonly FindingClass[]) {
    this.database = database
    this.generation = generation
    this.classes = classes
  }

  static async read(database: Database, generation: number): Promise<FindingOrder> {
    const [{ rows: said }, { rows: sizes }] = await Promise.all([
      database.pool.query<Said & { verdict: Verdict; score: number }>(SAID, [generation]),
      database.pool.query<{ run: number; members: number }>(SIZES, [generation]),
    ])
    const members = new Map(sizes.map(({ run, members }) => [run, members]))
    const byKey = new Map<
      string,
      { verdict: Verdict; score: number; said: Said[]; count: number }
    >()
    for (const { verdict, score, ...one } of said) {
      const key = `${verdict} ${score}`
      const known = byKey.get(key) ?? { verdict, score, said: [], count: 0 }
      known.said.push(one)
      known.count += members.get(one.run) ?? 0
      byKey.set(key, known)
    }
    const classes = [...byKey.values()].sort(
      (a, b) => RANKS[a.verdict] - RANKS[b.verdict] || b.score - a.score,
    )
    return new FindingOrder(database, generation, classes)
  }

  counts(): Readonly<Record<Verdict, number>> {
    const counts = { affected: 0, review: 0, 'not-affected': 0 }
    for (const { verdict, count } of this.classes) counts[verdict] += count
    return counts
  }

  /** So many of those with one of these verdicts, from this place on. */
  async part(
    verdicts: readonly Verdict[],
    offset: number,
    limit: number,
  ): Promise<readonly PlacedFinding[]> {
    const found: PlacedFinding[] = []
    let before = 0
    for (const one of this.classes) {
      if (!verdicts.includes(one.verdict)) continue
      const from = offset + found.length - before
      before += one.count
      if (from >= one.count || found.length === limit) continue
      const rows = await this.rowsOf(one)
      found.push(...rows.slice(from, from + limit - found.length))
    }
    return found
  }

  /** The findings of a class in order; who scrolls mostly stays in one. */
  private async rowsOf({ verdict, score, said }: FindingClass): Promise<readonly PlacedFinding[]> {
    const key = `${verdict} ${score}`
    if (this.sorted?.key === key) return this.sorted.rows
    const { rows: members } = await this.database.pool.query<{ run: number; assetId: string }>(
      'select run, asset_id as "assetId" from finding_member where generation = $1 and run = any($2)',
      [this.generation, [...new Set(said.map(({ run }) => run))]],
    )
    const byRun = new Map<number, string[]>()
    for (const { run, assetId } of members) {
      const known = byRun.get(run)
      if (known === undefined) byRun.set(run, [assetId])
      else known.push(assetId)
    }
    const rows = said
      .flatMap((one) => (byRun.get(one.run) ?? []).map((assetId) => ({ ...one, assetId })))
      .sort(
        (a, b) =>
          byText(a.assetId, b.assetId) ||
          byText(a.advisoryId, b.advisoryId) ||
          byText(a.productId, b.productId),
      )
    this.sorted = { key, rows }
    return rows
  }
}

function byText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

const SAID = `select match.run, match.entry, match.verdict, coalesce(entry.highest_score, 10) as score,
    entry.advisory_id as "advisoryId", entry.product_id as "productId"
  from finding_match match
  join finding_entry entry on entry.generation = $1 and entry.entry = match.entry
  where match.generation = $1`

const SIZES =
  'select run, count(*) as members from finding_member where generation = $1 group by run'
