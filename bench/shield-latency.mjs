// What the shield costs each poll: 2,000 reads of ten registers one after the other, straight to a
// device, through a relay that looks at nothing, and through the shield, in turns.
// node bench/shield-latency.mjs; needs the build.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const READS = 2000
const ROUNDS = 6
const TARGET_PERCENT_OF_POLL_TIMEOUT = 1

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const children = []
const folder = mkdtempSync(join(tmpdir(), 'shield-'))

const device = Number(await started([here('lib/modbus-device.mjs')]))
const relay = Number(await started([here('lib/modbus-device.mjs'), String(device)]))
const { port: shield, pollTimeoutMs } = await startShield()
const ways = { direct: device, relay, shield }
const lines = {}
for (const [name, port] of Object.entries(ways)) lines[name] = await connected(port)
const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]))
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const name of Object.keys(ways)) {
    const taken = await reads(lines[name])
    // The first turn makes the programs fast; it is not told.
    if (round > 0) times[name].push(...taken)
  }
}
for (const { line } of Object.values(lines)) line.destroy()
for (const child of children) child.kill()
rmSync(folder, { recursive: true })

const us = Object.fromEntries(Object.entries(times).map(([name, all]) => [name, told(all)]))
const p99PercentOfPollTimeout = Number((us.shield.p99 / (pollTimeoutMs * 10)).toFixed(3))
console.log(
  JSON.stringify({
    name: 'shield-latency',
    figures: {
      ...{ readsInATurn: READS, turns: ROUNDS },
      ...{ directMedianUs: us.direct.median, directP99Us: us.direct.p99 },
      ...{ shieldMedianUs: us.shield.median, shieldP99Us: us.shield.p99 },
      ...{ shieldAddsMedianUs: round(us.shield.median - us.direct.median), pollTimeoutMs },
      p99PercentOfPollTimeout,
    },
    target: {
      p99PercentOfPollTimeout: TARGET_PERCENT_OF_POLL_TIMEOUT,
      met: p99PercentOfPollTimeout <= TARGET_PERCENT_OF_POLL_TIMEOUT,
    },
    peer: {
      name: 'a relay in Node that looks at nothing',
      ...{ medianUs: us.relay.median, p99Us: us.relay.p99 },
      ratio: Number((us.shield.median / us.relay.median).toFixed(2)),
    },
  }),
)

async function started(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [line] = await once(child.stdout, 'data')
  return String(line).trim()
}

async function startShield() {
  const policy = JSON.parse(readFileSync(here('../docs/examples/shield/read-only.json'), 'utf8'))
  const port = await freePort()
  const file = join(folder, 'policy.json')
  const at = { listen: { address: '127.0.0.1', port } }
  const before = { device: { address: '127.0.0.1', port: device } }
  writeFileSync(file, JSON.stringify({ ...policy, ...at, ...before }))
  await started([here('../cli/bin/holdpoint.mjs'), 'shield', 'modbus', '--policy', file, '--json'])
  return { port, pollTimeoutMs: policy.pollTimeoutMs }
}

async function freePort() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}

async function connected(port) {
  const line = connect({ host: '127.0.0.1', port, noDelay: true })
  await once(line, 'connect')
  const held = { bytes: 0, wake: () => {} }
  line.on('data', (chunk) => {
    held.bytes += chunk.length
    held.wake()
  })
  return { line, held }
}

async function reads({ line, held }) {
  const request = Buffer.from('00010000000601030000000a', 'hex')
  const answerBytes = 9 + 20
  const taken = []
  for (let read = 0; read < READS; read += 1) {
    held.bytes = 0
    const from = process.hrtime.bigint()
    line.write(request)
    while (held.bytes < answerBytes) {
      await new Promise((resolve) => {
        held.wake = resolve
      })
    }
    taken.push(Number(process.hrtime.bigint() - from) / 1000)
  }
  return taken
}

function told(all) {
  const sorted = all.toSorted((a, b) => a - b)
  const at = (share) => round(sorted[Math.floor(sorted.length * share)])
  return { median: at(0.5), p99: at(0.99) }
}

function round(value) {
  return Number(value.toFixed(1))
}
