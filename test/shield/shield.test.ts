import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { aStand, type Stand } from './a-shield.ts'
import { Client } from './client.ts'
import { adu, hex, multipleWrite, pduOf, readHolding, writeHolding } from './messages.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.close()
})

async function stand(options: Parameters<typeof aStand>[0] = {}): Promise<Stand> {
  const made = await aStand(options)
  open.push(made)
  return made
}

async function client({ shield }: Stand): Promise<Client> {
  const made = await Client.to(shield.port)
  open.push(made)
  return made
}

const QUICK = { pollTimeoutMs: 200, upstreamTimeoutMs: 100 }

test('a read is answered, a write gets exception 1 and a line in the log, and never arrives', async () => {
  const plant = await stand()
  const operator = await client(plant)
  operator.socket.write(adu(readHolding(10, 2), { transaction: 7 }))
  operator.socket.write(adu(writeHolding(10, 999), { transaction: 8 }))
  const [read, write] = await operator.first(2)
  expect(read).toEqual({ transaction: 7, unit: 1, pdu: hex('03 04 000a 000b') })
  expect(write).toEqual({ transaction: 8, unit: 1, pdu: hex('86 01') })
  expect(plant.device.words[10]).toBe(10)
  expect(plant.records).toMatchObject([
    { kind: 'refused', functionCode: 6, done: 'exception 1', pduHex: '06000a03e7' },
  ])
  expect(plant.records[0]).toMatchObject({ at: '2026-11-24T03:00:00.000Z', mode: 'enforce' })
})

test('an exception of the shield does not overtake an answer that is awaited', async () => {
  const slow = (answer: Buffer, _: Buffer, socket: { write(bytes: Buffer): unknown }) => {
    setTimeout(() => socket.write(answer), 50)
    return null
  }
  const operator = await client(await stand({ manner: slow }))
  const both = [adu(readHolding(0, 1)), adu(writeHolding(0, 1)), adu(readHolding(1, 1))]
  operator.socket.write(Buffer.concat(both))
  expect((await operator.first(3)).map(({ pdu }) => pdu[0])).toEqual([3, 0x86, 3])
})

test('one request is with the device at a time, however many wait', async () => {
  let under = 0
  let most = 0
  const plant = await stand({
    manner: (answer, _, socket) => {
      under += 1
      most = Math.max(most, under)
      setTimeout(() => {
        under -= 1
        socket.write(answer)
      }, 5)
      return null
    },
  })
  const operator = await client(plant)
  operator.socket.write(Buffer.concat(Array.from({ length: 20 }, () => adu(readHolding(0, 1)))))
  expect(await operator.first(20)).toHaveLength(20)
  expect(most).toBe(1)
})

test('the device is asked under transactions of the shield, whatever the client calls them', async () => {
  const plant = await stand()
  const operator = await client(plant)
  for (let at = 0; at < 3; at += 1) operator.socket.write(adu(readHolding(0, 1)))
  expect((await operator.first(3)).map(({ transaction }) => transaction)).toEqual([1, 1, 1])
  expect(new Set(plant.device.received.map((bytes) => bytes.readUInt16BE(0))).size).toBe(3)
})

test.each([
  ['another protocol', hex('0001 0007 0006 01 03 0000 0001')],
  ['a length beyond 254', hex('0001 0000 0100 01 03')],
  ['FC16 whose byte count lies', adu(multipleWrite(16, 0, 2, 2))],
  ['a read of 126 registers', adu(readHolding(0, 126))],
  ['a read with a byte too many', adu(Buffer.concat([readHolding(0, 1), Buffer.from([0])]))],
])('%s closes the connection, with the reason in the log', async (_, bytes) => {
  const plant = await stand()
  const operator = await client(plant)
  operator.socket.write(Buffer.concat([bytes, adu(writeHolding(0, 1))]))
  await operator.untilClosed()
  expect(plant.records).toMatchObject([{ kind: 'malformed', done: 'closed' }])
  expect(plant.device.received).toEqual([])
})

test('a client that ends after its requests still gets the answers; one that ends within one is noted', async () => {
  const plant = await stand()
  const operator = await client(plant)
  operator.socket.end(
    Buffer.concat([adu(readHolding(0, 1)), adu(readHolding(1, 1)).subarray(0, 9)]),
  )
  await operator.untilClosed()
  expect(operator.answers).toHaveLength(1)
  expect(plant.records.map(({ why }) => why)).toEqual([
    'the client ended within a message, after 9 bytes',
  ])
})

