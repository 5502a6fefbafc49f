import type { ReadModelWrite, StoredEvent } from '@holdpoint/core'
import type pg from 'pg'
import type { Database } from '../database.ts'
import { lockHead } from '../ledger/ledger-head.ts'

/** Told of every event in ledger order; answers with the rows that follow from it. */
export type Project = (event: StoredEvent) => readonly ReadModelWrite[]

const EVENTS_AT_A_TIME = 2_000

/**
 * Drops all read models of a site and makes them anew from its events. Appends wait meanwhile, and
 * readers see the old rows until the new ones are whole.
 */
export async function rebuildReadModels(at: {
  readonly database: Database
  readonly site: string
  readonly project: Project
}): Promise<{ readonly events: number }> {
  const client = await at.database.pool.connect()
  try {
    await client.query('begin')
    const { frontier } = await lockHead(client, at.site)
    await client.query('delete from read_model where site_id = $1', [at.site])
    for (let from = 0; from < frontier.size; from += EVENTS_AT_A_TIME) {
      const events = await readEvents(client, at.site, from)
      await write(client, at.site, rowsAfter(events, at.project))
    }
    await client.query('commit')
    client.release()
    return { events: frontier.size }
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function readEvents(client: pg.ClientBase, site: string, from: number) {
  const { rows } = await client.query<StoredEvent>(
    `select stream, version, kind, body, at, actor as by, command_id as command, rules,
       leaf_index as "leafIndex"
     from event where site_id = $1 and leaf_index >= $2 and leaf_index < $3 order by leaf_index`,
    [site, from, from + EVENTS_AT_A_TIME],
  )
  return rows
}

type Row = ReadModelWrite & { readonly version: number; readonly at: string }

function rowsAfter(events: readonly StoredEvent[], project: Project): Row[] {
  const rows = new Map<string, Row>()
  for (const event of events) {
    for (const row of project(event)) {
      const version = event.leafIndex + 1
      rows.set(JSON.stringify([row.kind, row.id]), { ...row, version, at: event.at })
    }
  }
  return [...rows.values()]
}

async function write(client: pg.ClientBase, site: string, rows: readonly Row[]): Promise<void> {
  await client.query(WRITE_MODELS, [site, JSON.stringify(rows)])
}

const WRITE_MODELS = `with model as (
  select * from json_to_recordset($2::json)
    as given (kind text, id text, version bigint, at timestamptz, body jsonb)
), removed as (
  delete from read_model using model
  where site_id = $1 and read_model.kind = model.kind and read_model.id = model.id
    and model.body is null
)
insert into read_model (site_id, kind, id, version, body, updated_at)
select $1, kind, id, version, body, at from model where body is not null
on conflict (site_id, kind, id) do update
  set version = excluded.version, body = excluded.body, updated_at = excluded.updated_at`
