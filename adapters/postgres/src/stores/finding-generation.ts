import type pg from 'pg'
import type { NextNumbers } from './finding-writer.ts'

const TABLES = ['finding_entry', 'finding_match', 'finding_member'] as const

/** The table that holds one generation's part of another. Filled before it is indexed. */
export function tableOf(table: (typeof TABLES)[number], generation: number): string {
  return `${table}_${generation}`
}

/** Tables of its own for a new generation, that nobody sees yet. */
export async function beginGeneration(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ next: number }>(`select nextval('finding_numbers') as next`)
  const [row] = rows
  if (row === undefined) throw new Error('a sequence always has a next number')
  for (const table of TABLES) {
    // The check spares a reading of the whole table when it joins the others.
    await client.query(`create table ${tableOf(table, row.next)}
      (like ${table} including constraints, check (generation = ${row.next}))`)
  }
  return row.next
}

/** Indexes it, and shows it in the place of the one before, which is dropped. */
export async function showGeneration(
  client: pg.ClientBase,
  shown: { readonly site: string; readonly runId: string; readonly generation: number },
  { nextRun, nextEntry }: NextNumbers,
): Promise<void> {
  const { site, runId, generation } = shown
  await client.query(`create index on ${tableOf('finding_member', generation)} (asset_id)`)
  await client.query(`create index on ${tableOf('finding_match', generation)} (run)`)
  await client.query(`create index on ${tableOf('finding_entry', generation)} (entry)`)
  for (const table of TABLES) {
    await client.query(`analyze ${tableOf(table, generation)}`)
    await client.query(`alter table ${table} attach partition ${tableOf(table, generation)}
      for values in (${generation})`)
  }
  const { rows } = await client.query<{ generation: number }>(
    'select generation from finding_shown where site_id = $1',
    [site],
  )
  await client.query(
    `insert into finding_shown (site_id, run_id, generation, next_run, next_entry)
     values ($1, $2, $3, $4, $5)
     on conflict (site_id) do update set run_id = excluded.run_id, generation = excluded.generation,
       next_run = excluded.next_run, next_entry = excluded.next_entry`,
    [site, runId, generation, nextRun, nextEntry],
  )
  for (const before of rows) {
    for (const table of TABLES)
      await client.query(`drop table ${tableOf(table, before.generation)}`)
  }
}
