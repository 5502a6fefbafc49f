// The time to the first page of a second start: what a person waits after a restart in a window.
// Beside it, in the same run: starting Node alone and answering one request, which nobody can leave out.
import { fork, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const START = fileURLToPath(new URL('../scripts/start.mjs', import.meta.url))
const TARGET_SECONDS = 5
const ROUNDS = 3

const data = mkdtempSync(join(tmpdir(), 'holdpoint-bench-start-'))
// As root the database runs as another user: let it pass, so that its files go with the folder.
chmodSync(data, 0o755)
try {
  const first = await start(data)
  await first.stop()
  const firstPages = []
  const whole = []
  for (let round = 0; round < ROUNDS; round++) {
    const again = await start(data)
    firstPages.push(again.firstPageSeconds)
    whole.push(again.readySeconds)
    await again.stop()
  }
  const bare = await bareNode()
  const firstPageSeconds = round(median(firstPages))
  const figures = {
    'first start, all filled in (s)': round(first.readySeconds),
    'second start, first page (s)': firstPageSeconds,
    'second start, plant booted too (s)': round(median(whole)),
    'Node alone, first answer (s)': round(bare),
  }
  const met = firstPageSeconds <= TARGET_SECONDS
  console.log(
    JSON.stringify({
      figures,
      target: `first page ≤ ${TARGET_SECONDS} s: ${met ? 'met' : 'missed'}`,
    }),
  )
} finally {
  rmSync(data, { recursive: true, force: true })
}

async function start(folder) {
  const port = await freePort()
  const from = performance.now()
  const env = { ...process.env, HOLDPOINT_DATA: folder, HOLDPOINT_PORT: String(port) }
  const child = fork(START, [], { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const ready = new Promise((resolve) => child.once('message', () => resolve(seconds(from))))
  await firstPage(port)
  const firstPageSeconds = seconds(from)
  const readySeconds = await ready
  return {
    firstPageSeconds,
    readySeconds,
    stop: () => {
      child.disconnect()
      return exited
    },
  }
}

/** Asks again at once until the page comes. */
async function firstPage(port) {
  for (;;) {
    const reply = await fetch(`http://127.0.0.1:${port}/`).catch(() => null)
    if (reply?.ok && (await reply.text()).includes('<div id="root">')) return
  }
}

async function bareNode() {
  const port = await freePort()
  const from = performance.now()
  const program = `require('node:http').createServer((_, r) => r.end('<div id="root">')).listen(${port}, '127.0.0.1')`
  const child = spawn(process.execPath, ['-e', program], { stdio: 'ignore' })
  await firstPage(port)
  child.kill()
  return seconds(from)
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
}

function seconds(from) {
  return (performance.now() - from) / 1000
}

function round(value) {
  return Math.round(value * 100) / 100
}