describe('a device', () => {
  test.each([
    [
      'with another transaction',
      (answer: Buffer) => Buffer.concat([hex('ffff'), answer.subarray(2)]),
    ],
    [
      'of another unit',
      (answer: Buffer) => Buffer.concat([answer.subarray(0, 6), hex('09'), answer.subarray(7)]),
    ],
    ['to another function', () => null],
    [
      'with a byte more than asked',
      (answer: Buffer) => Buffer.concat([answer.subarray(0, 4), hex('0006 01 03 03 000000')]),
    ],
    ['that is no Modbus', () => Buffer.from('HTTP/1.1 200')],
  ])('whose answer is one %s is not believed', async (what, wrong) => {
    const other = (answer: Buffer) =>
      Buffer.concat([answer.subarray(0, 4), hex('0005 01 04 02 0000')])
    const manner = what.includes('function') ? other : wrong
    const plant = await stand({ manner: (answer) => manner(answer) })
    const operator = await client(plant)
    operator.socket.write(adu(readHolding(0, 1)))
    await operator.untilClosed()
    expect(operator.answers).toEqual([])
    expect(plant.records).toMatchObject([{ kind: 'wrong-answer', done: 'closed' }])
  })

  test('that says more than it was asked is not believed at the next request', async () => {
    const plant = await stand({ manner: (answer) => Buffer.concat([answer, answer]) })
    const operator = await client(plant)
    operator.socket.write(adu(readHolding(0, 1)))
    await operator.first(1)
    operator.socket.write(adu(readHolding(0, 1)))
    await operator.untilClosed()
    expect(plant.records).toMatchObject([{ why: 'bytes came that nobody asked for' }])
  })

  test('that is not there costs exception 11 and no hang; when it is back the same client goes on', async () => {
    const port = await freePort()
    const plant = await stand({ devicePort: port, policy: QUICK })
    const operator = await client(plant)
    operator.socket.write(adu(readHolding(0, 1)))
    expect((await operator.first(1))[0]?.pdu).toEqual(hex('83 0b'))
    const back = createServer((socket) => {
      socket.on('data', (bytes) => {
        socket.write(Buffer.concat([bytes.subarray(0, 4), hex('0005 01 03 02 1234')]))
      })
    })
    back.listen(port, '127.0.0.1')
    await once(back, 'listening')
    open.push(back)
    operator.socket.write(adu(readHolding(0, 1)))
    expect((await operator.first(2))[1]?.pdu).toEqual(hex('03 02 1234'))
    operator.close()
    expect(plant.records).toMatchObject([{ kind: 'device-silent', done: 'exception 11' }])
  })

  test('that says nothing costs exception 11 in time, and its late answer reaches nobody', async () => {
    let first = true
    const plant = await stand({
      policy: QUICK,
      manner: (answer, _, socket) => {
        if (!first) return answer
        first = false
        setTimeout(() => socket.write(answer), 150)
        return null
      },
    })
    const operator = await client(plant)
    const from = performance.now()
    operator.socket.write(adu(readHolding(5, 1)))
    expect((await operator.first(1))[0]?.pdu).toEqual(hex('83 0b'))
    expect(performance.now() - from).toBeLessThan(200)
    await sleep(80)
    operator.socket.write(adu(readHolding(6, 1)))
    expect((await operator.first(2))[1]?.pdu).toEqual(hex('03 02 0006'))
    expect(plant.device.received).toHaveLength(2)
  })

  test('is let go of as soon as its client is gone', async () => {
    const plant = await stand()
    const operator = await client(plant)
    operator.socket.write(adu(readHolding(0, 1)))
    await operator.first(1)
    expect(plant.device.connections()).toBe(1)
    operator.close()
    while (plant.device.connections() > 0) await sleep(1)
  })
})

describe('limits', () => {
  const limits = (fields: object) => ({
    ...QUICK,
    limits: { connectionsMax: 32, queuedBytesMax: 260, idleMs: 300, ...fields },
  })

  test('a client too many is turned away with a line in the log, and the others go on', async () => {
    const plant = await stand({ policy: limits({ connectionsMax: 1, idleMs: 5000 }) })
    const operator = await client(plant)
    operator.socket.write(adu(readHolding(0, 1)))
    await operator.first(1)
    const stranger = await client(plant)
    await stranger.untilClosed()
    operator.socket.write(adu(readHolding(0, 1)))
    expect(await operator.first(2)).toHaveLength(2)
    expect(plant.records).toMatchObject([{ kind: 'too-many-connections', done: 'closed' }])
  })

  test('one client cannot take the room of all', async () => {
    const plant = await stand({ policy: limits({ connectionsPerClientMax: 2, idleMs: 5000 }) })
    for (let at = 0; at < 2; at += 1) await client(plant)
    const third = await client(plant)
    await third.untilClosed()
    const other = await Client.to(plant.shield.port, '127.0.0.2')
    open.push(other)
    other.socket.write(adu(readHolding(0, 1)))
    expect(await other.first(1)).toHaveLength(1)
    expect(plant.records.map(({ why }) => why)).toEqual([
      '2 connections of this client are open already',
    ])
  })

  test('a client that dribbles bytes without a whole request is let go', async () => {
    const plant = await stand({ policy: limits({}) })
    const operator = await client(plant)
    for (const byte of adu(readHolding(0, 1))) {
      operator.socket.write(Buffer.from([byte]))
      await sleep(60)
    }
    await operator.untilClosed()
    expect(plant.records.map(({ kind }) => kind)).toEqual(['idle'])
    expect(plant.device.received).toEqual([])
  })

  test('a client that floods gets every answer', async () => {
    const plant = await stand({ policy: limits({ idleMs: 20_000 }) })
    const operator = await client(plant)
    operator.socket.write(Buffer.concat(Array(5000).fill(adu(readHolding(0, 1)))))
    expect(await operator.first(5000)).toHaveLength(5000)
    expect(plant.device.received).toHaveLength(5000)
  })

  test('a client is read no further than the limit while its first request is with the device', async () => {
    const silent = { pollTimeoutMs: 5000, upstreamTimeoutMs: 4000 }
    const policy = { ...limits({ idleMs: 20_000 }), ...silent }
    const plant = await stand({ policy, manner: () => null })
    const operator = await client(plant)
    const SENT = 40_000_000
    operator.socket.write(Buffer.alloc(SENT, adu(readHolding(0, 1))))
    await sleep(300)
    // What the kernel has taken for both sides is far less; the rest still waits at the client.
    expect(operator.socket.writableLength).toBe(SENT)
    expect(plant.device.received).toHaveLength(1)
  })
})

