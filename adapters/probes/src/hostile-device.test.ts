import { type AddressInfo, connect, createServer, type Server } from 'node:net'
import type { ProbeTarget } from '@holdpoint/core'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { mayBeSent } from './allowed-requests.ts'
import { ByteReader } from './byte-reader.ts'
import { identityAttributes } from './cip.ts'
import { createIdentityProbe } from './identity-probe.ts'
import { identificationPart } from './modbus.ts'
import { firmwareOf, records, statusListPart } from './s7.ts'
import { createSignalProbe } from './signal-probe.ts'

const SEED = Number(process.env.HOLDPOINT_SEED ?? 20261123)

import { snmpRequest } from './snmp-request.ts'

const PROTOCOLS = ['modbus-tcp', 'ethernet-ip', 's7comm'] as const
const QUICK = { gapMs: 0, connectMs: 1000, answerMs: 1000 }

let servers: Server[] = []
afterEach(() => {
  for (const server of servers) server.close()
  servers = []
})

describe('a device that lies, babbles or hangs up', () => {
  test.each(PROTOCOLS)('random bytes never become an identity over %s', async (protocol) => {
    const probe = createIdentityProbe(QUICK)
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
        const target = await device(protocol, () => Buffer.from(bytes), true)
        const result = await probe.identify(target)
        expect(!result.ok && result.refusal.kind).toBe('probe-malformed-answer')
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  test('random bytes never become a reading', async () => {
    const probe = createSignalProbe(QUICK)
    const signal = { table: 'input-register', address: 0, scale: 1, unit: '' } as const
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async (bytes) => {
        const target = await device('modbus-tcp', () => Buffer.from(bytes), true)
        const result = await probe.read(target, [signal])
        expect(!result.ok && result.refusal.kind).toBe('probe-malformed-answer')
      }),
      { seed: SEED, numRuns: 60 },
    )
  })

  test('no parser throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        identificationPart(bytes)
        statusListPart(bytes)
        records(bytes)
        firmwareOf(bytes)
        identityAttributes(new ByteReader(bytes))
      }),
      { seed: SEED, numRuns: 2000 },
    )
  })

  test('an identification that names the same object for ever is malformed', async () => {
    const target = await device('modbus-tcp', (request) =>
      modbus(request, [43, 14, 2, 0x82, 0xff, 0, 1, 0, 1, 0x41]),
    )
    const result = await createIdentityProbe(QUICK).identify(target)
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'probe-malformed-answer' } })
  })

  test('an identification in two parts is put together', async () => {
    const objects = ['Vendor', 'CODE', '1.2']
    const target = await device('modbus-tcp', (request) => {
      const first = request[10] ?? 0
      const text = Buffer.from(objects[first] ?? '')
      const more = first < 2 ? [0xff, first + 1] : [0, 0]
      return modbus(request, [43, 14, 2, 0x82, ...more, 1, first, text.length, ...text])
    })
    const result = await createIdentityProbe(QUICK).identify(target)
    expect(result).toMatchObject({
      ok: true,
      value: { vendor: 'Vendor', orderNumber: 'CODE', firmware: '1.2' },
    })
  })

  test('a device with only the basic objects is asked for those', async () => {
    const target = await device('modbus-tcp', (request) =>
      request[9] === 1
        ? modbus(request, [43, 14, 1, 1, 0, 0, 2, 0, 1, 0x56, 1, 1, 0x43])
        : modbus(request, [0xab, 3]),
    )
    const result = await createIdentityProbe(QUICK).identify(target)
    expect(result).toMatchObject({
      ok: true,
      value: { vendor: 'V', orderNumber: 'C', firmware: null },
    })
  })

  test('an exception is the device’s refusal, not a fault of the answer', async () => {
    const target = await device('modbus-tcp', (request) => modbus(request, [0xab, 1]))
    const result = await createIdentityProbe(QUICK).identify(target)
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'probe-refused' } })
  })

  test('an answer to another question is malformed', async () => {
    const target = await device('modbus-tcp', (request) => {
      const answer = modbus(request, [43, 14, 2, 0x82, 0, 0, 2, 0, 1, 0x56, 1, 1, 0x43])
      answer[1] = (answer[1] ?? 0) + 1
      return answer
    })
    const result = await createIdentityProbe(QUICK).identify(target)
    expect(result).toMatchObject({ ok: false, refusal: { kind: 'probe-malformed-answer' } })
  })

  test.each(PROTOCOLS)(
    '%s: a device whose one connection is taken has no free slot',
    async (to) => {
      let asked = 0
      const target = await device(to, () => {
        asked += 1
        return Buffer.alloc(0)
      })
      for (const server of servers) server.maxConnections = 1
      const other = connect(target.port, target.host)
      await new Promise((resolve) => other.once('connect', resolve))
      const result = await createIdentityProbe(QUICK).identify(target)
      other.destroy()
      expect(result).toMatchObject({ ok: false, refusal: { kind: 'probe-no-free-slot' } })
      expect(asked).toBe(0)
    },
  )

  test('a transport or a session that is turned away for want of room is no free slot', async () => {
    const s7 = await device('s7comm', () => Buffer.from('0300000b06800000000101', 'hex'))
    const cip = await device('ethernet-ip', () => {
      const full = Buffer.alloc(28)
      full.writeUInt16LE(0x65, 0)
      full.writeUInt16LE(4, 2)
      full.writeUInt32LE(2, 8)
      return full
    })
    const elsewhere = await device('s7comm', () => Buffer.from('0300000b06800000000103', 'hex'))
    const other = await createIdentityProbe(QUICK).identify(elsewhere)
    expect(other).toMatchObject({ ok: false, refusal: { kind: 'probe-refused' } })
    for (const target of [s7, cip]) {
      const result = await createIdentityProbe(QUICK).identify(target)
      expect(result).toMatchObject({ ok: false, refusal: { kind: 'probe-no-free-slot' } })
    }
  })

  test('control characters in a name do not reach a screen', () => {
    const part = identificationPart(
      Buffer.from([43, 14, 1, 1, 0, 0, 1, 0, 4, 0x41, 0x1b, 0x0a, 0x42]),
    )
    expect(part?.objects.get(0)).toBe('A  B')
  })
})

