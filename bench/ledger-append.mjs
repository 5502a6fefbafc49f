// Appends to the ledger of one site, each entry on the disk before it is acknowledged: how many a
// second, beside what the same PostgreSQL does with plain rows and the disk with single syncs.
// node bench/ledger-append.mjs [--seconds N]; needs the build.
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openDatabase, openSiteStore, startEmbeddedPostgres } from '@holdpoint/postgres'

const TARGET_ENTRIES_PER_SECOND = 5_000
const BUSY_WRITERS = 512
const FEW_WRITERS = 8
const PLAIN_CLIENTS = 32

const seconds = Number(flag('--seconds') ?? 10)
const folder = await mkdtemp(join(tmpdir(), 'holdpoint-bench-'))
// As root the database runs as another user, who must be able to pass.
await chmod(folder, 0o755)
const started = await startEmbeddedPostgres({ dataFolder: folder, log: () => {} })
if (!started.ok) throw new Error(JSON.stringify(started.refusal))
const postgres = started.value
const database = openDatabase({ url: postgres.url, connectionsMax: PLAIN_CLIENTS })
try {
  const opened = await openSiteStore({ database, site: 'works', dataFolder: folder })
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
  const { store, checkpoints } = opened.value

  const disk = fdatasyncs()
  const plain = await plainRows()
  await append({ store, name: 'warm-up', writers: BUSY_WRITERS, seconds: 1 })
  const busy = await append({ store, name: 'busy', writers: BUSY_WRITERS, seconds })
  const few = await append({ store, name: 'few', writers: FEW_WRITERS, seconds: seconds / 2 })
  const signedFrom = performance.now()
  const signed = await checkpoints.sign()
  if (!signed.ok || signed.value.size !== (await store.head()).size) throw new Error('not signed')

  const met = busy.perSecond >= TARGET_ENTRIES_PER_SECOND
  console.log(
    JSON.stringify({
      name: 'ledger-append',
      figures: {
        entriesPerSecond: Math.round(busy.perSecond),
        entriesPerSecondFirstHalf: Math.round(busy.firstHalf),
        entriesPerSecondSecondHalf: Math.round(busy.secondHalf),
        acknowledgedWithinMsP50: round(busy.p50),
        acknowledgedWithinMsP99: round(busy.p99),
        writersAtOnce: BUSY_WRITERS,
        entriesPerSecondAtEightWriters: Math.round(few.perSecond),
        acknowledgedWithinMsP99AtEightWriters: round(few.p99),
        ledgerSize: signed.value.size,
        checkpointMs: round(performance.now() - signedFrom),
      },
      target: { entriesPerSecond: TARGET_ENTRIES_PER_SECOND, met },
      peer: {
        name: `one plain row a transaction, ${PLAIN_CLIENTS} clients, same PostgreSQL`,
        rowsPerSecond: Math.round(plain),
        ratio: round(busy.perSecond / plain),
      },
      limit: {
        name: '4 KiB written and fdatasync, one after the other',
        perSecond: Math.round(disk),
      },
    }),
  )
  await store.close()
  if (!met) process.exitCode = 1
} finally {
  await database.close()
  await postgres.stop()
  await rm(dirname(postgres.clusterFolder), { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
}

/** Each writer appends to a stream of its own, and sends its next command when the last is safe. */
async function append({ store, name, writers, seconds: duration }) {
  const latencies = []
  const begin = performance.now()
  const middle = begin + (duration * 1000) / 2
  const end = begin + duration * 1000
  let firstHalf = 0
  const write = async (writer) => {
    for (let version = 0; performance.now() < end; version += 1) {
      const from = performance.now()
      const outcome = await store.append(aCommand(`${name}-${writer}`, version))
      if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusal))
      const now = performance.now()
      latencies.push(now - from)
      if (now < middle) firstHalf += 1
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
  const took = (performance.now() - begin) / 1000
  latencies.sort((a, b) => a - b)
  return {
    perSecond: latencies.length / took,
    firstHalf: firstHalf / (duration / 2),
    secondHalf: (latencies.length - firstHalf) / (took - duration / 2),
    p50: latencies[Math.floor(latencies.length * 0.5)],
    p99: latencies[Math.floor(latencies.length * 0.99)],
  }
}

function aCommand(stream, version) {
  const body = { asset: `PLC-${stream}`, digest: 'c2f1a9'.repeat(5), step: version % 7 }
  return {
    commandId: `${stream}-${version}`,
    by: 'a.keller',
    at: '2026-03-01T02:00:00.000Z',
    rules: 'window@3',
    writes: [{ stream, expectedVersion: version, events: [{ kind: 'step-done', body }] }],
    readModels: [{ kind: 'run', id: stream, body: { version } }],
    effects: [],
    effectMoves: [],
  }
}

async function plainRows() {
  await database.pool.query('create table plain (id bigint primary key, body jsonb not null)')
  const body = JSON.stringify({ asset: 'PLC-1', digest: 'c2f1a9'.repeat(5), step: 1 })
  const begin = performance.now()
  const end = begin + (seconds * 1000) / 3
  let rows = 0
  const insert = async () => {
    while (performance.now() < end) {
      rows += 1
      const text = 'insert into plain values ($1, $2)'
      await database.pool.query({ name: 'plain', text, values: [rows, body] })
    }
  }
  await Promise.all(Array.from({ length: PLAIN_CLIENTS }, insert))
  return rows / ((performance.now() - begin) / 1000)
}

function fdatasyncs() {
  const file = openSync(join(folder, 'sync-rate'), 'w')
  const page = Buffer.alloc(4096, 7)
  const begin = performance.now()
  let count = 0
  while (performance.now() < begin + 1000) {
    writeSync(file, page, 0, page.length, (count % 256) * page.length)
    fdatasyncSync(file)
    count += 1
  }
  closeSync(file)
  return count / ((performance.now() - begin) / 1000)
}

function flag(name) {
  const at = process.argv.indexOf(name)
  return at === -1 ? undefined : process.argv[at + 1]
}

function round(value) {
  return Math.round(value * 100) / 100
}
