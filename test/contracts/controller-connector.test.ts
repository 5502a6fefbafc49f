import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSftpConnector } from '@holdpoint/connectors'
import type { ControllerTarget } from '@holdpoint/core'
import { startPlant } from '@holdpoint/simplant'
import {
  type ConnectorHarness,
  controllerConnectorContract,
} from './controller-connector.contract.ts'
import { fakeControllers } from './fake-controllers.ts'
import { factoryContent, imagesForPlc101, judgeForPlc101 } from './firmware-for-tests.ts'

const OTHER_PROGRAM = Buffer.from(
  JSON.stringify({ title: 'Other', valveGain: 4, reliefHysteresisPsi: 2, tripLevelPercent: 90 }),
)
// Long enough that the plant's own word brings the device back, never the clock.
const NEVER_MS = 2 ** 30

controllerConnectorContract('in memory', openFake)
controllerConnectorContract('SFTP to a controller process', openPlant)

async function openFake(): Promise<ConnectorHarness> {
  const { connector, add } = fakeControllers(judgeForPlc101)
  const target: ControllerTarget = {
    host: 'fake',
    port: 1,
    hostKeySha256: `SHA256:${'B'.repeat(43)}`,
    username: 'maintenance',
    password: 'right',
  }
  const controller = add(target, {
    program: Buffer.from('program'),
    configuration: Buffer.from('configuration'),
    retained: Buffer.from('retained'),
    serial: '00C41A07',
    firmware: {
      bootSlot: 'a',
      slots: { a: factoryContent(), b: null },
      bootCounter: 1,
      confirmed: true,
      mode: 'run',
    },
  })
  return {
    connector,
    target,
    images: imagesForPlc101(),
    otherProgram: OTHER_PROGRAM,
    timesAccepted: (effectId) => controller.accepted.get(effectId) ?? 0,
    losesLinkOnNextAct: () => {
      controller.losesLinkOnNextAct = true
    },
    comesBack: async () => {
      controller.reachable = true
    },
    close: async () => {},
  }
}

async function openPlant(): Promise<ConnectorHarness> {
  const stateDir = mkdtempSync(join(tmpdir(), 'simplant-'))
  const plant = await startPlant({
    stateDir,
    bootMs: 50,
    flashMs: 20,
    powerReturnsAfterMs: NEVER_MS,
    controllers: ['PLC-101'],
  })
  const { host, sftpPort, hostKeySha256, username, password } = plant.controller('PLC-101')
  return {
    connector: createSftpConnector({ pollMs: 10, actMs: 2000 }),
    target: { host, port: sftpPort, hostKeySha256, username, password },
    images: imagesForPlc101(),
    otherProgram: OTHER_PROGRAM,
    timesAccepted: (effectId) => {
      const lines = plant.deviceWitness('PLC-101').filter((line) => line.id === effectId)
      return lines.filter((line) => line.event === 'accepted').length
    },
    losesLinkOnNextAct: () => plant.inject('PLC-101', { kind: 'power-loss-after-accepting' }),
    comesBack: () => plant.restart('PLC-101'),
    close: async () => {
      await plant.stop()
      rmSync(stateDir, { recursive: true, force: true })
    },
  }
}
