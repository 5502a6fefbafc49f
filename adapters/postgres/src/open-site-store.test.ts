import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { aCommand } from '../../../test/contracts/event-store-commands.ts'
import { withPostgres } from '../../../test/contracts/with-postgres.ts'
import { type Database, openDatabase } from './database.ts'
import { openSiteStore } from './open-site-store.ts'

const { url, folder, postgres } = withPostgres()
const open: Database[] = []

afterEach(async () => {
  for (const database of open.splice(0)) await database.close()
})

test('a site that set its database to acknowledge early is not believed', async () => {
  await ask("alter role holdpoint set synchronous_commit = 'off'")
  const { pool } = aDatabase()
  expect((await pool.query('show synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }])
  await ask('alter role holdpoint reset synchronous_commit')
})

test('a stricter setting of the site is left as it is', async () => {
  await ask("alter role holdpoint set synchronous_commit = 'remote_apply'")
  const { rows } = await aDatabase().pool.query('show synchronous_commit')
  expect(rows).toEqual([{ synchronous_commit: 'remote_apply' }])
  await ask('alter role holdpoint reset synchronous_commit')
})

test('a database without fsync is refused by name', async () => {
  await ask('alter system set fsync = off')
  await ask('select pg_reload_conf()')
  const database = aDatabase()
  await until(async () => (await database.pool.query('show fsync')).rows[0].fsync === 'off')
  const refused = await openSiteStore({ database, site: 'works', dataFolder: folder() })
  expect(refused).toMatchObject({ ok: false, refusal: { kind: 'database-not-durable' } })
  await ask('alter system reset fsync')
  await ask('select pg_reload_conf()')
  await until(async () => (await database.pool.query('show fsync')).rows[0].fsync === 'on')
})

test('a database that is not there is refused as unavailable, not thrown', async () => {
  const database = openDatabase({ url: 'postgres://nobody@127.0.0.1:9/none' })
  const refused = await openSiteStore({ database, site: 'works', dataFolder: folder() })
  expect(refused).toMatchObject({ ok: false, refusal: { kind: 'store-unavailable' } })
})

test('an append while the database is down is refused in time, as not written', async () => {
  const opened = await openSiteStore({
    ...{ database: aDatabase(), site: 'works', dataFolder: folder() },
    patienceMs: 200,
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
  const { store } = opened.value
  await killPostmaster()
  const command = aCommand()
  expect(await store.append(command)).toMatchObject({
    ok: false,
    refusal: { kind: 'store-unavailable', outcome: 'not-written' },
  })
  expect((await postgres().ensureRunning()).ok).toBe(true)
  expect(await store.append(command)).toMatchObject({ ok: true, value: { repeated: false } })
  await store.close()
})

test('an append that meets a dead database starts it again and succeeds', async () => {
  const opened = await openSiteStore({
    ...{ database: aDatabase(), site: 'works', dataFolder: folder() },
    onUnreachable: () => postgres().ensureRunning(),
  })
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
  const { store } = opened.value
  await store.append(aCommand())
  await killPostmaster()
  expect(await store.append(aCommand())).toMatchObject({ ok: true, value: { repeated: false } })
  await store.close()
})

function aDatabase(): Database {
  const database = openDatabase({ url: url() })
  open.push(database)
  return database
}

async function ask(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url() })
  await client.connect()
  await client.query(text)
  await client.end()
}

async function killPostmaster(): Promise<void> {
  const { pid } = postgres()
  process.kill(pid, 'SIGKILL')
  await until(async () => {
    try {
      process.kill(pid, 0)
      return false
    } catch {
      return true
    }
  })
}

async function until(so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) await new Promise((resolve) => setImmediate(resolve))
}
