import { describe, expect, test } from 'vitest'
import {
  aPcap,
  type CapturedFrame,
  conversation,
  datagram,
  type Said,
} from '../../../../test/builders/a-capture.ts'
import {
  allAnswer,
  connected,
  forwarded,
  forwardOpen,
  forwardOpened,
  getAllRequest,
  getListRequest,
  getSingleRequest,
  listAnswer,
  multiple,
  propertiesAnswer,
  propertyAnswer,
  routedSegments,
  singleAnswer,
} from '../../../../test/builders/answer-messages.ts'
import { iAm, unconnected } from '../../../../test/builders/plant-messages.ts'
import { assetsFromCapture } from './assets-from-capture.ts'

const client = { ip: '10.0.0.9', port: 40_000 }
const bridge = { ip: '10.0.0.1', port: 44_818 }
const station = { ip: '10.0.0.1', port: 47_808 }
const answers = (bytes: Buffer): Said => ({ by: 'server', bytes })
const asks = (bytes: Buffer): Said => ({ by: 'client', bytes })
const [ASKS_ON, ANSWERS_ON] = [0x1111, 0x2222]

const opened = [
  asks(unconnected(forwardOpen(3, ANSWERS_ON), 1)),
  answers(unconnected(forwardOpened(ASKS_ON, ANSWERS_ON), 1)),
]

describe('CIP, where an answer does not say what it answers', () => {
  test('over a connection the identity is that of the slot to which it was opened', () => {
    const said = [
      ...opened,
      asks(connected(ASKS_ON, 5, getAllRequest())),
      answers(connected(ANSWERS_ON, 5, allAnswer('1756-L61/B LOGIX5561'))),
    ]
    expect(identities(conversation(client, bridge, said))).toEqual([
      ['slot 3', '1756-L61/B LOGIX5561', '20.011'],
    ])
  })

  test('a connection that was opened before the capture is the device itself', () => {
    const said = [
      asks(connected(ASKS_ON, 5, getAllRequest())),
      answers(connected(ANSWERS_ON, 5, allAnswer('1756-ENBT/A'))),
    ]
    expect(identities(conversation(client, bridge, said))).toEqual([
      [null, '1756-ENBT/A', '20.011'],
    ])
  })

  test('single attributes and lists of them say as much', () => {
    const single = [
      asks(connected(ASKS_ON, 1, getSingleRequest(7))),
      answers(connected(ANSWERS_ON, 1, singleAnswer([4, 0x42, 0x4d, 0x58, 0x50]))),
      asks(connected(ASKS_ON, 2, getSingleRequest(4))),
      answers(connected(ANSWERS_ON, 2, singleAnswer([2, 9]))),
    ]
    const list = [
      asks(unconnected(getListRequest([1, 4, 7]), 2)),
      answers(unconnected(listAnswer('BMXP'), 2)),
    ]
    for (const said of [single, list]) {
      expect(identities(conversation(client, bridge, said))).toEqual([[null, 'BMXP', '2.009']])
    }
  })

  test('each answer of a packet of several belongs to the request at its place', () => {
    const requests = [getSingleRequest(4), Buffer.from([0x0e, 3, 0x20, 0xf5, 0x24, 1, 0x30, 6])]
    const replies = [singleAnswer([2, 9]), singleAnswer([4, 0x42, 0x4d, 0x58, 0x50])]
    const said = [
      asks(unconnected(multiple(0x0a, requests), 3)),
      answers(unconnected(multiple(0x8a, replies), 3)),
    ]
    expect(identities(conversation(client, bridge, said))).toEqual([[null, null, '2.009']])
  })

  test('an answer to another object is not taken for the identity', () => {
    const other = Buffer.from([1, 2, 0x20, 0xf6, 0x24, 1])
    const said = [
      asks(connected(ASKS_ON, 5, getAllRequest())),
      asks(connected(ASKS_ON, 5, other)),
      answers(connected(ANSWERS_ON, 5, allAnswer('not an identity'))),
    ]
    expect(identities(conversation(client, bridge, said))).toEqual([])
  })
})

describe('BACnet reads', () => {
  const values = { vendor: 'Maker', product: 'Model 7', firmware: '4.1', name: 'AHU-1' }
  const known = { vendor: 'Maker', product: 'Model 7', firmware: '4.1', name: 'AHU-1' }

  test('one property and many say who the device is', () => {
    const one = datagram(station, client, propertyAnswer('product', 'Model 7'))
    expect(assetsOf([one])[0]).toMatchObject({ protocol: 'bacnet', product: 'Model 7' })
    expect(assetsOf([datagram(station, client, propertiesAnswer(values))])[0]).toMatchObject(known)
  })

  test('an answer in segments is put together; one that lacks a segment says nothing', () => {
    const frames = routedSegments(values, 20).map((bytes) => datagram(station, client, bytes))
    const routed = { unit: 'network 5 address 0a', ...known }
    expect(assetsOf(frames)).toMatchObject([routed])
    expect(assetsOf(frames.flatMap((frame) => [frame, frame]))).toMatchObject([routed])
    expect(assetsOf(frames.filter((_, i) => i !== 1))[0]?.product).toBeNull()
  })

  test('what a broadcast manager repeats is the device’s that said it', () => {
    const frames = [datagram(station, client, forwarded([10, 9, 9, 4], iAm(7, 5)))]
    expect(assetsOf(frames)).toMatchObject([{ address: '10.9.9.4', vendor: 'Johnson Controls' }])
  })
})

function identities(frames: readonly CapturedFrame[]) {
  return assetsOf(frames)
    .filter(({ product, firmware }) => product !== null || firmware !== null)
    .map(({ unit, product, firmware }) => [unit, product, firmware])
}

function assetsOf(frames: readonly CapturedFrame[]) {
  const read = assetsFromCapture(aPcap(frames))
  if (!read.ok) throw new Error(read.refusal.why)
  return read.value.assets.filter(({ address }) => address !== client.ip)
}
