import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseVerifierKey } from '@holdpoint/evidence'
import { verifyLedgerFolder } from '@holdpoint/evidence/node'
import type pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { aCommand, anEvent, to } from '../../../../test/contracts/event-store-commands.ts'
import { withPostgres } from '../../../../test/contracts/with-postgres.ts'
import { type Database, openDatabase } from '../database.ts'
import { openSiteStore, type SiteStore } from '../open-site-store.ts'
import { exportLedgerFiles } from './export-ledger.ts'

const { url, folder } = withPostgres()
const open: { site: SiteStore; database: Database }[] = []
const SITE = 'works'
let dataFolders = 0

afterEach(async () => {
  for (const { site, database } of open.splice(0)) {
    await site.store.close()
    await database.pool.query(`truncate ledger_head, command_receipt, read_model, effect`)
    await asOwner(database, 'truncate event, ledger_entry, checkpoint')
    await database.close()
  }
})

test('signing again without growth gives the same checkpoint', async () => {
  const works = await aSite()
  expect(await works.checkpoints.sign()).toEqual({ ok: false, refusal: { kind: 'ledger-empty' } })
  await grow(works, 3)
  const signed = await sign(works)
  expect(signed.size).toBe(3)
  expect(signed.note.startsWith('holdpoint/works\n3\n')).toBe(true)
  expect(await sign(works)).toEqual(signed)
  await grow(works, 1)
  expect((await sign(works)).size).toBe(4)
})

test('the key is readable by its owner alone and outlives a restart', async () => {
  const dataFolder = await aDataFolder()
  const first = await aSite(dataFolder)
  const second = await aSite(dataFolder)
  expect(second.verifierKey).toBe(first.verifierKey)
  const { mode } = await stat(join(dataFolder, 'keys', 'works.signer'))
  expect(mode & 0o777).toBe(0o600)
})

test('a database restored to an older state is refused: it neither signs nor appends', async () => {
  const dataFolder = await aDataFolder()
  const works = await aSite(dataFolder)
  await grow(works, 5)
  await sign(works)
  const database = open[0]!.database
  const backup = await copyRows(database)
  await grow(works, 4)
  const newest = await sign(works)
  await restoreRows(database, backup)

  const restarted = await aSite(dataFolder)
  const refusal = {
    kind: 'ledger-fork-refused',
    why: 'the ledger: it is smaller than its lock',
    locked: { size: 9, root: Buffer.from(newest.root).toString('base64') },
    found: { size: 5 },
  }
  expect(await restarted.checkpoints.sign()).toMatchObject({ ok: false, refusal })
  const refused = await restarted.store.append(aCommand())
  expect(refused).toMatchObject({ ok: false, refusal })
  expect(refused.ok ? '' : refused.refusal).toMatchObject({
    clearedBy: expect.stringContaining('restore a database that holds all 9 entries'),
  })
  // The server that was running all the while sees it as well.
  expect(await works.store.append(aCommand())).toMatchObject({
    ok: false,
    refusal: { kind: 'ledger-fork-refused', found: { size: 5 } },
  })
  expect((await restarted.store.head()).size).toBe(5)
})

test('an older state that grew beyond the lock elsewhere is refused as well', async () => {
  const dataFolder = await aDataFolder()
  const works = await aSite(dataFolder)
  await grow(works, 3)
  const database = open[0]!.database
  const backup = await copyRows(database)
  await grow(works, 2)
  await sign(works)
  await restoreRows(database, backup)
  // With another data folder, nothing tells that program of the lock.
  await grow(await aSite(), 6)
  const why = 'the ledger: its root at the size of its lock is another'
  const restarted = await aSite(dataFolder)
  expect(await restarted.checkpoints.sign()).toMatchObject({ ok: false, refusal: { why } })
  expect(await restarted.store.append(aCommand())).toMatchObject({ ok: false, refusal: { why } })
})

test('a lock that is gone does not pass for a first start', async () => {
  const dataFolder = await aDataFolder()
  const works = await aSite(dataFolder)
  await grow(works, 3)
  await sign(works)
  await rm(join(dataFolder, 'ledger.lock'), { recursive: true })
  const why = 'the ledger: it was signed before, and its lock is missing'
  const restarted = await aSite(dataFolder)
  expect(await restarted.store.append(aCommand())).toMatchObject({ ok: false, refusal: { why } })
})

test('a lock that somebody wrote by hand is refused', async () => {
  const dataFolder = await aDataFolder()
  const works = await aSite(dataFolder)
  await grow(works, 3)
  await sign(works)
  const place = join(dataFolder, 'ledger.lock', 'works')
  const [file] = await readdir(place)
  const note = await readFile(join(place, file!), 'utf8')
  await rm(join(place, file!))
  await writeFile(join(place, file!), note.replace('\n3\n', '\n2\n'))
  const restarted = await aSite(dataFolder)
  expect(await restarted.store.append(aCommand())).toMatchObject({
    ok: false,
    refusal: { kind: 'ledger-fork-refused', why: expect.stringMatching(/is damaged/) },
  })
})