describe('before anything is refused', () => {
  test.each(['learn', 'alert'] as const)(
    '%s forwards what would be refused, and says so',
    async (mode) => {
      const plant = await stand({ mode })
      const operator = await client(plant)
      const asked = [writeHolding(3, 77), multipleWrite(16, 8, 2), Buffer.from([90, 0, 1])]
      operator.socket.write(Buffer.concat(asked.map((pdu) => adu(pdu))))
      const answers = await operator.first(3)
      expect(answers.map(({ pdu }) => pdu[0])).toEqual([6, 16, 90 | 0x80])
      expect(plant.device.words[3]).toBe(77)
      expect(plant.records.map(({ kind, done }) => [kind, done])).toEqual(
        asked.map(() => ['refused', 'forwarded']),
      )
    },
  )

  test('learn says each thing once, and proposes what the device answered and no more', async () => {
    const plant = await stand({ mode: 'learn' })
    const operator = await client(plant)
    const asked = [
      ...[readHolding(0, 10), readHolding(10, 5), readHolding(40, 2), readHolding(0, 3)],
      ...[writeHolding(3, 77), writeHolding(3, 78), hex('2b 0e 01 00')],
      // The device has no such registers: nobody needs them.
      ...[readHolding(5000, 1), pduOf(90, 1)],
    ]
    for (const pdu of asked) operator.socket.write(adu(pdu))
    await operator.first(asked.length)
    expect(plant.records.map(({ functionCode }) => functionCode)).toEqual([6, 43, 90])
    expect(plant.shield.summary()).toMatchObject({
      seenIsWhole: true,
      proposedUnits: [
        {
          unit: 1,
          allow: [
            { function: 3, from: 0, to: 14 },
            { function: 3, from: 40, to: 41 },
            { function: 6, from: 3, to: 3 },
            { function: 43 },
          ],
        },
      ],
    })
  })

  test('what cannot be judged at all goes on unjudged under alert, and says so once', async () => {
    const plant = await stand({
      mode: 'alert',
      manner: (answer) => Buffer.concat([hex('0000'), answer.subarray(2)]),
    })
    const operator = await client(plant)
    operator.socket.write(adu(readHolding(2, 1)))
    expect((await operator.first(1))[0]).toMatchObject({ transaction: 0, pdu: hex('03 02 0002') })
    operator.socket.write(adu(readHolding(3, 1)))
    expect((await operator.first(2))[1]?.pdu).toEqual(hex('03 02 0003'))
    expect(plant.records).toMatchObject([{ kind: 'wrong-answer', done: 'forwarded' }])
  })
})

test('an exception lets a write through in its time alone, on the same connection, and its use is noted', async () => {
  const exception = {
    ...{ approvedBy: 'M. Keller', reason: 'permit 4711', unit: 1 },
    ...{ from: '2026-11-24T02:00:00Z', until: '2026-11-24T04:00:00Z' },
    allow: [{ function: 6, from: 40, to: 41 }],
  }
  let now = Date.parse('2026-11-24T03:59:59Z')
  const plant = await stand({ policy: { exceptions: [exception] }, now: () => now })
  const operator = await client(plant)
  operator.socket.write(adu(writeHolding(40, 7)))
  expect((await operator.first(1))[0]?.pdu).toEqual(writeHolding(40, 7))
  now += 1000
  operator.socket.write(adu(writeHolding(40, 8)))
  expect((await operator.first(2))[1]?.pdu).toEqual(hex('86 01'))
  expect(plant.device.words[40]).toBe(7)
  expect(plant.records).toMatchObject([
    { kind: 'passed-by-exception', done: 'forwarded', why: 'M. Keller: permit 4711' },
    { kind: 'refused', done: 'exception 1' },
  ])
})

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
