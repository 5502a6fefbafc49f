import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseVerifierKey } from '@holdpoint/evidence'
import { verifyLedgerFolder } from '@holdpoint/evidence/node'
import { exportLedgerFiles, openDatabase, openSiteStore } from '@holdpoint/postgres'
import { expect, test } from 'vitest'
import { withPostgres } from './with-postgres.ts'

const SEED = Number(process.env.HOLDPOINT_SEED ?? 20260301)
const ROUNDS = 6
const { url, folder, postgres } = withPostgres()

test(`no acknowledged command is lost or doubled by kill -9 (seed ${SEED})`, async () => {
  const random = randomFrom(SEED)
  const servers = [aServer('a'), aServer('b')]
  for (let round = 0; round < ROUNDS; round += 1) {
    const victim = servers[Math.floor(random() * servers.length)]!
    await victim.acknowledges(10 + Math.floor(random() * 60))
    const killed = KILLS[round % KILLS.length]!
    if (killed !== 'postmaster') await victim.kill()
    if (killed !== 'server') await killPostmaster()
    if (killed !== 'postmaster') servers[servers.indexOf(victim)] = aServer(`${victim.name}'`)
    acknowledged.push(...(killed === 'postmaster' ? [] : victim.acknowledged))
  }
  for (const server of servers) await server.acknowledges(10)
  for (const server of servers) await server.kill()
  acknowledged.push(...servers.flatMap((server) => server.acknowledged))
  await everythingIsThere()
})

const KILLS = ['server', 'postmaster', 'both'] as const
const acknowledged: string[] = []

async function killPostmaster(): Promise<void> {
  process.kill(postgres().pid, 'SIGKILL')
  for (;;) {
    const now = await postgres().ensureRunning()
    if (!now.ok) throw new Error(JSON.stringify(now.refusal))
    // The signal takes a moment to arrive.
    if (now.value === 'restarted') return
  }
}

async function everythingIsThere(): Promise<void> {
  const database = openDatabase({ url: url() })
  const opened = await openSiteStore({ database, site: 'works', dataFolder: folder() })
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
  const { store, checkpoints, signer, verifierKey } = opened.value

  const events = await store.readLedger(0, 1_000_000)
  const leafOf = new Map(events.map((event) => [event.command, event.leafIndex]))
  expect(acknowledged.length).toBeGreaterThan(ROUNDS * 10)
  const lost = acknowledged.filter((line) => {
    const [command = '', leaf] = line.split(' ')
    return leafOf.get(command) !== Number(leaf)
  })
  expect(lost).toEqual([])
  expect(leafOf.size).toBe(events.length)
  // State, outbox and ledger moved together, also in what was committed and never acknowledged.
  expect(await store.effectsIn('intended')).toHaveLength(events.length)
  for (const { id, body } of await store.listModels('stream')) {
    const newest = (await store.readStream(id)).at(-1)
    expect({ id, body }).toEqual({ id, body: newest?.body })
  }
  const files = join(folder(), 'ledger')
  const from = { database, site: 'works', checkpoints, signer, folder: files }
  expect(await exportLedgerFiles(from)).toMatchObject({ ok: true })
  const key = parseVerifierKey(verifierKey)
  const verdict = await verifyLedgerFolder(files, { trustedKeys: key.ok ? [key.value] : [] })
  expect(verdict).toMatchObject({ ok: true, value: { ok: true, size: events.length } })
  await store.close()
  await database.close()
}

function aServer(name: string) {
  const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))
  const source = here('event-store-child.ts')
  const args = [here('run-source.mjs'), source, url(), folder(), name]
  const child: ChildProcess = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  let wake = () => {}
  createInterface({ input: child.stdout! }).on('line', (line) => {
    lines.push(line)
    wake()
  })
  const ended = once(child, 'exit')
  return {
    name,
    acknowledged: lines,
    /** Resolves after so many further acknowledgements. */
    acknowledges: async (count: number) => {
      const wanted = lines.length + count
      while (lines.length < wanted) {
        if (child.exitCode !== null) throw new Error(`server ${name} ended by itself`)
        const more = new Promise<void>((resolve) => {
          wake = resolve
        })
        await Promise.race([more, ended])
      }
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
