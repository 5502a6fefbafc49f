// Verifies a ledger of a million entries offline, on one core: the auditor's case.
// node bench/ledger-verify.mjs [--entries N]; needs the build.
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeLedgerEntry, parseVerifierKey, writeLedgerFiles } from '@holdpoint/evidence'
import {
  ledgerFolder,
  nodeSha256,
  noteKeyFromSeed,
  verifyEd25519,
  verifyLedgerFolder,
} from '@holdpoint/evidence/node'

const TARGET_SECONDS_PER_MILLION = 30
const ENTRIES_PER_WRITE = 65_536
const STREAMS = 5_000

const entries = Number(flag('--entries') ?? 1_000_000)
const key = noteKeyFromSeed('bench.example/ledger', new Uint8Array(32).fill(1))
const folder = await mkdtemp(join(tmpdir(), 'holdpoint-bench-'))
try {
  const written = await write()
  const verified = await verify()
  const floor = hashingAlone(Math.round(written.bytes / entries))
  console.log(
    JSON.stringify({
      name: 'ledger-verify',
      figures: {
        entries,
        entryBytesMean: Math.round(written.bytes / entries),
        verifySeconds: round(verified.seconds),
        verifyEntriesPerSecond: Math.round(entries / verified.seconds),
        verifySecondsPerMillion: round((verified.seconds / entries) * 1_000_000),
        verifyCpuSeconds: round(verified.cpuSeconds),
        verifyRssPeakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
        writeSeconds: round(written.seconds),
        writeEntriesPerSecond: Math.round(entries / written.seconds),
      },
      target: { verifySecondsPerMillion: TARGET_SECONDS_PER_MILLION, met: verified.met },
      peer: {
        name: 'SHA-256 of as many leaves and nodes, nothing read, parsed or compared',
        seconds: round(floor),
        ratio: round(verified.seconds / floor),
      },
    }),
  )
  if (!verified.met) process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function write() {
  const files = ledgerFolder(folder)
  const writing = { signer: key.signer, verify: verifyEd25519, hash: nodeSha256 }
  let bytes = 0
  let milliseconds = 0
  for (let start = 0; start < entries; start += ENTRIES_PER_WRITE) {
    const length = Math.min(ENTRIES_PER_WRITE, entries - start)
    const batch = Array.from({ length }, (_, i) => encodeLedgerEntry(entry(start + i)))
    for (const encoded of batch) bytes += encoded.length
    const from = performance.now()
    const result = await writeLedgerFiles(files, batch, writing)
    milliseconds += performance.now() - from
    if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  }
  return { bytes, seconds: milliseconds / 1000 }
}

async function verify() {
  const parsed = parseVerifierKey(key.verifierKey)
  if (!parsed.ok) throw new Error(parsed.refusal.why)
  const cpuBefore = process.cpuUsage()
  const from = performance.now()
  const result = await verifyLedgerFolder(folder, { trustedKeys: [parsed.value] })
  const seconds = (performance.now() - from) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  if (!result.ok || !result.value.ok || result.value.size !== entries) {
    throw new Error(`the ledger does not verify: ${JSON.stringify(result)}`)
  }
  const cpuSeconds = (cpu.user + cpu.system) / 1_000_000
  const met = (seconds / entries) * 1_000_000 <= TARGET_SECONDS_PER_MILLION
  return { seconds, cpuSeconds, met }
}

/** What no verifier can leave out, by the plainest use of node:crypto. */
function hashingAlone(entryBytes) {
  const leaf = Buffer.alloc(1 + entryBytes, 7)
  const node = Buffer.alloc(65, 1)
  const from = performance.now()
  for (let i = 0; i < entries; i++) {
    createHash('sha256').update(leaf).digest()
    createHash('sha256').update(node).digest()
  }
  return (performance.now() - from) / 1000
}

function entry(index) {
  const stream = index % STREAMS
  return {
    at: new Date(Date.UTC(2026, 0, 1) + index * 10).toISOString(),
    body: { asset: `PLC-${stream}`, digest: 'c2f1a9'.repeat(5), step: index % 7 },
    by: 'a.keller',
    command: `command-${index}`,
    kind: 'step-done',
    rules: 'window@3',
    site: 'works',
    stream: `change:${stream}`,
    version: Math.floor(index / STREAMS) + 1,
  }
}

function flag(name) {
  const at = process.argv.indexOf(name)
  return at < 0 ? undefined : process.argv[at + 1]
}

function round(value) {
  return Math.round(value * 100) / 100
}
