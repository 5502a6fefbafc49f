import type pg from 'pg'
import { tableOf } from './finding-generation.ts'
import type { FindingRecord, FindingRuns, ShowEntry } from './finding-record.ts'
import { FindingWriter } from './finding-writer.ts'

/** An advisory and the revision of it that findings were made with. */
export type MatchedAdvisory = { readonly advisoryId: string; readonly sha256: string }

/** Findings by verdict. */
export type VerdictTotals = Readonly<Record<FindingRecord['verdict'], number>>

/** What takes the place of the findings of some advisories. */
export type Exchange = {
  readonly runId: string
  /** The run that the rest was made by. */
  readonly after: string
  readonly matched: readonly MatchedAdvisory[]
  /** No longer stored: their findings go, and none come. */
  readonly gone: readonly string[]
}

export type Exchanged = { readonly removed: VerdictTotals; readonly written: number }

/**
 * In the generation that is shown, in one transaction. Null, and nothing is touched, where another run
 * came between, or the shown generation does not know its numbers.
 */
export async function exchangeAdvisories(
  client: pg.ClientBase,
  site: string,
  wish: Exchange & { readonly runs: FindingRuns; readonly show: ShowEntry },
): Promise<Exchanged | null> {
  const { rows } = await client.query<Shown>(SHOWN, [site])
  const [shown] = rows
  if (shown === undefined || shown.runId !== wish.after) return null
  const { generation, nextRun, nextEntry } = shown
  if (nextRun === null || nextEntry === null) return null
  const ids = [...wish.matched.map(({ advisoryId }) => advisoryId), ...wish.gone]
  const removed = await removeFindings(client, generation, ids)
  const writer = new FindingWriter(client, generation, wish.show, { nextRun, nextEntry })
  for await (const run of wish.runs) await writer.write(run)
  const written = await writer.end()
  const next = writer.next()
  await client.query(
    `update finding_shown set run_id = $2, next_run = $3, next_entry = $4 where site_id = $1`,
    [site, wish.runId, next.nextRun, next.nextEntry],
  )
  await client.query('delete from finding_matched where site_id = $1 and advisory_id = any($2)', [
    site,
    ids,
  ])
  await keepMatched(client, site, wish.matched)
  return { removed, written }
}

export async function keepMatched(
  client: pg.ClientBase,
  site: string,
  matched: readonly MatchedAdvisory[],
): Promise<void> {
  await client.query(
    `insert into finding_matched (site_id, advisory_id, sha256)
     select $1, * from unnest($2::text[], $3::text[])`,
    [site, matched.map(({ advisoryId }) => advisoryId), matched.map(({ sha256 }) => sha256)],
  )
}

type Shown = {
  readonly runId: string
  readonly generation: number
  readonly nextRun: number | null
  readonly nextEntry: number | null
}

const SHOWN = `select run_id as "runId", generation, next_run as "nextRun", next_entry as "nextEntry"
  from finding_shown where site_id = $1 for update`

/** Who was a member of their runs stays one: without matches it says nothing. */
async function removeFindings(
  client: pg.ClientBase,
  generation: number,
  advisoryIds: readonly string[],
): Promise<VerdictTotals> {
  const entry = tableOf('finding_entry', generation)
  const match = tableOf('finding_match', generation)
  const member = tableOf('finding_member', generation)
  const totals = { affected: 0, review: 0, 'not-affected': 0 }
  const { rows: entries } = await client.query<{ entry: number }>(
    `delete from ${entry} where advisory_id = any($1) returning entry`,
    [advisoryIds],
  )
  if (entries.length === 0) return totals
  const { rows } = await client.query<{ verdict: keyof VerdictTotals; count: number }>(
    `with gone as (delete from ${match} where entry = any($1) returning run, verdict),
       said as (select run, verdict, count(*) as times from gone group by run, verdict),
       size as (select run, count(*) as members from ${member}
                where run in (select run from said) group by run)
     select verdict, sum(times * members)::bigint as count from said join size using (run)
     group by verdict`,
    [entries.map((one) => one.entry)],
  )
  for (const { verdict, count } of rows) totals[verdict] = count
  return totals
}
