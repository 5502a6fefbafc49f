import type { Database } from '../database.ts'
import { FindingOrder, type PlacedFinding } from './finding-order.ts'
import type { FindingRecord } from './finding-record.ts'

type FindingKey = Pick<FindingRecord, 'assetId' | 'advisoryId' | 'productId'>

type Verdict = FindingRecord['verdict']

/** Which findings, and which of them in that order. Worst first, then by asset. */
export type FindingWindow = {
  readonly verdicts: readonly Verdict[]
  /** The assets to show; findings of others are left out. Null for any. */
  readonly assetIds: readonly string[] | null
  /** Null for any advisory. */
  readonly advisoryIds: readonly string[] | null
  /** A part of a CVE, an advisory's id or a product's name; null for any. */
  readonly text: string | null
  /** Assets and advisories whose findings are found by that text whatever they say themselves. */
  readonly named: { readonly assetIds: readonly string[]; readonly advisoryIds: readonly string[] }
  readonly offset: number
  readonly limit: number
}

export type FindingsShown = {
  readonly total: number
  readonly byVerdict: Readonly<Record<Verdict, number>>
  readonly findings: readonly FindingRecord[]
}

export type VerdictCount = {
  readonly id: string
  readonly affected: number
  readonly review: number
}

/** A run may exchange a part of a generation, so that only both say what is shown. */
type ShownNow = { readonly generation: number; readonly runId: string }

function isSame(one: ShownNow | null, other: ShownNow): boolean {
  return one?.generation === other.generation && one.runId === other.runId
}

/** Reads what is shown now, by parts: a large site has more findings than anybody reads at once. */
export class PostgresFindingReader {
  private readonly database: Database
  private readonly site: string
  private order: { readonly shown: ShownNow; readonly read: Promise<FindingOrder> } | null = null

  constructor(database: Database, site: string) {
    this.database = database
    this.site = site
  }

  /** The worst of those that are affected or for review, and how many there are of each. */
  openFindings(limit: number): Promise<FindingsShown> {
    return this.window({
      verdicts: ['affected', 'review'],
      assetIds: null,
      advisoryIds: null,
      text: null,
      named: { assetIds: [], advisoryIds: [] },
      offset: 0,
      limit,
    })
  }

