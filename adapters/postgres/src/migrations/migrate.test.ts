import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { withPostgres } from '../../../../test/contracts/with-postgres.ts'
import { migrate } from './migrate.ts'
import { type Migration, migrations } from './migrations.ts'

const { url } = withPostgres()
const clients: pg.Client[] = []
const newest = migrations.length

afterEach(async () => {
  for (const client of clients.splice(0)) await client.end()
})

test('an empty database gets the whole schema, and a second start changes nothing', async () => {
  const client = await emptyDatabase('from_empty')
  expect(await migrate(client)).toEqual({
    ok: true,
    value: { applied: migrations.map(({ version }) => version) },
  })
  expect(await migrate(client)).toEqual({ ok: true, value: { applied: [] } })
})

test('a database with the first schema as shipped comes to the same schema', async () => {
  const old = await emptyDatabase('from_frozen')
  const frozen = await readFile(new URL('frozen/0001.sql', import.meta.url), 'utf8')
  await old.query(frozen)
  expect(await migrate(old)).toMatchObject({ ok: true, value: { applied: { length: newest - 1 } } })
  const fresh = await emptyDatabase('fresh')
  await migrate(fresh)
  const shape = await shapeOf(fresh)
  expect(shape.length).toBeGreaterThan(80)
  expect(await shapeOf(old)).toEqual(shape)
})

test('two servers that start at once apply each migration once', async () => {
  const one = await emptyDatabase('at_once')
  const other = await connect('at_once')
  const results = await Promise.all([migrate(one), migrate(other)])
  const applied = results.flatMap((result) => (result.ok ? result.value.applied : [Number.NaN]))
  expect(applied).toEqual(migrations.map(({ version }) => version))
})

test('a database that a newer program migrated is refused by name', async () => {
  const client = await emptyDatabase('newer')
  const next = { version: newest + 1, name: 'from-the-future', sql: 'select 1' }
  await migrate(client, [...migrations, next])
  expect(await migrate(client)).toMatchObject({
    ok: false,
    refusal: { kind: 'schema-newer-than-program', found: newest + 1, known: newest },
  })
})

test('a migration that was changed after it was applied is refused', async () => {
  const client = await emptyDatabase('changed')
  await migrate(client)
  const changed = migrations.map((migration) => ({ ...migration, sql: `${migration.sql} ` }))
  expect(await migrate(client, changed)).toMatchObject({
    ok: false,
    refusal: { kind: 'schema-not-ours', version: 1 },
  })
})

test('a migration that fails leaves nothing behind', async () => {
  const client = await emptyDatabase('half')
  const broken: Migration = {
    version: newest + 1,
    name: 'broken',
    sql: 'create table half_done (n int); select 1 / 0',
  }
  await expect(migrate(client, [...migrations, broken])).rejects.toThrow(/division by zero/)
  const { rows } = await client.query("select to_regclass('half_done') as it")
  expect(rows).toEqual([{ it: null }])
  expect(await migrate(client)).toEqual({ ok: true, value: { applied: [] } })
})

test('advisories from before revisions were ranked get the rank of their version', async () => {
  const client = await emptyDatabase('ranked')
  await migrate(client, migrations.slice(0, 2))
  const versions = ['1.10.0', '9', '1.9.0', '10', '2.0.0-rc.1', 'first', '2.0.0', '007']
  for (const version of versions) {
    await client.query(`insert into advisory values ('s', $1, $1, '', '', now())`, [version])
  }
  await migrate(client)
  const { rows } = await client.query<{ version: string; rank: string }>(
    'select version, version_rank as rank from advisory order by version_rank, version',
  )
  expect(rows.map(({ version }) => version)).toEqual([
    ...['first', '1.9.0', '1.10.0', '2.0.0-rc.1', '2.0.0', '007', '9', '10'],
  ])
  expect(rows.at(-1)?.rank).toBe('0021000100010~')
})

test('every table leads with the site, or with the generation that one site shows', async () => {
  const client = await emptyDatabase('sites')
  await migrate(client)
  const { rows } =
    await client.query(`select table_name, column_name from information_schema.columns
    where table_schema = 'public' and ordinal_position = 1 order by table_name`)
  const astray = rows.filter(({ column_name: first }) => first !== 'site_id')
  const ofGenerations = ['finding_entry', 'finding_match', 'finding_member']
  expect(astray.map((row) => row.table_name)).toEqual([...ofGenerations, 'schema_migration'])
  const shown = rows.find(({ table_name: name }) => name === 'finding_shown')
  expect(shown).toMatchObject({ column_name: 'site_id' })
})

test('events, ledger entries and checkpoints refuse to be rewritten', async () => {
  const client = await emptyDatabase('append_only')
  await migrate(client)
  await client.query(`insert into event values ('s', 'a', 1, 'k', '{}', now(), 'p', 'c', 'r', 0)`)
  await client.query(`insert into ledger_entry values ('s', 0, '', sha256(''))`)
  await client.query(`insert into checkpoint values ('s', 1, sha256(''), 'note', now())`)
  for (const table of ['event', 'ledger_entry', 'checkpoint']) {
    for (const act of [`update ${table} set site_id = 't'`, `delete from ${table}`]) {
      await expect(client.query(act)).rejects.toMatchObject({ code: 'HP001' })
    }
    await expect(client.query(`truncate ${table}`)).rejects.toMatchObject({ code: 'HP001' })
  }
})

async function emptyDatabase(name: string): Promise<pg.Client> {
  const admin = await connect('postgres')
  await admin.query(`create database ${name}`)
  return connect(name)
}

async function connect(name: string): Promise<pg.Client> {
  const address = new URL(url())
  address.pathname = name
  const client = new pg.Client({ connectionString: address.href })
  await client.connect()
  clients.push(client)
  return client
}

async function shapeOf(client: pg.Client): Promise<unknown[]> {
  const columns = await client.query(`select table_name, column_name, data_type, is_nullable,
    column_default from information_schema.columns where table_schema = 'public'
    order by table_name, ordinal_position`)
  const indexes = await client.query(
    `select indexdef from pg_indexes where schemaname = 'public' order by indexdef`,
  )
  const constraints = await client.query(`select conrelid::regclass::text as table,
    pg_get_constraintdef(oid) as says from pg_constraint
    where connamespace = 'public'::regnamespace order by 1, 2`)
  const triggers = await client.query(`select tgrelid::regclass::text as table, tgname,
    pg_get_triggerdef(oid) as says from pg_trigger where not tgisinternal order by 1, 2`)
  return [columns, indexes, constraints, triggers].flatMap((result) => result.rows)
}