describe('the list of what may be sent', () => {
  const to = (protocol: ProbeTarget['protocol']) => ({ protocol, host: 'device', port: 1 })
  const write = Buffer.from([0, 1, 0, 0, 0, 6, 255, 6, 0, 0, 0, 1])
  const coil = Buffer.from([0, 1, 0, 0, 0, 6, 255, 5, 0, 0, 0xff, 0])
  const stop = Buffer.from(
    '0300002102f0803229000000010010000029000000000009505f50524f4752414d',
    'hex',
  )
  const reset = Buffer.from(
    `6f001600${'00'.repeat(20)}00000000050002000000000000b20006000502200124 01`.replaceAll(' ', ''),
    'hex',
  )

  const get = Buffer.from(snmpRequest({}, '01020304'), 'hex')
  const set = Buffer.from(get.map((byte) => (byte === 0xa0 ? 0xa3 : byte)))
  const writeProperty = Buffer.from('810a001401040005010f0c023fffff194d3e21003f', 'hex')

  test.each([
    ['modbus-tcp', 'a register write', write],
    ['modbus-tcp', 'a coil write', coil],
    ['s7comm', 'a PLC stop', stop],
    ['ethernet-ip', 'a CIP reset', reset],
    ['snmp', 'a set', set],
    ['bacnet', 'a write of a property', writeProperty],
    ['ssh', 'a line', Buffer.from('SSH-2.0-Holdpoint\r\n')],
  ] as const)('over %s %s is not on it', (protocol, _words, request) => {
    expect(mayBeSent(to(protocol), request)).toBe(false)
  })

  test('a read with one byte more is not on it', () => {
    const read = Buffer.from([0, 1, 0, 0, 0, 6, 255, 3, 0, 0, 0, 1])
    expect(mayBeSent(to('modbus-tcp'), read)).toBe(true)
    expect(mayBeSent(to('modbus-tcp'), Buffer.concat([read, Buffer.from([0])]))).toBe(false)
    expect(mayBeSent(to('snmp'), get)).toBe(true)
    expect(mayBeSent({ ...to('snmp'), community: 'private' }, get)).toBe(false)
  })
})

/** A device that gives this answer to every request, and hangs up afterwards if told to. */
async function device(
  protocol: ProbeTarget['protocol'],
  answer: (request: Buffer) => Buffer,
  hangsUp = false,
): Promise<ProbeTarget> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.on('data', (request) => {
      const bytes = answer(request)
      if (hangsUp) socket.end(bytes)
      else socket.write(bytes)
    })
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { protocol, host: '127.0.0.1', port: (server.address() as AddressInfo).port }
}

function modbus(request: Buffer, pdu: readonly number[]): Buffer {
  const head = Buffer.from(request.subarray(0, 7))
  head.writeUInt16BE(pdu.length + 1, 4)
  return Buffer.concat([head, Buffer.from(pdu)])
}
