import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assetsFromCapture, captureSurvey } from '@holdpoint/probes'
import { describe, expect, test } from 'vitest'
import {
  aPcap,
  aPcapng,
  type CapturedFrame,
  conversation,
  datagram,
  ethernet,
  ipv4,
  tcp,
  udp,
} from '../builders/a-capture.ts'
import { dice, mutated, mutatedFrames } from '../builders/a-mutated-capture.ts'
import {
  iAm,
  identityAnswer,
  listIdentity,
  lldpAnnouncement,
  modbusIdentity,
  moduleList,
  moduleListPart,
  routedIdentityRequest,
  snmpDescription,
  unconnected,
} from '../builders/plant-messages.ts'
import { SEED } from '../builders/seed.ts'
import { testData } from '../test-data.ts'

const SOAK = process.env.HOLDPOINT_SOAK === '1'
const MUTATIONS = Number(process.env.HOLDPOINT_CAPTURE_MUTATIONS ?? (SOAK ? 100_000 : 10_000))
/** Of a large capture a piece is as hostile as the whole, and a hundred times as quick. */
const PIECE_BYTES = 6_000
const MILLISECONDS_MAX = 2_000
/** How many of the captures below are our own. */
const SYNTHESISED = 6
const MEBIBYTE = 1024 * 1024

const data = testData()
const folder = data === null ? '' : join(data, 'pcap')

describe('captures of an attacker', () => {
  test(`${MUTATIONS} mutations end, without a throw, in bounded memory`, () => {
    const bases = [...synthesised(), ...recorded()]
    const roll = dice(SEED)
    const pick = () => bases[Math.floor(roll() * bases.length)] ?? Buffer.alloc(0)
    const framed = [aPlant(), ...bases.slice(SYNTHESISED).map(framesOf)]
    const pickFrames = () => framed[Math.floor(roll() * framed.length)] ?? []
    const before = process.memoryUsage().rss
    let [slowest, refused, damaged, assets] = [0, 0, 0, 0]
    for (let i = 0; i < MUTATIONS; i++) {
      const whole = roll() < 0.6
      const bytes = whole ? aPcap(mutatedFrames(pickFrames(), roll)) : mutated(pick(), pick(), roll)
      const from = performance.now()
      const read = assetsFromCapture(bytes)
      slowest = Math.max(slowest, performance.now() - from)
      if (!read.ok) refused++
      else {
        if (read.value.files[0]?.damage !== null) damaged++
        assets += read.value.assets.length
      }
    }
    const grown = (process.memoryUsage().rss - before) / MEBIBYTE
    console.log(
      `captures: ${MUTATIONS} mutations of ${bases.length} captures, seed ${SEED}: ` +
        `${refused} refused, ${damaged} damaged, ${assets} assets, ` +
        `slowest ${slowest.toFixed(0)} ms, ${grown.toFixed(0)} MiB grown`,
    )
    expect(slowest).toBeLessThan(MILLISECONDS_MAX)
    expect(grown).toBeLessThan(600)
    // The mutations reach the protocols: most captures are still read, and say something.
    expect(refused).toBeLessThan(MUTATIONS / 4)
    expect(damaged).toBeLessThan(MUTATIONS / 2)
    expect(assets).toBeGreaterThan(MUTATIONS)
  })

  test('a capture cut at any byte is read up to there', () => {
    for (const base of [aPcap(aPlant()), aPcapng(aPlant())]) {
      for (let length = 0; length < base.length; length += 1 + (length >> 6)) {
        const read = assetsFromCapture(base.subarray(0, length))
        if (read.ok) expect(read.value.files[0]?.packets).toBeLessThanOrEqual(aPlant().length)
      }
    }
  })
})

