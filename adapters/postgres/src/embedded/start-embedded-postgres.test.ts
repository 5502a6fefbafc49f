import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'
import { setImmediate as othersTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startOrThrow, temporaryDataFolder } from '../../../../test/contracts/with-postgres.ts'
import { embeddedRefusalLine } from './embedded-refusal.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts'
import { unprivilegedUser } from './unprivileged-user.ts'

const repository = fileURLToPath(new URL('../../../..', import.meta.url))
const asRoot = process.getuid?.() === 0
// An ordinary user cannot run a clone that lies below somebody else's private home.
const open = isOpenToOthers(repository)
const running: EmbeddedPostgres[] = []
const folders: string[] = []
const children: ChildProcess[] = []

// Making a cluster takes a second, copying one a tenth: all but the first test start from a copy.
let template = ''
const lasting: string[] = []

beforeAll(async () => {
  template = await temporaryDataFolder()
  lasting.push(template)
  const postgres = await startOrThrow(template)
  await query(postgres.url, 'create table kept as select 7 as n')
  await postgres.stop()
})
afterAll(async () => {
  for (const folder of lasting) await rm(folder, { recursive: true, force: true })
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const postgres of running.splice(0)) {
    await postgres.stop()
    folders.push(dirname(postgres.clusterFolder))
  }
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

test('a first start makes the cluster, and a second start finds its data again', async () => {
  const folder = await aDataFolder()
  const first = await start(folder)
  await query(first.url, 'create table kept (n int)')
  await query(first.url, 'insert into kept values (41), (42)')
  await first.stop()
  await expect(query(first.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
  const second = await start(folder)
  expect(await query(second.url, 'select sum(n)::int as sum from kept')).toEqual([{ sum: 83 }])
})

test('the cluster is durable, checks its pages and listens on this machine alone', async () => {
  const postgres = await start(await stoppedCluster())
  const wanted = {
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    data_checksums: 'on',
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    server_encoding: 'UTF8',
    TimeZone: 'UTC',
  }
  for (const [name, setting] of Object.entries(wanted)) {
    const rows = await query(postgres.url, 'select current_setting($1) as setting', [name])
    expect({ name, rows }).toEqual({ name, rows: [{ setting }] })
  }
  const wrong = postgres.url.replace(/:[0-9a-f]+@/, ':guess@')
  await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
})

test('after kill -9 of the postmaster the same address serves again, with all data', async () => {
  const postgres = await start(await stoppedCluster())
  await query(postgres.url, 'insert into kept select generate_series(1, 1000)')
  const killed = postgres.pid
  process.kill(killed, 'SIGKILL')
  await gone(killed)
  expect(await postgres.ensureRunning()).toEqual({ ok: true, value: 'restarted' })
  expect(await query(postgres.url, 'select count(*)::int as n from kept')).toEqual([{ n: 1001 }])
  expect(postgres.pid).not.toBe(killed)
  expect(await postgres.ensureRunning()).toEqual({ ok: true, value: 'running' })
})

test('after kill -9 of the postmaster a new server starts on the folder', async () => {
  const folder = await stoppedCluster()
  const first = await start(folder)
  await query(first.url, 'update kept set n = 8')
  process.kill(first.pid, 'SIGKILL')
  const second = await start(folder)
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 8 }])
})

test('a server that was killed leaves a database that the next start takes over', async () => {
  const folder = await stoppedCluster()
  const { child, line: url } = await childServer(folder)
  await query(url, 'update kept set n = 8')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const next = await start(folder)
  expect(await query(next.url, 'select n from kept')).toEqual([{ n: 8 }])
})

test('a data folder in use is refused, and the server that uses it is left alone', async () => {
  const folder = await stoppedCluster()
  const first = await start(folder)
  const refused = await startEmbeddedPostgres({ dataFolder: folder, log: () => {} })
  expect(refused).toEqual({
    ok: false,
    refusal: { kind: 'data-folder-in-use', folder, postmaster: first.pid },
  })
  expect(await query(first.url, 'select 1 as n')).toEqual([{ n: 1 }])
})

