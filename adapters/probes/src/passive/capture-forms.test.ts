import { describe, expect, test } from 'vitest'
import {
  aPcap,
  aPcapng,
  type CapturedFrame,
  conversation,
  datagram,
  ethernet,
  ipv4,
  ipv6,
  udp,
} from '../../../../test/builders/a-capture.ts'
import { iAm, modbusIdentity } from '../../../../test/builders/plant-messages.ts'
import { assetsFromCapture, captureSurvey } from './assets-from-capture.ts'

const MASTER = { ip: '10.0.0.9', port: 40_000 }
const PLC = { ip: '10.0.0.1', port: 502 }
const identity = modbusIdentity({ 0: 'Maker', 1: 'CODE-1', 2: 'V1.2' })
const frames = conversation(MASTER, PLC, [{ by: 'server', bytes: identity }])
const known = { address: '10.0.0.1', vendor: 'Maker', orderNumber: 'CODE-1', firmware: 'V1.2' }

describe('forms of captures', () => {
  test.each([
    ['pcap, little-endian', aPcap(frames)],
    ['pcap, big-endian', aPcap(frames, { big: true })],
    ['pcap with nanoseconds', aPcap(frames, { nanoseconds: true })],
    ['pcapng, little-endian', aPcapng(frames)],
    ['pcapng, big-endian', aPcapng(frames, { big: true })],
    ['pcapng with simple packets', aPcapng(frames, { packetBlock: 'simple' })],
    ['pcapng with old packets', aPcapng(frames, { packetBlock: 'old' })],
    ['two sections of different byte order', twoSections()],
  ])('%s says who the device is', (_form, bytes) => {
    expect(assetsOf(bytes)).toContainEqual(expect.objectContaining(known))
  })

  test('times are those of the capture, whatever its resolution', () => {
    const one: CapturedFrame[] = [{ ...aDatagram(), atMs: Date.UTC(2026, 2, 1, 2, 0, 0, 250) }]
    for (const bytes of [aPcap(one), aPcap(one, { nanoseconds: true }), aPcapng(one)]) {
      expect(assetsOf(bytes)[0]?.firstSeen).toBe('2026-03-01T02:00:00.250Z')
    }
  })

  const content = ipv4(['10.0.0.1', '10.0.0.9'], 17, udp([47_808, 47_808], iAm(7, 5)))
  const sixth = ipv6([1, 9], 17, udp([47_808, 47_808], iAm(7, 5)))
  test.each([
    ['Ethernet', 1, ethernet(0x0800, content)],
    ['Ethernet with a VLAN tag', 1, ethernet(0x0800, content, [0x8100])],
    ['Ethernet with two VLAN tags', 1, ethernet(0x0800, content, [0x88a8, 0x8100])],
    ['Linux cooked', 113, Buffer.concat([Buffer.alloc(14), Buffer.from([8, 0]), content])],
    [
      'Linux cooked, second form',
      276,
      Buffer.concat([Buffer.from([8, 0]), Buffer.alloc(18), content]),
    ],
    ['raw IP', 101, content],
    ['loopback of a little-endian machine', 0, Buffer.concat([Buffer.from([2, 0, 0, 0]), content])],
    ['loopback of a big-endian machine', 0, Buffer.concat([Buffer.from([0, 0, 0, 2]), content])],
    ['OpenBSD loopback', 108, Buffer.concat([Buffer.from([0, 0, 0, 2]), content])],
    ['IPv6', 1, ethernet(0x86dd, sixth)],
    ['IPv6 behind an extension', 1, ethernet(0x86dd, withExtension(sixth))],
  ])('%s carries it', (_name, linkType, bytes) => {
    const [asset] = assetsOf(aPcap([{ bytes }], { linkType }))
    expect(asset).toMatchObject({ protocol: 'bacnet', vendor: 'Johnson Controls' })
    expect(['10.0.0.1', 'fd00::1']).toContain(asset?.address)
  })

  test('a link type that is not known is counted, not guessed', () => {
    const read = assetsFromCapture(aPcap([aDatagram()], { linkType: 105 }))
    expect(read).toMatchObject({
      ok: true,
      value: { assets: [], files: [{ unreadableLinkTypes: [{ linkType: 105, packets: 1 }] }] },
    })
  })
})