describe('captures that want all memory', () => {
  test('forty thousand connections that never end hold no more than their share', () => {
    const promise = Buffer.from([3, 0, 0xff, 0xff, 2, 0xf0, 0x80, 0x32])
    const found = flooded(40_000, (i) => {
      const content = tcp(
        [1024 + (i % 60_000), 102],
        1,
        Buffer.concat([promise, Buffer.alloc(1400)]),
      )
      return ethernet(0x0800, ipv4([address(i), '10.0.0.1'], 6, content))
    })
    expect(found.summary.connectionsForgotten).toBeGreaterThan(20_000)
    expect(found.grown).toBeLessThan(400)
  })

  test('segments that wait for one that never comes are given up', () => {
    const found = flooded(20_000, (i) => {
      const content = tcp([2000 + (i % 500), 502], 10_000 + i * 2_000, Buffer.alloc(1400, 1))
      return ethernet(0x0800, ipv4(['10.0.0.9', '10.0.0.1'], 6, content))
    })
    expect(found.summary.tcpGaps).toBeGreaterThan(0)
    expect(found.grown).toBeLessThan(400)
  })

  test('devices beyond the limit are counted, and not kept', () => {
    const found = flooded(90_000, (i) => {
      const content = udp([47_808, 47_808], iAm(i % 4_000_000, 5))
      return ethernet(0x0800, ipv4([address(i), '10.0.0.1'], 17, content))
    })
    expect(found.assets).toBeLessThanOrEqual(65_536)
    expect(found.dropped).toBeGreaterThan(0)
    expect(found.grown).toBeLessThan(600)
  })

  test('fragments that never meet are forgotten', () => {
    const found = flooded(20_000, (i) => {
      const form = { id: i % 65_536, offset: 8, more: true }
      return ethernet(0x0800, ipv4([address(i), '10.0.0.1'], 17, Buffer.alloc(1024), form))
    })
    expect(found.summary.incompleteFragments).toBe(20_000)
    expect(found.grown).toBeLessThan(200)
  })

  test('one device that says another name in every packet keeps some of them', () => {
    const found = flooded(20_000, (i) =>
      ethernet(0x88cc, lldpAnnouncement(`name ${i}`, `text ${i}`)),
    )
    expect(found.assets).toBe(1)
    expect(found.dropped).toBeGreaterThan(39_000)
    expect(found.grown).toBeLessThan(200)
  })
})

function flooded(count: number, frame: (i: number) => Buffer) {
  const before = process.memoryUsage().rss
  const survey = captureSurvey()
  const capture = survey.open('flood.pcap')
  capture.push(aPcap([]))
  const header = aPcap([]).length
  for (let from = 0; from < count; from += 1000) {
    const frames = Array.from({ length: 1000 }, (_, i) => ({ bytes: frame(from + i) }))
    capture.push(aPcap(frames).subarray(header))
  }
  const read = capture.end()
  if (!read.ok) throw new Error(read.refusal.why)
  expect(read.value).toMatchObject({ packets: count, damage: null })
  const { assets, dropped } = survey.findings()
  const grown = (process.memoryUsage().rss - before) / MEBIBYTE
  return { summary: read.value, assets: assets.length, dropped, grown }
}

function address(i: number): string {
  return `11.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`
}

/** A little of everything, as it would be on a mirror port. */
function aPlant(): CapturedFrame[] {
  const master = { ip: '10.0.0.9', port: 40_000 }
  const at = (last: number, port: number) => ({ ip: `10.0.0.${last}`, port })
  const server = (bytes: Buffer) => ({ by: 'server', bytes }) as const
  const list = moduleList('6ES7 315-2EH14-0AB0', [3, 2, 6])
  const parts = [list.subarray(0, 40), list.subarray(40)]
  const cip = [
    { by: 'client', bytes: unconnected(routedIdentityRequest(2), 7) },
    server(unconnected(identityAnswer('1756-L61/B LOGIX5561'), 7)),
    server(listIdentity('1756-ENBT/A')),
  ] as const
  return [
    ...conversation(master, at(1, 502), [server(modbusIdentity({ 0: 'Maker', 1: 'X', 2: 'V1' }))]),
    ...conversation(
      master,
      at(2, 102),
      parts.map((part, i) => server(moduleListPart(part, 3, i === 1))),
      { segmentBytes: 30 },
    ),
    ...conversation(master, at(3, 44_818), cip),
    datagram(at(4, 47_808), at(9, 47_808), iAm(7, 5)),
    datagram(at(5, 161), at(9, 5000), snmpDescription('Siemens, SIMATIC NET, HW: 4, FW: V5.2')),
    { bytes: ethernet(0x88cc, lldpAnnouncement('switch', 'Siemens SCALANCE')) },
  ]
}

/** Of a little-endian pcap file over Ethernet; of any other, nothing. */
function framesOf(bytes: Buffer): CapturedFrame[] {
  if (bytes.readUInt32LE(0) !== 0xa1b2c3d4 || bytes.readUInt32LE(20) !== 1) return []
  const frames: CapturedFrame[] = []
  for (let at = 24; at + 16 < bytes.length; ) {
    const end = at + 16 + bytes.readUInt32LE(at + 8)
    if (end > bytes.length) break
    frames.push({ bytes: bytes.subarray(at + 16, end) })
    at = end
  }
  return frames
}

function synthesised(): Buffer[] {
  const frames = aPlant()
  return [
    aPcap(frames),
    aPcap(frames, { big: true }),
    aPcap(frames, { nanoseconds: true }),
    aPcapng(frames),
    aPcapng(frames, { big: true, packetBlock: 'old' }),
    aPcapng(frames, { packetBlock: 'simple', snapLength: 80 }),
  ]
}

/** A piece of each recorded capture where they are at hand; the rest of the test stands alone. */
function recorded(): Buffer[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => file.endsWith('.pcap'))
  return files.map((file) => readFileSync(join(folder, file)).subarray(0, PIECE_BYTES))
}
