import type { JsonValue } from '@holdpoint/std'
import { type ColumnType, Kysely, PostgresDialect } from 'kysely'
import type { Database } from '../database.ts'

/** JSON goes in as text, so that a list is not taken for a PostgreSQL array. */
type Json = ColumnType<JsonValue, string, string>
/** RFC 3339 in UTC, both ways. */
type Instant = string
type Made = ColumnType<number, never, never>

/** The tables whose statements are typed, as the migrations make them. */
export type Tables = {
  readonly job: {
    site_id: string
    job_id: string
    kind: string
    state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
    payload: Json
    progress: ColumnType<JsonValue | null, string | null, string | null>
    result: ColumnType<JsonValue | null, string | null, string | null>
    cancelled_by: ColumnType<string | null, string | undefined, string>
    attempts: ColumnType<number, number | undefined, number>
    lease_until: Instant | null
    worker: string | null
    created_at: Instant
    queue_order: Made
  }
}

export type Queries = Kysely<Tables>

/** Typed statements over the same connections. Close the database, not this. */
export function queriesOf(database: Database): Queries {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: database.pool }) })
}