test('the ledger goes on after a loss only when a person accepts it in writing', async () => {
  const dataFolder = await aDataFolder()
  const works = await aSite(dataFolder)
  await grow(works, 2)
  const database = open[0]!.database
  const backup = await copyRows(database)
  await grow(works, 2)
  await sign(works)
  await restoreRows(database, backup)
  const restarted = await aSite(dataFolder)
  const refused = await restarted.checkpoints.sign()
  const clearedBy =
    refused.ok || refused.refusal.kind !== 'ledger-fork-refused' ? '' : refused.refusal.clearedBy
  const [, line = '', file = ''] = /write the line "([^"]+)" into (\S+)/.exec(clearedBy) ?? []
  await writeFile(file, line.replace(/2/, '1'))
  expect((await restarted.checkpoints.sign()).ok).toBe(false)
  await writeFile(file, `${line}\n`)
  expect((await sign(restarted)).size).toBe(2)
  await grow(restarted, 1)
  expect((await sign(restarted)).size).toBe(3)
})

test('two servers on one database sign one history', async () => {
  const dataFolder = await aDataFolder()
  const [one, other] = [await aSite(dataFolder), await aSite(dataFolder)]
  for (let round = 0; round < 6; round += 1) {
    await Promise.all([grow(one, 3), grow(other, 2)])
    const [a, b] = await Promise.all([sign(one), sign(other)])
    expect(Math.max(a.size, b.size)).toBe(5 * (round + 1))
  }
  const files = await exported(one, dataFolder)
  expect(files).toMatchObject({ ok: true, value: { ok: true, size: 30 } })
})

test('the exported files verify with the site key alone, and an export is continued', async () => {
  const dataFolder = await aDataFolder()
  const works = await aSite(dataFolder)
  await grow(works, 300)
  expect(await exported(works, dataFolder)).toMatchObject({ value: { ok: true, size: 300 } })
  await grow(works, 20)
  const { root } = await sign(works)
  expect(await exported(works, dataFolder)).toMatchObject({
    value: { ok: true, size: 320, root: Buffer.from(root).toString('base64') },
  })
})

test('an entry altered in the database is never exported under a signature', async () => {
  const dataFolder = await aDataFolder()
  const works = await aSite(dataFolder)
  await grow(works, 10)
  await sign(works)
  const database = open[0]!.database
  await asOwner(
    database,
    `update ledger_entry set bytes = overlay(bytes placing 'X' from 60)
    where leaf_index = 4`,
  )
  const refused = await exportLedgerFiles({
    ...{ database, site: SITE, checkpoints: works.checkpoints, signer: works.signer },
    folder: join(dataFolder, 'ledger'),
  })
  expect(refused).toMatchObject({ ok: false, refusal: { kind: 'entries-altered', size: 10 } })
})

async function exported(works: SiteStore, dataFolder: string) {
  const at = join(dataFolder, 'ledger')
  const { database } = open[0]!
  const { checkpoints, signer } = works
  const written = await exportLedgerFiles({ database, site: SITE, checkpoints, signer, folder: at })
  if (!written.ok) return written
  const key = parseVerifierKey(works.verifierKey)
  if (!key.ok) throw new Error(key.refusal.why)
  return verifyLedgerFolder(at, { trustedKeys: [key.value] })
}

async function aDataFolder(): Promise<string> {
  dataFolders += 1
  const dataFolder = join(folder(), `server-${dataFolders}`)
  await mkdir(dataFolder)
  return dataFolder
}

async function aSite(dataFolder?: string): Promise<SiteStore> {
  const database = openDatabase({ url: url() })
  const at = dataFolder ?? (await aDataFolder())
  const site = await openSiteStore({ database, site: SITE, dataFolder: at })
  if (!site.ok) throw new Error(JSON.stringify(site.refusal))
  open.push({ site: site.value, database })
  return site.value
}

async function grow(works: SiteStore, entries: number): Promise<void> {
  const commands = Array.from({ length: entries }, () => {
    const command = aCommand()
    return { ...command, writes: to(command.commandId, 0, anEvent('noted', { n: 1 })) }
  })
  const outcomes = await Promise.all(commands.map((command) => works.store.append(command)))
  expect(outcomes.filter(({ ok }) => !ok)).toEqual([])
}

async function sign(works: SiteStore) {
  const signed = await works.checkpoints.sign()
  if (!signed.ok) throw new Error(JSON.stringify(signed.refusal))
  return signed.value
}

const TABLES = ['ledger_head', 'event', 'ledger_entry', 'checkpoint', 'command_receipt']

async function copyRows(database: Database): Promise<Map<string, unknown>> {
  const rows = new Map<string, unknown>()
  for (const table of TABLES) {
    const copied = await database.pool.query(
      `create table backup_${dataFolders}_${table} as table ${table}`,
    )
    rows.set(table, copied.rowCount)
  }
  return rows
}

async function restoreRows(database: Database, backup: Map<string, unknown>): Promise<void> {
  for (const table of backup.keys()) {
    await asOwner(
      database,
      `delete from ${table}; insert into ${table} table backup_${dataFolders}_${table}`,
    )
  }
}

/** As a person does who restores a database: the triggers do not hold its owner. */
async function asOwner(database: Database, text: string): Promise<void> {
  const client: pg.PoolClient = await database.pool.connect()
  await client.query(`set session_replication_role = replica; ${text}`)
  client.release(true)
}
