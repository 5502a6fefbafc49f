import { mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeviceIdentity, ProbeTarget, SignalProbe } from '@holdpoint/core'
import { createIdentityProbe, createSignalProbe } from '@holdpoint/probes'
import { type RunningPlant, startPlant, tankSignals } from '@holdpoint/simplant'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type FakeDevice,
  fakeIdentityProbe,
  fakeSignalProbe,
  probeTargetName,
} from './fake-probes.ts'
import { identityProbeContract, type ProbeHarness } from './identity-probe.contract.ts'

const EN2T: DeviceIdentity = {
  protocol: 'ethernet-ip',
  vendor: 'Rockwell Automation/Allen-Bradley',
  product: '1756-EN2T/D',
  orderNumber: '1756-EN2T',
  series: 'D',
  serial: '00C41A07',
  firmware: '10.010',
}

const M340: DeviceIdentity = {
  protocol: 'modbus-tcp',
  vendor: 'Schneider Electric',
  product: 'Modicon M340 BMXP342020',
  orderNumber: 'BMXP342020',
  series: null,
  serial: null,
  firmware: 'SV3.40',
}

const S7_300: DeviceIdentity = {
  protocol: 's7comm',
  vendor: 'Siemens',
  product: 'CPU 315-2 PN/DP',
  orderNumber: '6ES7 315-2EH14-0AB0',
  series: null,
  serial: 'S C-D4UX71852013',
  firmware: 'V3.2.14',
}

identityProbeContract('in memory', openFake)
identityProbeContract('sockets to controller processes', openPlantHarness)

async function openFake(): Promise<ProbeHarness> {
  const at = (port: number): ProbeTarget => ({ protocol: 'modbus-tcp', host: 'fake', port })
  const devices = new Map<string, FakeDevice>([
    [probeTargetName(at(1)), { kind: 'says', identity: M340 }],
    [probeTargetName(at(2)), { kind: 'silent' }],
    [probeTargetName(at(3)), { kind: 'babbles' }],
  ])
  return {
    probe: fakeIdentityProbe(devices),
    devices: [{ target: at(1), says: M340 }],
    nobody: at(9),
    silent: at(2),
    babbling: at(3),
    close: async () => {},
  }
}

async function openPlantHarness(): Promise<ProbeHarness> {
  const { plant, close } = await openPlant(['PLC-101', 'PLC-102', 'PLC-103', 'PLC-104'])
  const babbler = createServer((socket) => socket.end('SSH-2.0-babble\r\n'.repeat(9)))
  await new Promise<void>((resolve) => babbler.listen(0, '127.0.0.1', resolve))
  plant.inject('PLC-102', { kind: 'hang' })
  const [rockwell, hanging] = [plant.controller('PLC-101'), plant.controller('PLC-102')]
  const [schneider, siemens] = [plant.controller('PLC-103'), plant.controller('PLC-104')]
  const { port } = babbler.address() as AddressInfo
  const at = (protocol: ProbeTarget['protocol'], port: number | null): ProbeTarget => {
    return { protocol, host: '127.0.0.1', port: port ?? 0 }
  }
  return {
    probe: createIdentityProbe({ gapMs: 0, answerMs: 400 }),
    devices: [
      { target: at('ethernet-ip', rockwell.enipPort), says: EN2T },
      { target: at('modbus-tcp', schneider.modbusPort), says: M340 },
      { target: at('s7comm', siemens.s7Port), says: S7_300 },
    ],
    // The second port of this controller's four is not served: it speaks no EtherNet/IP.
    nobody: at('modbus-tcp', schneider.modbusPort + 1),
    silent: at('ethernet-ip', hanging.enipPort),
    babbling: at('s7comm', port),
    close: async () => {
      babbler.close()
      await close()
    },
  }
}

describe('a signal probe', () => {
  let plant: RunningPlant
  let close: () => Promise<void>
  beforeAll(async () => {
    const opened = await openPlant(['PLC-101'])
    plant = opened.plant
    close = opened.close
  })
  afterAll(() => close())

  test.each(['in memory', 'over a socket'])(
    'set points read as they are kept: %s',
    async (which) => {
      const setPoints = tankSignals.filter((signal) => signal.table === 'holding-register')
      const { probe, target } = which === 'in memory' ? fakeSide() : socketSide()
      expect(await probe.read(target, setPoints)).toEqual({
        ok: true,
        value: [
          { value: 65, unit: '%' },
          { value: 85, unit: '%' },
          { value: 50, unit: 'psi' },
        ],
      })
    },
  )

  test.each(['in memory', 'over a socket'])(
    'an address that is not there is refused: %s',
    async (which) => {
      const { probe, target } = which === 'in memory' ? fakeSide() : socketSide()
      const nowhere = { table: 'input-register', address: 4000, scale: 1, unit: '' } as const
      const result = await probe.read(target, [nowhere])
      expect(!result.ok && result.refusal.kind).toBe('probe-refused')
    },
  )

  function socketSide(): { probe: SignalProbe; target: ProbeTarget } {
    const { host, modbusPort } = plant.controller('PLC-101')
    const target = { protocol: 'modbus-tcp', host, port: modbusPort } as const
    return { probe: createSignalProbe({ gapMs: 0 }), target }
  }
})

function fakeSide(): { probe: SignalProbe; target: ProbeTarget } {
  const words = new Map([
    ['holding-register 0', 650],
    ['holding-register 1', 850],
    ['holding-register 2', 500],
  ])
  const target = { protocol: 'modbus-tcp', host: 'fake', port: 502 } as const
  return { probe: fakeSignalProbe(words), target }
}

async function openPlant(controllers: readonly string[]) {
  const stateDir = mkdtempSync(join(tmpdir(), 'simplant-'))
  const plant = await startPlant({ stateDir, bootMs: 50, flashMs: 20, controllers })
  const close = async () => {
    await plant.stop()
    rmSync(stateDir, { recursive: true, force: true })
  }
  return { plant, close }
}
