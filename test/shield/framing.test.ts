import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { type Framed, FrameReader } from '../../adapters/shield/src/frames.ts'
import { SEED } from '../builders/seed.ts'
import { Random } from '../reach/random.ts'
import { aStand } from './a-shield.ts'
import { Client } from './client.ts'
import { adu, hex, messagesIn, multipleWrite, pduOf } from './messages.ts'

const random = new Random(SEED)

/** Cut anywhere: into single bytes, across messages, or not at all. */
function segments(bytes: Buffer): Buffer[] {
  const most = random.pick([1, 2, 7, 12, 40, 2000])
  const all = []
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + random.below(most)
    all.push(bytes.subarray(at, at + size))
    at += size
  }
  return all
}

const wholes = (reader: FrameReader): Framed[] => {
  const all = []
  while (reader.ready) {
    const framed = reader.next()
    all.push(framed)
    if (framed.kind === 'broken') break
  }
  return all
}

test('10,000 streams give the same messages however they are cut', () => {
  for (let run = 0; run < 10_000; run += 1) {
    const sent = Array.from({ length: 1 + random.below(5) }, () => {
      const pdu = Buffer.from(
        Array.from({ length: 1 + random.below(253) }, () => random.below(256)),
      )
      return { transaction: random.below(65_536), unit: random.below(256), pdu }
    })
    const reader = new FrameReader()
    const got = segments(Buffer.concat(sent.map((one) => adu(one.pdu, one)))).flatMap((segment) => {
      reader.push(segment)
      return wholes(reader)
    })
    expect(got.map((one) => (one.kind === 'frame' ? one.frame : null))).toEqual(sent)
    expect(reader.heldBytes).toBe(0)
  }
})

test.each([
  ['another protocol', '0001 0001', 'the protocol identifier is 1, not 0'],
  ['a length of 1', '0001 0000 0001', 'the length is 1, not 2 to 254'],
  ['a length of 0', '0001 0000 0000', 'the length is 0, not 2 to 254'],
  ['a length of 255', '0001 0000 00ff', 'the length is 255, not 2 to 254'],
])('%s breaks the stream as soon as it shows', (_, bytes, why) => {
  const reader = new FrameReader()
  const all = hex(bytes)
  reader.push(all.subarray(0, -1))
  expect(reader.ready && reader.next().kind === 'frame').toBe(false)
  reader.push(all.subarray(-1))
  expect(reader.next()).toEqual({ kind: 'broken', why })
})

describe('whatever the cuts', () => {
  const RUNS = 300
  let sentAll = 0
  let refusedAll = 0
  afterAll(() => {
    console.log(
      `shield: ${RUNS} connections cut at random, ${sentAll} requests, of them ${refusedAll} refused: the device saw exactly the others`,
    )
  })

  const aRequest = (): { pdu: Buffer; exception: number | null } => {
    const [from, quantity] = [random.below(90), 1 + random.below(10)]
    switch (random.below(7)) {
      case 0:
      case 1:
      case 2:
        return { pdu: pduOf(3, from, quantity), exception: null }
      case 3:
        return { pdu: pduOf(3, 100 + from, quantity), exception: 2 }
      case 4:
        return { pdu: pduOf(6, from, quantity), exception: 1 }
      case 5:
        return { pdu: multipleWrite(random.pick([15, 16]), from, quantity), exception: 1 }
      default:
        // Function 43 with another MEI type than 14 has no shape here.
        return { pdu: Buffer.from([random.pick([8, 43, 90, 100]), 0, 1, 2, 3]), exception: 1 }
    }
  }

  test(`the device sees exactly the allowed requests, and each is answered in its turn`, async () => {
    const allow = [{ function: 3, from: 0, to: 99 }]
    const stand = await aStand({ policy: { units: [{ unit: 1, allow }] } })
    for (let run = 0; run < RUNS; run += 1) {
      stand.device.received.length = 0
      const sent = Array.from({ length: 1 + random.below(12) }, () => ({
        ...aRequest(),
        // Many drivers use one transaction for all: the answers are in order all the same.
        transaction: random.chance(0.3) ? 1 : random.below(65_536),
      }))
      const client = await Client.to(stand.shield.port)
      for (const segment of segments(Buffer.concat(sent.map((one) => adu(one.pdu, one))))) {
        client.socket.write(segment)
        if (random.chance(0.5)) await turn()
      }
      const answers = await client.first(sent.length)
      client.close()
      const seen = messagesIn(Buffer.concat(stand.device.received)).map(({ pdu }) => pdu)
      expect(seen).toEqual(sent.filter(({ exception }) => exception === null).map(({ pdu }) => pdu))
      expect(answers.map(({ transaction, pdu }) => [transaction, pdu[0], pdu[1]])).toEqual(
        sent.map(({ transaction, pdu, exception }) =>
          exception === null
            ? [transaction, 3, pdu.readUInt16BE(3) * 2]
            : [transaction, pdu.readUInt8(0) | 0x80, exception],
        ),
      )
      sentAll += sent.length
      refusedAll += sent.length - seen.length
    }
    expect(stand.records).toHaveLength(refusedAll)
    await stand.close()
  })

  test('3,000 streams of noise: nothing but allowed requests reaches the device, and the shield stands', async () => {
    const stand = await aStand()
    for (let run = 0; run < 3000; run += 1) {
      const noise = Buffer.from(
        Array.from({ length: 1 + random.below(60) }, () => random.below(256)),
      )
      // Half of it looks like Modbus as far as the header goes.
      if (noise.length > 8 && random.chance(0.5)) adu(noise.subarray(7)).copy(noise, 0, 0, 7)
      const client = await Client.to(stand.shield.port)
      client.socket.end(noise)
      await client.untilClosed()
    }
    const codes = messagesIn(Buffer.concat(stand.device.received)).map(({ pdu }) => pdu[0])
    expect(codes.every((code) => code !== undefined && code >= 1 && code <= 4)).toBe(true)
    const client = await Client.to(stand.shield.port)
    client.socket.write(adu(pduOf(3, 7, 1)))
    expect((await client.first(1))[0]?.pdu).toEqual(hex('03 02 0007'))
    client.close()
    await stand.close()
  })

  test('a device that answers 1,000 times with a byte changed, lost or added: the client gets what was asked or nothing', async () => {
    const odd = (answer: Buffer): Buffer => {
      const at = random.below(answer.length)
      const byte = Buffer.from([random.below(256)])
      const [head, rest] = [answer.subarray(0, at), answer.subarray(at)]
      const kept = random.chance(0.5) ? rest.subarray(1) : rest
      return Buffer.concat([head, random.chance(0.8) ? byte : Buffer.alloc(0), kept])
    }
    const timeouts = { pollTimeoutMs: 40, upstreamTimeoutMs: 20 }
    const stand = await aStand({ manner: odd, policy: timeouts })
    let answered = 0
    for (let run = 0; run < 1000; run += 1) {
      const client = await Client.to(stand.shield.port)
      client.socket.write(adu(pduOf(3, 7, 2)))
      const [answer] = await client.first(1)
      client.close()
      if (answer === undefined) continue
      answered += 1
      // What a register holds nobody can check; what is no answer of this shape nobody gets.
      const exception = answer.pdu.length === 2 && [0x83, 3].includes(answer.pdu[0] ?? 0)
      const words = answer.pdu.length === 6 && answer.pdu[0] === 3 && answer.pdu[1] === 4
      expect({ answer, good: exception || words }).toMatchObject({ good: true })
      expect(answer).toMatchObject({ transaction: 1, unit: 1 })
    }
    expect(answered).toBeLessThan(1000)
    await stand.close()
  })
})