describe('a lock file that names', () => {
  test.skipIf(process.platform !== 'linux')(
    'a zombie does not block the start (on Linux)',
    async () => {
      const folder = await stoppedCluster()
      // The shell becomes a sleep, which never reaps the child that it inherits; the child ends only
      // when that has happened, for a shell might reap it still.
      const shell = spawn('/bin/sh', ['-c', 'cat <&3 & echo $!; exec 3<&-; exec sleep 60'], {
        ...(await asDatabaseUser()),
        stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
      })
      children.push(shell)
      const [pid] = await once(createInterface({ input: shell.stdout! }), 'line')
      await until(`/proc/${shell.pid}/stat`, '(sleep)')
      ;(shell.stdio[3] as Writable).end()
      await until(`/proc/${pid}/stat`, ') Z ')
      await nameInLockFile(folder, Number(pid))
      expect(await query((await start(folder)).url, 'select n from kept')).toEqual([{ n: 7 }])
    },
  )

  test.skipIf(process.platform !== 'linux')(
    'a stranger does not block the start (on Linux)',
    async () => {
      const folder = await stoppedCluster()
      const stranger = spawn('/bin/sleep', ['60'], await asDatabaseUser())
      children.push(stranger)
      await nameInLockFile(folder, stranger.pid ?? 0)
      expect(await query((await start(folder)).url, 'select n from kept')).toEqual([{ n: 7 }])
    },
  )
})

describe('a data folder is refused in one line that names it, when', () => {
  const refusedLine = async (folder: string) => {
    const refused = await startEmbeddedPostgres({ dataFolder: folder, log: () => {} })
    if (refused.ok) running.push(refused.value)
    const line = refused.ok ? 'started' : embeddedRefusalLine(refused.refusal)
    expect(line).toContain(folder)
    expect(line).not.toContain('\n')
    return line
  }

  test('it is a file', async () => {
    const file = join(await aDataFolder(), 'file')
    await writeFile(file, '')
    expect(await refusedLine(file)).toMatch(/refused/)
  })

  test('its cluster is something else', async () => {
    const folder = await aDataFolder()
    await mkdir(join(folder, 'postgres', 'here', 'cluster', 'holiday-pictures'), {
      recursive: true,
    })
    expect(await refusedLine(folder)).toMatch(/is not a PostgreSQL cluster/)
  })

  test('its cluster is of another major version', async () => {
    const folder = await stoppedCluster()
    await writeFile(join(cluster(folder), 'PG_VERSION'), '12\n')
    expect(await refusedLine(folder)).toMatch(/was made by PostgreSQL 12/)
  })

  test('its cluster is gone: no empty database takes the place of the records', async () => {
    const folder = await stoppedCluster()
    await rename(cluster(folder), join(folder, 'elsewhere'))
    expect(await refusedLine(folder)).toMatch(/is gone: put it back/)
  })

  test('its control file is garbage', async () => {
    const folder = await stoppedCluster()
    await writeFile(join(cluster(folder), 'global', 'pg_control'), Buffer.alloc(8192, 0x5a))
    expect(await refusedLine(folder)).toMatch(/did not start: .*(FATAL|PANIC|error)/)
  })
})

