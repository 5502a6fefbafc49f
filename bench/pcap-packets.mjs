// Reads a synthesised capture of a plant's mirror port: how many packets a second, beside what
// tshark does with the same file where it is installed.
// node bench/pcap-packets.mjs [--packets N]; needs the build.
import { spawnSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { captureSurvey } from '@holdpoint/probes'
import { plantFrame } from './lib/plant-traffic.mjs'

const TARGET_PACKETS_PER_SECOND = 200_000
const ROUNDS = 3
const CHUNK_BYTES = 1_048_576
const BATCH = 10_000
/** Enough for a rate; the peer would take minutes for all. */
const PEER_PACKETS_MAX = 100_000

const packets = Number(flag('--packets') ?? 1_000_000)
const folder = await mkdtemp(join(tmpdir(), 'holdpoint-bench-'))
const file = join(folder, 'plant.pcap')
try {
  const bytes = await writeCapture()
  const rounds = []
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await readCapture())
  const best = Math.min(...rounds.map(({ seconds }) => seconds))
  const perSecond = packets / best
  const met = perSecond >= TARGET_PACKETS_PER_SECOND
  const peer = tshark(perSecond)
  console.log(
    JSON.stringify({
      name: 'pcap-packets',
      figures: {
        packetsPerSecond: Math.round(perSecond),
        mebibytesPerSecond: Math.round(bytes / 1_048_576 / best),
        packets,
        mebibytes: Math.round(bytes / 1_048_576),
        assets: rounds[0].assets,
        assetsWithIdentity: rounds[0].identified,
        memoryMebibytes: Math.round(process.memoryUsage().rss / 1_048_576),
      },
      target: { packetsPerSecond: TARGET_PACKETS_PER_SECOND, met },
      ...(peer === null ? {} : { peer }),
    }),
  )
  if (!met) process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function writeCapture() {
  const header = Buffer.alloc(24)
  header.writeUInt32LE(0xa1b2c3d4, 0)
  header.writeUInt16LE(2, 4)
  header.writeUInt16LE(4, 6)
  header.writeUInt32LE(65_535, 16)
  header.writeUInt32LE(1, 20)
  const out = await open(file, 'w')
  await out.write(header)
  let size = header.length
  for (let from = 0; from < packets; from += BATCH) {
    const parts = []
    for (let i = from; i < Math.min(packets, from + BATCH); i += 1) {
      const frame = plantFrame(i)
      const record = Buffer.alloc(16)
      record.writeUInt32LE(1_772_330_400 + Math.floor(i / 20_000), 0)
      record.writeUInt32LE((i % 20_000) * 50, 4)
      record.writeUInt32LE(frame.length, 8)
      record.writeUInt32LE(frame.length, 12)
      parts.push(record, frame)
    }
    const batch = Buffer.concat(parts)
    size += batch.length
    await out.write(batch)
  }
  await out.close()
  return size
}

async function readCapture() {
  const from = performance.now()
  const survey = captureSurvey()
  const capture = survey.open(file)
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    capture.push(chunk)
  }
  const read = capture.end()
  if (!read.ok || read.value.packets !== packets) throw new Error(JSON.stringify(read))
  const { assets } = survey.findings()
  const seconds = (performance.now() - from) / 1000
  return { seconds, assets: assets.length, identified: assets.filter(named).length }
}

function named({ vendor, product }) {
  return vendor !== null || product !== null
}

/** The dissector that everybody has, asked for the address and protocols of each packet. */
function tshark(ours) {
  const from = performance.now()
  const count = Math.min(packets, PEER_PACKETS_MAX)
  const args = [
    '-n',
    '-r',
    file,
    '-c',
    `${count}`,
    '-T',
    'fields',
    '-e',
    'ip.src',
    '-e',
    'frame.protocols',
  ]
  const run = spawnSync('tshark', args, { stdio: ['ignore', 'ignore', 'ignore'] })
  if (run.error !== undefined || run.status !== 0) return null
  const perSecond = count / ((performance.now() - from) / 1000)
  return {
    name: `tshark, dissection of the first ${count} packets of the same file`,
    packetsPerSecond: Math.round(perSecond),
    ratio: Math.round((ours / perSecond) * 10) / 10,
  }
}

function flag(name) {
  const at = process.argv.indexOf(name)
  return at === -1 ? undefined : process.argv[at + 1]
}
