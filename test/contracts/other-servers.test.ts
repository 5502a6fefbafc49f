import { createRequire } from 'node:module'
import { connect } from 'node:net'
import type bacnet from '@bacnet-js/client'
import type { ProbeTarget } from '@holdpoint/core'
import { createIdentityProbe, createSignalProbe } from '@holdpoint/probes'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hasPymodbus, hasSnap7, type Peer, startPymodbus, startSnap7 } from './peers/start-peer.ts'

// Its default is one of CommonJS, which test and compiler would each import in a way of their own.
const load = createRequire(import.meta.url)
const { default: BacnetDevice } = load('@bacnet-js/client') as typeof bacnet

const probe = createIdentityProbe({ gapMs: 0 })
const at = (protocol: ProbeTarget['protocol'], port: number): ProbeTarget => {
  return { protocol, host: '127.0.0.1', port }
}

async function answers(target: ProbeTarget): Promise<void> {
  const { ok } = await probe.identify(target)
  if (!ok) throw new Error(`${target.protocol} does not answer`)
}

describe.skipIf(!hasPymodbus())('Modbus to pymodbus (needs Debian’s python3-pymodbus)', () => {
  let server: Peer
  beforeAll(async () => {
    server = await startPymodbus()
    // It says that it is up before it listens.
    await vi.waitFor(() => answers(at('modbus-tcp', server.port)), 10_000)
  })
  afterAll(() => server?.stop())

  test('function 43/14 says who it is', async () => {
    expect(await probe.identify(at('modbus-tcp', server.port))).toEqual({
      ok: true,
      value: {
        protocol: 'modbus-tcp',
        vendor: 'Maker of PLCs',
        product: 'Line controller 7',
        orderNumber: 'PLC-7-2',
        series: null,
        serial: null,
        firmware: 'V2.10',
      },
    })
  })

  test('registers read as they are kept; one that is not there is refused', async () => {
    const signals = createSignalProbe({ gapMs: 0 })
    const target = at('modbus-tcp', server.port)
    const word = (table: 'holding-register' | 'input-register', address: number) =>
      signals.read(target, [{ table, address, scale: 0.1, unit: '%' }])
    expect(await word('holding-register', 1)).toMatchObject({ ok: true, value: [{ value: 85 }] })
    expect(await word('input-register', 0)).toMatchObject({ ok: true, value: [{ value: 65 }] })
    expect(await word('input-register', 4000)).toMatchObject({
      ok: false,
      refusal: { kind: 'probe-refused', why: 'exception code 2' },
    })
  })
})

describe.skipIf(!hasSnap7())('S7 to snap7 (needs its server, which npm test builds)', () => {
  test('the system status lists say who it is', async () => {
    const server = await startSnap7()
    const answer = await probe.identify(at('s7comm', server.port))
    await server.stop()
    expect(answer).toEqual({
      ok: true,
      value: {
        protocol: 's7comm',
        vendor: 'Siemens',
        product: 'CPU 315-2 PN/DP',
        orderNumber: '6ES7 315-2EH14-0AB0',
        series: null,
        serial: 'S C-C2UR28922012',
        firmware: 'V3.2.6',
      },
    })
  })

  test('with its one connection taken it has no free slot', async () => {
    const server = await startSnap7(1)
    const other = connect(server.port, '127.0.0.1')
    await new Promise((resolve) => other.once('connect', resolve))
    const answer = await probe.identify(at('s7comm', server.port))
    other.destroy()
    await server.stop()
    expect(answer).toMatchObject({ ok: false, refusal: { kind: 'probe-no-free-slot' } })
  })
})

describe('BACnet to a device whose messages @bacnet-js/client reads and writes', () => {
  const DEVICE = { type: 8, instance: 1234 }
  const TEXT = 7
  const [PROPERTY_CLASS, UNKNOWN_PROPERTY] = [2, 32]
  const texts: Readonly<Record<number, string>> = {
    ...{ 121: 'Maker of Controllers', 70: 'Room controller', 44: '6.00', 12: '2.1' },
  }

  test('says who it is; the property that it lacks is left out', async () => {
    const port = 47_900 + (process.pid % 100)
    const device = new BacnetDevice({ port, interface: '127.0.0.1' })
    device.on('readProperty', ({ header, payload, invokeId, service }) => {
      const { property } = payload
      const value = texts[property.id]
      const to = header?.sender
      if (to === undefined || invokeId === undefined) return
      if (value === undefined) {
        device.errorResponse(to, service ?? 0, invokeId, PROPERTY_CLASS, UNKNOWN_PROPERTY)
      } else {
        device.readPropertyResponse(to, invokeId, DEVICE, property, [{ type: TEXT, value }])
      }
    })
    await new Promise<void>((resolve) => device.once('listening', () => resolve()))
    const answer = await probe.identify(at('bacnet', port))
    device.close()
    expect(answer).toEqual({
      ok: true,
      value: {
        protocol: 'bacnet',
        vendor: 'Maker of Controllers',
        product: 'Room controller',
        orderNumber: null,
        series: null,
        serial: null,
        firmware: '6.00',
      },
    })
  })
})