  async window(wanted: FindingWindow): Promise<FindingsShown> {
    const { verdicts, assetIds, advisoryIds, text, named, offset, limit } = wanted
    if (assetIds === null && text === null && advisoryIds === null) return this.wholeWindow(wanted)
    const like = text === null ? null : `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
    const where = [this.site, assetIds, advisoryIds, like, named.assetIds, named.advisoryIds]
    const [{ rows: counts }, { rows: findings }] = await Promise.all([
      this.database.pool.query<{ verdict: Verdict; count: number }>(COUNT, where),
      this.database.pool.query<FindingRecord>(WINDOW, [...where, verdicts, limit, offset]),
    ])
    return { ...totals(counts, verdicts), findings }
  }

  /** Everything in one long list: the order is known, and only what is shown is read. */
  private async wholeWindow(wanted: FindingWindow): Promise<FindingsShown> {
    const { verdicts, offset, limit } = wanted
    for (;;) {
      const shownNow = await this.shownNow()
      if (shownNow === null) return { ...totals([], verdicts), findings: [] }
      const order = await this.orderOf(shownNow)
      const placed = await order.part(verdicts, offset, limit)
      const findings = await this.described(order.generation, placed)
      const counts = Object.entries(order.counts()) as [Verdict, number][]
      const shown = totals(
        counts.map(([verdict, count]) => ({ verdict, count })),
        verdicts,
      )
      // What was shown when we began may have gone meanwhile; then we begin again.
      const wished = Math.min(limit, Math.max(0, shown.total - offset))
      const isWhole = findings.length === wished
      if (isWhole || isSame(await this.shownNow(), shownNow)) return { ...shown, findings }
    }
  }

  private async orderOf(shown: ShownNow): Promise<FindingOrder> {
    if (this.order === null || !isSame(this.order.shown, shown)) {
      const read = FindingOrder.read(this.database, shown.generation)
      const order = { shown, read }
      this.order = order
      // Who comes next tries again.
      read.catch(() => {
        if (this.order === order) this.order = null
      })
    }
    return this.order.read
  }

  private async shownNow(): Promise<ShownNow | null> {
    const { rows } = await this.database.pool.query<ShownNow>(
      'select generation, run_id as "runId" from finding_shown where site_id = $1',
      [this.site],
    )
    return rows[0] ?? null
  }

  private async described(
    generation: number,
    placed: readonly PlacedFinding[],
  ): Promise<readonly FindingRecord[]> {
    const { rows } = await this.database.pool.query<FindingRecord>(DESCRIBED, [
      generation,
      placed.map(({ assetId }) => assetId),
      placed.map(({ run }) => run),
      placed.map(({ entry }) => entry),
    ])
    return rows
  }

  /** Assets that are described in the same words, and of which the same entry says the same. */
  async like(key: FindingKey): Promise<readonly string[]> {
    const { rows } = await this.database.pool.query<{ assetId: string }>(LIKE, [
      this.site,
      key.assetId,
      key.advisoryId,
      key.productId,
    ])
    return rows.map(({ assetId }) => assetId)
  }

  countsByAsset(): Promise<readonly VerdictCount[]> {
    return this.countsBy('member.asset_id')
  }

  countsByAdvisory(): Promise<readonly VerdictCount[]> {
    return this.countsBy('entry.advisory_id')
  }

  /** Asset and advisory, once for each pair that is affected or for review. */
  async pairs(): Promise<readonly { readonly assetId: string; readonly advisoryId: string }[]> {
    const { rows } = await this.database.pool.query<{ assetId: string; advisoryId: string }>(
      `select distinct member.asset_id as "assetId", entry.advisory_id as "advisoryId" ${FROM}
       where shown.site_id = $1 and match.verdict <> 'not-affected'`,
      [this.site],
    )
    return rows
  }

  /** Every CVE that a finding names. */
  async cves(): Promise<readonly string[]> {
    const { rows } = await this.database.pool.query<{ cve: string }>(
      `select distinct unnest(entry.cves) as cve from finding_shown shown
       join finding_entry entry on entry.generation = shown.generation where shown.site_id = $1
       order by cve`,
      [this.site],
    )
    return rows.map(({ cve }) => cve)
  }

  private async countsBy(column: string): Promise<readonly VerdictCount[]> {
    const { rows } = await this.database.pool.query<VerdictCount>(
      `select ${column} as id,
         count(*) filter (where match.verdict = 'affected') as affected,
         count(*) filter (where match.verdict = 'review') as review
       ${FROM} where shown.site_id = $1 and match.verdict <> 'not-affected' group by 1`,
      [this.site],
    )
    return rows
  }
}

function totals(
  counts: readonly { readonly verdict: Verdict; readonly count: number }[],
  verdicts: readonly Verdict[],
): Omit<FindingsShown, 'findings'> {
  const byVerdict = { affected: 0, review: 0, 'not-affected': 0 }
  for (const { verdict, count } of counts) byVerdict[verdict] = count
  return { byVerdict, total: verdicts.reduce((sum, verdict) => sum + byVerdict[verdict], 0) }
}

const FROM = `from finding_shown shown
  join finding_member member on member.generation = shown.generation
  join finding_match match on match.generation = shown.generation and match.run = member.run
  join finding_entry entry on entry.generation = shown.generation and entry.entry = match.entry`

const WANTED = `${FROM}
  where shown.site_id = $1 and ($2::text[] is null or member.asset_id = any($2::text[]))
    and ($3::text[] is null or entry.advisory_id = any($3::text[]))
    and ($4::text is null or entry.advisory_id ilike $4 or entry.product_name ilike $4
      or array_to_string(entry.cves, ' ') ilike $4
      or member.asset_id = any($5::text[]) or entry.advisory_id = any($6::text[]))`

const COUNT = `select match.verdict, count(*) as count ${WANTED} group by match.verdict`

// A score that nobody gave counts as the highest.
const RANK = `case match.verdict when 'affected' then 0 when 'review' then 1 else 2 end`
const SCORE = 'coalesce(entry.highest_score, 10)'
const SHOWN_COLUMNS = `found.asset_id as "assetId", entry.advisory_id as "advisoryId",
    entry.product_id as "productId", match.verdict, match.confidence, match.rule,
    match.reasons::jsonb as reasons, entry.cves, entry.product_name as "productName",
    entry.highest_score as "highestScore"
  from found
  join finding_match match on match.generation = found.generation and match.run = found.run
    and match.entry = found.entry
  join finding_entry entry on entry.generation = found.generation and entry.entry = found.entry
  order by found.place`

// The order is found with narrow rows; reasons are fetched for those alone that are shown.
const WINDOW = `with found as materialized (
    select shown.generation, member.asset_id, match.run, match.entry,
      row_number() over (order by
        ${RANK}, ${SCORE} desc, member.asset_id, entry.advisory_id collate "C",
        entry.product_id collate "C"
      ) as place
    ${WANTED} and match.verdict = any($7::text[])
    order by place limit $8 offset $9
  )
  select ${SHOWN_COLUMNS}`

const DESCRIBED = `with found as (
    select $1::bigint as generation, * from unnest($2::text[], $3::bigint[], $4::bigint[])
      with ordinality as placed (asset_id, run, entry, place)
  )
  select ${SHOWN_COLUMNS}`

const LIKE = `select other.asset_id as "assetId" ${FROM}
  join finding_member other on other.generation = shown.generation and other.run = match.run
  where shown.site_id = $1 and member.asset_id = $2 and entry.advisory_id = $3
    and entry.product_id = $4
  order by other.asset_id`
