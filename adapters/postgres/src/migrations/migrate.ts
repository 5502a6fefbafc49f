import { createHash } from 'node:crypto'
import { accept, invariant, type Result, refuse } from '@holdpoint/std'
import type pg from 'pg'
import { whyUnreachable } from '../why-unreachable.ts'
import { type Migration, migrations } from './migrations.ts'

export type MigrationRefusal =
  | {
      readonly kind: 'schema-newer-than-program'
      readonly found: number
      readonly known: number
      readonly clearedBy: string
    }
  | {
      readonly kind: 'schema-not-ours'
      readonly version: number
      readonly why: string
    }
  | { readonly kind: 'store-unavailable'; readonly why: string }

/** Brings the database to this program's schema. Two servers that start at once take turns. */
export async function migrate(
  client: pg.Client | pg.PoolClient,
  wanted: readonly Migration[] = migrations,
): Promise<Result<{ readonly applied: readonly number[] }, MigrationRefusal>> {
  try {
    await client.query('select pg_advisory_lock(7410, 2)')
    try {
      return await migrateLocked(client, wanted)
    } finally {
      await client.query('select pg_advisory_unlock(7410, 2)')
    }
  } catch (error) {
    const why = whyUnreachable(error)
    if (why === null) throw error
    return refuse({ kind: 'store-unavailable', why })
  }
}

async function migrateLocked(
  client: pg.Client | pg.PoolClient,
  wanted: readonly Migration[],
): Promise<Result<{ readonly applied: readonly number[] }, MigrationRefusal>> {
  await client.query(SCHEMA_MIGRATION)
  const { rows } = await client.query<Applied>(
    'select version, name, sha256 from schema_migration order by version',
  )
  const refusal = misfit(rows, wanted)
  if (refusal !== null) return refuse(refusal)
  const missing = wanted.slice(rows.length)
  for (const migration of missing) await apply(client, migration)
  return accept({ applied: missing.map(({ version }) => version) })
}

export const SCHEMA_MIGRATION = `create table if not exists schema_migration (
  version int primary key,
  name text not null,
  sha256 text not null,
  applied_at timestamptz(3) not null default now()
)`

type Applied = { readonly version: number; readonly name: string; readonly sha256: string }

function misfit(applied: Applied[], wanted: readonly Migration[]): MigrationRefusal | null {
  for (const [index, row] of applied.entries()) {
    const ours = wanted[index]
    if (ours === undefined) {
      return {
        kind: 'schema-newer-than-program',
        found: applied.at(-1)?.version ?? 0,
        known: wanted.at(-1)?.version ?? 0,
        clearedBy: 'start the Holdpoint that migrated this database, or a newer one',
      }
    }
    if (row.version !== ours.version || row.sha256 !== digest(ours)) {
      const why = `its migration ${row.version} (${row.name}) is not this program's ${ours.name}`
      return { kind: 'schema-not-ours', version: row.version, why }
    }
  }
  return null
}

// A crash leaves the migration wholly applied and noted, or not at all.
async function apply(client: pg.Client | pg.PoolClient, migration: Migration): Promise<void> {
  const { version, name, sql } = migration
  invariant(!/\bcommit\b/i.test(sql), 'a migration is one transaction')
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into schema_migration (version, name, sha256) values ($1, $2, $3)', [
      version,
      name,
      digest(migration),
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

export function digest(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex')
}