describe('what is no capture', () => {
  test.each([
    ['nothing', Buffer.alloc(0), 0, 'too short'],
    ['three bytes', Buffer.from([0xd4, 0xc3, 0xb2]), 3, 'too short'],
    ['a text', Buffer.from('address;vendor;product\n10.0.0.1;Siemens;CPU'), 0, 'not a pcap'],
    ['a gzip file', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]), 0, 'unpack'],
    ['half a header', aPcap([]).subarray(0, 20), 20, 'within the header'],
    ['another version of pcap', aVersion(9), 4, 'version 9'],
    ['a section without its mark', aPcapng([]).fill(0, 8, 12), 8, 'byte-order'],
  ])('%s is refused at its byte', (_name, bytes, offset, words) => {
    const read = assetsFromCapture(bytes, 'given.pcap')
    expect(read).toMatchObject({ ok: false, refusal: { kind: 'not-a-capture', offset } })
    expect(!read.ok && read.refusal.why).toContain(words)
  })

  test('an empty capture is a capture', () => {
    for (const bytes of [aPcap([]), aPcapng([])]) {
      expect(assetsFromCapture(bytes)).toMatchObject({ ok: true, value: { assets: [] } })
    }
  })
})

describe('damage within a capture', () => {
  test('what stands before it is kept, and the byte is named', () => {
    const whole = aPcap(frames)
    const cut = assetsFromCapture(whole.subarray(0, whole.length - 5))
    expect(cut).toMatchObject({
      ok: true,
      value: { files: [{ packets: frames.length - 1, damage: { offset: whole.length - 5 } }] },
    })
    const liar = Buffer.concat([whole, Buffer.alloc(8), Buffer.alloc(8, 0xff)])
    expect(assetsFromCapture(liar)).toMatchObject({
      ok: true,
      value: {
        assets: expect.arrayContaining([expect.objectContaining(known)]),
        files: [
          { damage: { offset: whole.length + 8, why: 'a packet that claims 4294967295 bytes' } },
        ],
      },
    })
  })

  test.each([
    ['a block of no length', 0, 'a block of 0 bytes'],
    ['a block of four gigabytes', 0xfffffffc, 'a block that claims'],
  ])('%s ends the reading', (_name, length, words) => {
    const blocks = Buffer.alloc(16)
    blocks.writeUInt32LE(6, 0)
    blocks.writeUInt32LE(length, 4)
    const read = assetsFromCapture(Buffer.concat([aPcapng(frames), blocks]))
    expect(read.ok && read.value.files[0]?.damage?.why).toContain(words)
    expect(read.ok && read.value.assets.length).toBe(1)
  })

  test('a block that nobody needs is passed without being held, however long', () => {
    const survey = captureSurvey()
    const capture = survey.open('large.pcapng')
    const head = Buffer.alloc(8)
    head.writeUInt32LE(0x0bad, 0)
    head.writeUInt32LE(64 * 1024 * 1024, 4)
    capture.push(Buffer.concat([aPcapng([]), head]))
    const before = process.memoryUsage().arrayBuffers
    for (let i = 0; i < 64; i++) capture.push(Buffer.alloc(1024 * 1024 - (i === 0 ? 8 : 0)))
    capture.push(aPcapng(frames))
    expect(capture.end()).toMatchObject({ ok: true, value: { damage: null, format: 'pcapng' } })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(256 * 1024 * 1024)
    expect(survey.findings().assets).toContainEqual(expect.objectContaining(known))
  })
})

function assetsOf(bytes: Uint8Array) {
  const read = assetsFromCapture(bytes)
  if (!read.ok) throw new Error(read.refusal.why)
  return read.value.assets
}

function aDatagram(): CapturedFrame {
  return datagram({ ip: '10.0.0.1', port: 47_808 }, { ip: '10.0.0.9', port: 47_808 }, iAm(7, 5))
}

function twoSections(): Buffer {
  const half = Math.ceil(frames.length / 2)
  return Buffer.concat([aPcapng(frames.slice(0, half)), aPcapng(frames.slice(half), { big: true })])
}

function aVersion(major: number): Buffer {
  const bytes = aPcap([])
  bytes[4] = major
  return bytes
}

/** A hop-by-hop header of eight bytes between the IPv6 header and what it carries. */
function withExtension(packet: Buffer): Buffer {
  const options = Buffer.from([packet[6] ?? 0, 0, 1, 4, 0, 0, 0, 0])
  const longer = Buffer.concat([packet.subarray(0, 40), options, packet.subarray(40)])
  longer.writeUInt16BE(packet.length - 40 + options.length, 4)
  longer[6] = 0
  return longer
}
