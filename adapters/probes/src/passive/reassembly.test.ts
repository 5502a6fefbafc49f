import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  aPcap,
  type CapturedFrame,
  conversation,
  ethernet,
  ipv4,
  udp,
} from '../../../../test/builders/a-capture.ts'
import {
  iAm,
  lldpAnnouncement,
  modbusFrame,
  modbusIdentity,
  moduleList,
  moduleListPart,
} from '../../../../test/builders/plant-messages.ts'
import { SEED } from '../../../../test/builders/seed.ts'
import { assetsFromCapture } from './assets-from-capture.ts'

const MASTER = { ip: '10.0.0.9', port: 40_000 }
const PLC = { ip: '10.0.0.1', port: 502 }
const identity = modbusIdentity({ 0: 'Maker', 1: 'CODE-1', 2: 'V1.2' })
const reading = modbusFrame(1, [3, 4, 0, 1, 0, 2])

describe('TCP put back into order', () => {
  test('any cut, any order within reach and any repetition say the same', () => {
    const said = Array.from({ length: 6 }, () => [reading, identity]).flat()
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(0xfffffff0, 1, 0x7fffffff),
        fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 40 }),
        (segmentBytes, firstSequence, moves) => {
          const form = { segmentBytes, firstSequence }
          const all = conversation(MASTER, PLC, said.map(fromServer), form)
          const [opened, rest] = [all.slice(0, 2), all.slice(2)]
          // A segment comes up to twenty places late, and some come twice.
          for (const move of moves) {
            const at = move % rest.length
            const [frame] = rest.splice(at, 1)
            if (frame === undefined) continue
            rest.splice(Math.min(rest.length, at + (move % 20)), 0, frame)
            if (move % 3 === 0) rest.splice(move % rest.length, 0, frame)
          }
          const asset = assetOf([...opened, ...rest])
          const times = asset?.facts.find(({ field }) => field === 'vendor')?.times
          expect([asset?.vendor, asset?.firmware, times]).toEqual(['Maker', 'V1.2', 6])
        },
      ),
      { seed: SEED, numRuns: 300 },
    )
  })

  test('of bytes that came twice the first are believed', () => {
    const other = modbusIdentity({ 0: 'Liar!', 1: 'CODE-1', 2: 'V1.2' })
    const frames = conversation(MASTER, PLC, [fromServer(identity)])
    const again = conversation(MASTER, PLC, [fromServer(other)], { withHandshake: false })
    expect(assetOf([...frames, ...again])?.vendor).toBe('Maker')
    expect(assetOf([...frames, ...again])?.conflicts).toEqual([])
  })

  test('what is missing for good is a gap: the message over it is lost, the next is read', () => {
    const long = modbusIdentity({ 0: 'Lost', 1: 'x'.repeat(100) })
    const frames = conversation(MASTER, PLC, [long, identity].map(fromServer), { segmentBytes: 60 })
    const holed = frames.filter((_, i) => i !== 3)
    const read = assetsFromCapture(aPcap(holed))
    expect(assetOf(holed)).toBeUndefined()
    expect(read.ok && read.value.files[0]?.tcpGaps).toBeGreaterThan(0)
    const later = conversation(MASTER, PLC, [long, reading, identity].map(fromServer))
    expect(assetOf(later.filter((_, i) => i !== 2))?.vendor).toBe('Maker')
  })

  test('a snap length leaves a gap, never a name cut short', () => {
    const frames = conversation(MASTER, PLC, [identity, identity].map(fromServer))
    const cut = frames.map(
      (frame, i): CapturedFrame =>
        i === 2 ? { bytes: frame.bytes.subarray(0, 75), wireLength: frame.bytes.length } : frame,
    )
    const asset = assetOf(cut)
    expect(asset?.facts.map(({ field, value, times }) => [field, value, times])).toContainEqual([
      'vendor',
      'Maker',
      1,
    ])
  })

  test('a list of a CPU in three parts is put together by its sequence number', () => {
    const list = moduleList('6ES7 315-2EH14-0AB0', [3, 2, 6])
    const parts = [list.subarray(0, 30), list.subarray(30, 61), list.subarray(61)]
    const said = parts.map((part, i) => fromServer(moduleListPart(part, 5, i === 2)))
    const asset = assetOf(conversation(MASTER, { ...PLC, port: 102 }, said))
    expect(asset).toMatchObject({
      vendor: 'Siemens',
      orderNumber: '6ES7 315-2EH14-0AB0',
      firmware: 'V3.2.6',
    })
  })

  test('a new connection between the same ports is not the old one', () => {
    const first = conversation(MASTER, PLC, [fromServer(reading)], { firstSequence: 900_000 })
    const second = conversation(MASTER, PLC, [fromServer(identity)], { firstSequence: 5 })
    expect(assetOf([...first, ...second])?.vendor).toBe('Maker')
  })

  test('a capture that begins in the middle of a connection is read from there', () => {
    const frames = conversation(MASTER, PLC, [fromServer(identity)], { withHandshake: false })
    expect(assetOf(frames)?.vendor).toBe('Maker')
  })
})

