import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import type { ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SEED } from '../../../test/builders/seed.ts'
import { createIdentityProbe } from './identity-probe.ts'

type Answer = (property: number, invoke: number) => Buffer | null

/** A device of the standard's own bytes (ASHRAE 135, annex F.3.5 and 20.2), not of a library. */
async function asking(answer: Answer) {
  const device = createSocket('udp4')
  const asked: string[] = []
  device.on('message', (message, from) => {
    asked.push(message.toString('hex'))
    const wide = message[15] === 0x1a
    const property = wide ? message.readUInt16BE(16) : (message[16] ?? 0)
    const said = answer(property, message[8] ?? 0)
    if (said !== null) device.send(said, from.port, from.address)
  })
  device.bind(0, '127.0.0.1')
  await once(device, 'listening')
  const { port } = device.address()
  const target: ProbeTarget = { protocol: 'bacnet', host: '127.0.0.1', port }
  const result = await createIdentityProbe({ gapMs: 0, answerMs: 150 }).identify(target)
  const closed = once(device, 'close')
  device.close()
  await closed
  return { result, asked }
}

function acknowledged(property: number, invoke: number, text: string): Buffer {
  const number = property < 256 ? [0x19, property] : [0x1a, property >> 8, property & 0xff]
  const value = [0x75, text.length + 1, 0, ...Buffer.from(text)]
  const object = [0x0c, 0x02, 0x00, 0x04, 0xd2]
  const apdu = [0x30, invoke, 12, ...object, ...number, 0x3e, ...value, 0x3f]
  return Buffer.from([0x81, 0x0a, 0, 6 + apdu.length, 1, 0, ...apdu])
}

const unknownProperty = (invoke: number) =>
  Buffer.from([0x81, 0x0a, 0, 13, 1, 0, 0x50, invoke, 12, 0x91, 2, 0x91, 32])

const texts: Readonly<Record<number, string>> = { 121: 'Siemens', 70: 'PXC3', 44: 'V6.00' }
const honest: Answer = (property, invoke) => {
  const text = texts[property]
  return text === undefined ? unknownProperty(invoke) : acknowledged(property, invoke, text)
}

describe('BACnet ReadProperty', () => {
  test('asks one property after the other; one that is not there is left out', async () => {
    const { result, asked } = await asking(honest)
    expect(result).toMatchObject({
      ok: true,
      value: { vendor: 'Siemens', product: 'PXC3', firmware: 'V6.00', serial: null },
    })
    // 81 unicast, 17 bytes; expects a reply; confirmed, 1476 bytes; device 4194303; vendor-name.
    expect(asked[0]).toBe('810a0011010400050' + '10c0c023fffff1979')
  })

  test('an answer to another question is no answer to this one', async () => {
    const { result } = await asking((property, invoke) => honest(property, invoke + 1))
    expect(kindOf(result)).toBe('probe-malformed-answer')
  })

  test('a device that is silent is not said to be nothing', async () => {
    expect(kindOf((await asking(() => null)).result)).toBe('probe-no-answer')
  })

  test(`hostile bytes give a refusal or an identity, never a throw (seed ${SEED})`, async () => {
    const bytes = fc.sample(fc.uint8Array({ maxLength: 60 }), { seed: SEED, numRuns: 60 })
    for (const tail of bytes) {
      const answer: Answer = (_, invoke) => {
        const body = [1, 0, 0x30, invoke, 12, ...tail]
        return Buffer.from([0x81, 0x0a, 0, body.length + 4, ...body])
      }
      expect((await asking(answer)).result.ok).toBe(false)
    }
  })
})

function kindOf(result: { ok: boolean; refusal?: ProbeRefusal }): string {
  return result.refusal?.kind ?? 'an identity'
}
