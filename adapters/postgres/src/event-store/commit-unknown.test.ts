import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { aCommand, to } from '../../../../test/contracts/event-store-commands.ts'
import { withPostgres } from '../../../../test/contracts/with-postgres.ts'
import { type Database, openDatabase } from '../database.ts'
import { openSiteStore, type SiteStore } from '../open-site-store.ts'

const { url, folder } = withPostgres()
const open: { site: SiteStore; database: Database; proxy: Server }[] = []
let sites = 0

afterEach(async () => {
  for (const { site, database, proxy } of open.splice(0)) {
    await site.store.close()
    await database.close()
    proxy.close()
  }
})

test('a commit whose reply is lost is found again: written once, and acknowledged', async () => {
  const { store, cut } = await aSiteBehindProxy()
  cut('after the commit')
  const command = aCommand({ writes: to('change-a', 0) })
  const outcome = await store.append(command)
  expect(outcome).toEqual({ ok: true, value: { firstLeaf: 0, size: 1, repeated: true } })
  expect(await store.readStream('change-a')).toHaveLength(1)
})

test('a commit that never arrives is undone and sent again: written once', async () => {
  const { store, cut } = await aSiteBehindProxy()
  cut('before the commit')
  const outcome = await store.append(aCommand({ writes: to('change-a', 0) }))
  expect(outcome).toEqual({ ok: true, value: { firstLeaf: 0, size: 1, repeated: false } })
  expect(await store.readStream('change-a')).toHaveLength(1)
})

test('a commit whose reply is lost for good is unknown, and its id settles it', async () => {
  const { store, cut, heal } = await aSiteBehindProxy(200)
  cut('after the commit, and everything from then on')
  const command = aCommand({ writes: to('change-a', 0) })
  const refusal = { kind: 'store-unavailable', outcome: 'unknown' }
  expect(await store.append(command)).toMatchObject({ ok: false, refusal })
  heal()
  expect(await store.findReceipt(command.commandId)).toMatchObject({ firstLeaf: 0, size: 1 })
  expect(await store.append(command)).toMatchObject({ ok: true, value: { repeated: true } })
})

type Cut =
  | 'after the commit'
  | 'before the commit'
  | 'after the commit, and everything from then on'

async function aSiteBehindProxy(patienceMs = 5_000) {
  let next: Cut | null = null
  let dead = false
  const target = new URL(url())
  const proxy = createServer((client) => {
    if (dead) return void client.destroy()
    const server = connect(Number(target.port), target.hostname)
    for (const socket of [client, server]) socket.on('error', () => {})
    server.on('data', (reply) => client.write(reply))
    client.on('data', (request) => {
      const plan = isCommit(request) ? next : null
      if (plan === null) return void server.write(request)
      next = null
      dead = plan === 'after the commit, and everything from then on'
      void cutAt(plan, { client, server, request })
    })
    client.on('close', () => server.destroy())
    server.on('close', () => client.destroy())
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const address = proxy.address()
  const through = new URL(url())
  through.port = String(typeof address === 'object' ? address?.port : '')
  const database = openDatabase({ url: through.href })
  sites += 1
  const at = { database, site: `site-${sites}`, dataFolder: folder(), patienceMs }
  const opened = await openSiteStore(at)
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
  open.push({ site: opened.value, database, proxy })
  const cut = (plan: Cut) => {
    next = plan
  }
  const heal = () => {
    dead = false
  }
  return { store: opened.value.store, cut, heal }
}

type Wire = { readonly client: Socket; readonly server: Socket; readonly request: Buffer }

async function cutAt(plan: Cut, { client, server, request }: Wire): Promise<void> {
  if (plan !== 'before the commit') {
    server.removeAllListeners('data')
    server.write(request)
    // PostgreSQL replies when the commit is on the disk; the reply goes no further.
    await once(server, 'data')
  }
  server.destroy()
  client.destroy()
}

// A simple query: the letter Q, its length, the text.
function isCommit(request: Buffer): boolean {
  return request[0] === 0x51 && request.toString('latin1', 5).startsWith('commit')
}