describe.skipIf(!asRoot)('as root', () => {
  let systemFolder = ''

  beforeAll(async () => {
    systemFolder = await temporaryDataFolder()
    lasting.push(systemFolder)
  })

  test('below a private home the cluster goes to the system folder and is found again', async () => {
    const home = await aDataFolder()
    await chmod(home, 0o700)
    const dataFolder = join(home, 'plant')
    const first = await startIn({ dataFolder, systemFolder })
    expect(first.clusterFolder.startsWith(join(systemFolder, 'clusters'))).toBe(true)
    await query(first.url, 'create table kept as select 7 as n')
    await first.stop()
    const second = await startIn({ dataFolder, systemFolder })
    expect(second.clusterFolder).toBe(first.clusterFolder)
    expect(await query(second.url, 'select n from kept')).toEqual([{ n: 7 }])
  })

  test('half a copy of the programs is made again', async () => {
    const [copied] = (await readdir(systemFolder)).filter((name) => name.startsWith('postgres-'))
    const copy = join(systemFolder, copied!)
    await rm(join(copy, 'copy-complete'))
    await rm(join(copy, 'native', 'bin'), { recursive: true })
    const dataFolder = await stoppedCluster()
    expect((await startIn({ dataFolder, systemFolder })).pid).toBeGreaterThan(0)
  })

  test('a system folder that others may write is refused', async () => {
    const open = await aDataFolder()
    await chmod(open, 0o777)
    const dataFolder = await aDataFolder()
    const at = { dataFolder, systemFolder: open }
    const refused = await startEmbeddedPostgres({ ...at, log: () => {} })
    expect(refused.ok).toBe(false)
  })

  test.skipIf(!open)(
    'an ordinary user runs it in place (needs a clone that others can read)',
    async () => {
      const home = await mkdtemp(join(tmpdir(), 'holdpoint-test-'))
      folders.push(home)
      const user = await unprivilegedUser()
      if (user === null || user === 'missing') throw new Error('we are root')
      await chown(home, user.uid, user.gid)
      const first = await childServer(join(home, 'plant'), user)
      expect(first.line).toMatch(/^postgres:/)
      await query(first.line, 'create table kept as select 7 as n')
      first.child.kill('SIGKILL')
      await once(first.child, 'exit')
      const second = await childServer(join(home, 'plant'), user)
      expect(await query(second.line, 'select n from kept')).toEqual([{ n: 7 }])
      second.child.kill('SIGTERM')
      await once(second.child, 'exit')
    },
  )
})

function isOpenToOthers(folder: string): boolean {
  const above = dirname(folder)
  return (statSync(folder).mode & 1) === 1 && (above === folder || isOpenToOthers(above))
}

async function start(dataFolder: string): Promise<EmbeddedPostgres> {
  const postgres = await startOrThrow(dataFolder)
  running.push(postgres)
  return postgres
}

async function startIn(at: { dataFolder: string; systemFolder: string }) {
  const started = await startEmbeddedPostgres({ ...at, log: () => {} })
  if (!started.ok) throw new Error(embeddedRefusalLine(started.refusal))
  running.push(started.value)
  return started.value
}

async function aDataFolder(): Promise<string> {
  const folder = await temporaryDataFolder()
  folders.push(folder)
  return folder
}

/** A data folder with a stopped cluster, whose table `kept` holds a 7. */
async function stoppedCluster(): Promise<string> {
  const folder = await aDataFolder()
  // With owners and modes, which node's own copying does not keep.
  await once(spawn('cp', ['-a', `${template}/.`, folder]), 'exit')
  return folder
}

function cluster(folder: string): string {
  return join(folder, 'postgres', 'here', 'cluster')
}

async function nameInLockFile(folder: string, pid: number): Promise<void> {
  const file = join(cluster(folder), 'postmaster.pid')
  await writeFile(file, `${pid}\n${cluster(folder)}\n1\n5432\n\n127.0.0.1\n  1  1\nready   \n`)
  const user = await unprivilegedUser()
  if (user !== null && user !== 'missing') await chown(file, user.uid, user.gid)
}

async function asDatabaseUser() {
  const user = await unprivilegedUser()
  return user === null || user === 'missing' ? {} : user
}

async function childServer(dataFolder: string, user = {}) {
  const source = join(repository, 'test/contracts/embedded-server-child.ts')
  const runner = join(repository, 'test/contracts/run-source.mjs')
  const child = spawn(process.execPath, [runner, source, dataFolder], {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
    ...user,
  })
  children.push(child)
  const spoke = once(createInterface({ input: child.stdout }), 'line')
  const [line] = await Promise.race([spoke, once(child, 'exit')])
  return { child, line: String(line) }
}

async function query(url: string, text: string, values: unknown[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

async function gone(pid: number): Promise<void> {
  while (isAlive(pid)) await new Promise((resolve) => setImmediate(resolve))
}

/** Reads a file of the kernel until it says so. */
async function until(file: string, words: string): Promise<void> {
  while (!(await readFile(file, 'utf8')).includes(words)) await othersTurn()
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