describe('IP fragments', () => {
  const payload = udp([47_808, 47_808], iAm(7, 5))
  const piece = (from: number, to: number): CapturedFrame => ({
    bytes: ethernet(
      0x0800,
      ipv4(['10.0.0.1', '10.0.0.9'], 17, payload.subarray(from, to), {
        id: 77,
        offset: from,
        more: to < payload.length,
      }),
    ),
  })

  test('any order and any repetition give the datagram', () => {
    const pieces = [piece(0, 8), piece(8, 16), piece(16, payload.length)]
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 1, 2), { maxLength: 6 }), (more) => {
        const order = [...new Set([...more, 2, 0, 1])]
        const frames = [...more, ...order].map((i) => pieces[i] ?? piece(0, 8))
        expect(assetOf(frames)?.vendor).toBe('Johnson Controls')
      }),
      { seed: SEED, numRuns: 100 },
    )
  })

  test('a datagram that a snap length cut says nothing', () => {
    const whole = { bytes: ethernet(0x0800, ipv4(['10.0.0.1', '10.0.0.9'], 17, payload)) }
    for (let length = 14; length < whole.bytes.length; length++) {
      const bytes = whole.bytes.subarray(0, length)
      expect(assetOf([{ bytes, wireLength: whole.bytes.length }]), `${length}`).toBeUndefined()
    }
    expect(assetOf([whole])?.vendor).toBe('Johnson Controls')
  })

  test('an overlap spoils it: nobody can say what the device believed', () => {
    // As many bytes as the whole has, and eight of them missing.
    const pieces = [piece(0, 16), piece(8, 16), piece(24, payload.length)]
    for (const frames of [pieces, [piece(0, 16), piece(8, 24), piece(24, payload.length)]]) {
      expect(assetsFromCapture(aPcap(frames))).toMatchObject({
        ok: true,
        value: { assets: [], files: [{ incompleteFragments: 1 }] },
      })
    }
  })

  test('an announcement that a snap length cut says nothing', () => {
    const whole = ethernet(0x88cc, lldpAnnouncement('switch-1', 'Siemens SCALANCE'))
    const cut = { bytes: whole.subarray(0, whole.length - 10), wireLength: whole.length }
    expect(assetsFromCapture(aPcap([cut]))).toMatchObject({
      ok: true,
      value: { assets: [], files: [{ truncatedPackets: 1 }] },
    })
  })
})

function fromServer(bytes: Buffer) {
  return { by: 'server', bytes } as const
}

function assetOf(frames: readonly CapturedFrame[]) {
  const read = assetsFromCapture(aPcap(frames))
  if (!read.ok) throw new Error(read.refusal.why)
  return read.value.assets.find(({ address, vendor }) => address === PLC.ip && vendor !== null)
}
