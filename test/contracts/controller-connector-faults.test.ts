import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as moment, setImmediate as turn } from 'node:timers/promises'
import { createSftpConnector } from '@holdpoint/connectors'
import type { ControllerAct, ControllerTarget, FirmwareStatus } from '@holdpoint/core'
import { createIdentityProbe, createSignalProbe } from '@holdpoint/probes'
import {
  firmwareImage,
  type PlantOptions,
  type RunningPlant,
  startPlant,
  tankSignals,
} from '@holdpoint/simplant'
import { afterEach, expect, test } from 'vitest'
import { imagesForPlc101 } from './firmware-for-tests.ts'

const connector = createSftpConnector({ pollMs: 10, actMs: 5000 })
const identity = createIdentityProbe({ gapMs: 0, answerMs: 500 })
const signals = createSignalProbe({ gapMs: 0, answerMs: 500 })
const PATIENCE_MS = 20_000

let opened: { plant: RunningPlant; stateDir: string }[] = []
afterEach(async () => {
  for (const { plant, stateDir } of opened) {
    await plant.stop()
    rmSync(stateDir, { recursive: true, force: true })
  }
  opened = []
})

test('power loss while flashing leaves the old slot bootable and the effect failed', async () => {
  const plant = await aPlant({ controllers: ['PLC-101'] })
  plant.inject('PLC-101', { kind: 'power-loss-while-flashing' })
  const result = await act(plant, 'PLC-101', put('e-1', imagesForPlc101().newer))
  expect(result).toMatchObject({ ok: false, refusal: { kind: 'controller-refused' } })
  const status = await statusOf(plant, 'PLC-101')
  expect([status.bootSlot, status.slots.a?.version, status.slots.b]).toEqual(['a', '10.010', null])
  expect(accepted(plant, 'PLC-101', 'e-1')).toBe(1)
})

test('a controller killed at any moment boots again and acted at most once', async () => {
  const plant = await aPlant({ controllers: ['PLC-101'], bootMs: 20, flashMs: 60 })
  const { newer } = imagesForPlc101()
  for (const [round, killAfterMs] of [0, 5, 15, 30, 45, 60, 80, 110].entries()) {
    const effectId = `kill-${round}`
    const quick = createSftpConnector({ pollMs: 5, actMs: 300 })
    const acting = quick.act(targetOf(plant, 'PLC-101'), put(effectId, newer))
    // Not a wait for anything: the kill falls wherever the controller is by then.
    await moment(killAfterMs)
    await plant.kill('PLC-101')
    await acting
    await plant.restart('PLC-101')
    const status = await statusOf(plant, 'PLC-101')
    expect(status.slots[status.bootSlot]?.version).toBe('10.010')
    expect(accepted(plant, 'PLC-101', effectId)).toBeLessThanOrEqual(1)
    const recalled = await connector.recall(targetOf(plant, 'PLC-101'), effectId)
    expect(recalled.ok && recalled.value).toMatch(/^(never-seen|done|failed)$/)
    // What the device remembers as done is there, and what is there was remembered as done.
    if (recalled.ok && recalled.value === 'done') expect(status.slots.b?.version).toBe('11.004')
  }
})

test('signed firmware is one-way: only the spare leads back', async () => {
  const plant = await aPlant({ controllers: ['PLC-102'] })
  const hardware = { vendor: 'Rockwell Automation', orderNumber: '1756-EN2T', series: 'A' }
  const signed = firmwareImage({ ...hardware, version: '5.029', line: 'signed' })
  const unsigned = firmwareImage({ ...hardware, version: '5.009', line: 'unsigned' })
  const oldSerial = (await imageOf(plant, 'PLC-102')).serial
  await done(plant, 'PLC-102', put('e-1', signed))
  await done(plant, 'PLC-102', { kind: 'activate-firmware', effectId: 'e-2' })
  await refusedBecause(
    plant,
    { kind: 'roll-back-firmware', effectId: 'e-3' },
    /not possible to revert/,
  )
  await done(plant, 'PLC-102', { kind: 'confirm-firmware', effectId: 'e-4' })
  await refusedBecause(plant, put('e-5', unsigned), /not possible to revert/)
  await plant.fitSpare('PLC-102')
  const fitted = await imageOf(plant, 'PLC-102')
  expect(fitted.firmware.slots.a?.version).toBe('5.008')
  expect(fitted.serial).not.toBe(oldSerial)
})

test('an unsigned device may take the unsigned fix and go back', async () => {
  const plant = await aPlant({ controllers: ['PLC-102'] })
  const hardware = { vendor: 'Rockwell Automation', orderNumber: '1756-EN2T', series: 'A' }
  const image = firmwareImage({ ...hardware, version: '5.009', line: 'unsigned' })
  await done(plant, 'PLC-102', put('e-1', image))
  await done(plant, 'PLC-102', { kind: 'activate-firmware', effectId: 'e-2' })
  await done(plant, 'PLC-102', { kind: 'roll-back-firmware', effectId: 'e-3' })
  expect(await versionRunning(plant, 'PLC-102')).toBe('5.008')
})

test('a device that claims new and runs old is caught by the second way', async () => {
  const plant = await aPlant({ controllers: ['PLC-101'] })
  plant.inject('PLC-101', { kind: 'reports-new-runs-old' })
  await update(plant)
  expect(await versionSaid(plant, 'PLC-101')).toBe('11.004')
  expect(await versionRunning(plant, 'PLC-101')).toBe('10.010')
})

test('an image that does not start leaves the old one running', async () => {
  const plant = await aPlant({ controllers: ['PLC-101'] })
  await done(plant, 'PLC-101', put('e-1', imagesForPlc101().newer))
  plant.inject('PLC-101', { kind: 'boots-old-slot' })
  const result = await act(plant, 'PLC-101', { kind: 'activate-firmware', effectId: 'e-2' })
  expect(result).toMatchObject({ ok: false, refusal: { kind: 'controller-refused' } })
  expect(await versionRunning(plant, 'PLC-101')).toBe('10.010')
  expect((await statusOf(plant, 'PLC-101')).confirmed).toBe(true)
})

test('an image that is never confirmed falls back after three starts', async () => {
  const plant = await aPlant({ controllers: ['PLC-101'], unconfirmedBootsMax: 3 })
  await update(plant)
  await plant.restart('PLC-101')
  await plant.restart('PLC-101')
  expect(await versionRunning(plant, 'PLC-101')).toBe('11.004')
  await plant.restart('PLC-101')
  expect(await versionRunning(plant, 'PLC-101')).toBe('10.010')
})

test('an image that is not confirmed in time falls back by itself', async () => {
  const plant = await aPlant({ controllers: ['PLC-101'], confirmWithinMs: 300 })
  await update(plant)
  await eventually(async () => (await versionRunning(plant, 'PLC-101')) === '10.010')
})

test('a pump that the new code does not start is cured by the roll-back', async () => {
  const plant = await aPlant({ controllers: ['PLC-101'] })
  plant.inject('PLC-101', { kind: 'pump-does-not-start-after-update' })
  await eventually(async () => (await reading(plant, 'pump-running')) === 1)
  await update(plant)
  await eventually(async () => (await reading(plant, 'pump-running')) === 0)
  await done(plant, 'PLC-101', { kind: 'roll-back-firmware', effectId: 'e-9' })
  await eventually(async () => (await reading(plant, 'pump-running')) === 1)
})

test('the relief valve opens at 50 psi, and with the faulty new code it does not', async () => {
  const plant = await aPlant({ controllers: ['PLC-101'] })
  plant.inject('PLC-101', { kind: 'relief-opens-late-after-update' })
  await eventually(async () => (await reading(plant, 'pump-running')) === 1)
  plant.setDemand(0)
  await eventually(async () => (await reading(plant, 'relief-valve-open')) === 1)
  plant.setDemand(100)
  await update(plant)
  plant.setDemand(0)
  await eventually(async () => (await reading(plant, 'header-pressure')) > 58)
  expect(await reading(plant, 'relief-valve-open')).toBe(0)
})

test('without its controller the process goes to the safe values and goes on', async () => {
  const plant = await aPlant({ controllers: ['PLC-101', 'SIS-101'] })
  await eventually(async () => plant.field().pumpRuns && !plant.field().inletTrip)
  await plant.kill('PLC-101')
  const levelPercent = plant.field().levelPercent
  await eventually(async () => !plant.field().pumpRuns && plant.field().inletValvePercent === 0)
  await eventually(async () => plant.field().levelPercent < levelPercent)
  await plant.kill('SIS-101')
  await eventually(async () => plant.field().inletTrip)
})

test('set points survive a kill', async () => {
  const plant = await aPlant({ controllers: ['PLC-101'] })
  const { program } = await imageOf(plant, 'PLC-101')
  const retained = Buffer.from(JSON.stringify({ holding: [700, 880, 500], coils: [false] }))
  await done(plant, 'PLC-101', { kind: 'restore-program', effectId: 'e-1', program, retained })
  await plant.restart('PLC-101')
  expect(await reading(plant, 'level-set-point')).toBe(70)
  expect(await reading(plant, 'alarm-set-point')).toBe(88)
  expect(await reading(plant, 'pump-command')).toBe(0)
})

test('a hanging device is no answer to a probe and unreachable to the connector', async () => {
  const plant = await aPlant({ controllers: ['PLC-101'] })
  const { host, modbusPort: port } = plant.controller('PLC-101')
  plant.inject('PLC-101', { kind: 'hang' })
  await eventually(async () => {
    const said = await identity.identify({ protocol: 'modbus-tcp', host, port })
    return !said.ok && said.refusal.kind === 'probe-no-answer'
  })
  const quick = createSftpConnector({ connectMs: 300, answerMs: 300 })
  const read = await quick.readFirmwareStatus(targetOf(plant, 'PLC-101'))
  expect(!read.ok && read.refusal.kind).toBe('connector-unreachable')
})

test('a plant that is started again is the same plant', async () => {
  const plant = await aPlant({ controllers: ['PLC-101'] })
  await update(plant)
  const before = plant.controller('PLC-101')
  const [{ stateDir } = { stateDir: '' }] = opened
  await plant.stop()
  const again = await startPlant({ stateDir, bootMs: 50, controllers: ['PLC-101'] })
  opened = [{ plant: again, stateDir }]
  expect(again.controller('PLC-101').hostKeySha256).toBe(before.hostKeySha256)
  expect(await versionRunning(again, 'PLC-101')).toBe('11.004')
})

async function aPlant(options: Omit<PlantOptions, 'stateDir'>): Promise<RunningPlant> {
  const stateDir = mkdtempSync(join(tmpdir(), 'simplant-'))
  const plant = await startPlant({ stateDir, bootMs: 50, flashMs: 20, ...options })
  opened.push({ plant, stateDir })
  return plant
}

async function update(plant: RunningPlant): Promise<void> {
  await done(plant, 'PLC-101', put('u-1', imagesForPlc101().newer))
  await done(plant, 'PLC-101', { kind: 'activate-firmware', effectId: 'u-2' })
}

function put(effectId: string, image: Uint8Array): ControllerAct {
  return { kind: 'put-firmware', effectId, image }
}

function act(plant: RunningPlant, tag: string, what: ControllerAct) {
  return connector.act(targetOf(plant, tag), what)
}

async function done(plant: RunningPlant, tag: string, what: ControllerAct): Promise<void> {
  expect(await act(plant, tag, what)).toMatchObject({ ok: true })
}

async function refusedBecause(
  plant: RunningPlant,
  what: ControllerAct,
  why: RegExp,
): Promise<void> {
  const result = await act(plant, 'PLC-102', what)
  expect(!result.ok && 'why' in result.refusal && result.refusal.why).toMatch(why)
}

function targetOf(plant: RunningPlant, tag: string): ControllerTarget {
  const { host, sftpPort, hostKeySha256, username, password } = plant.controller(tag)
  return { host, port: sftpPort, hostKeySha256, username, password }
}

async function imageOf(plant: RunningPlant, tag: string) {
  const read = await connector.readImage(targetOf(plant, tag))
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return read.value
}

async function statusOf(plant: RunningPlant, tag: string): Promise<FirmwareStatus> {
  return (await imageOf(plant, tag)).firmware
}

async function versionRunning(plant: RunningPlant, tag: string): Promise<string | null> {
  const read = await connector.readFirmwareStatus(targetOf(plant, tag))
  return read.ok ? (read.value.slots[read.value.bootSlot]?.version ?? null) : null
}

async function versionSaid(plant: RunningPlant, tag: string): Promise<string | null> {
  const { host, enipPort } = plant.controller(tag)
  const said = await identity.identify({ protocol: 'ethernet-ip', host, port: enipPort ?? 0 })
  return said.ok ? said.value.firmware : null
}

async function reading(plant: RunningPlant, name: string): Promise<number> {
  const { host, modbusPort: port } = plant.controller('PLC-101')
  const signal = tankSignals.filter((one) => one.name === name)
  const read = await signals.read({ protocol: 'modbus-tcp', host, port }, signal)
  return read.ok ? (read.value[0]?.value ?? Number.NaN) : Number.NaN
}

function accepted(plant: RunningPlant, tag: string, effectId: string): number {
  const lines = plant.deviceWitness(tag).filter((line) => line.id === effectId)
  return lines.filter((line) => line.event === 'accepted').length
}

/** The process runs on its own clock; a condition that never comes fails here. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + PATIENCE_MS
  while (!(await holds())) {
    if (performance.now() > deadlineMs) throw new Error(`not within ${PATIENCE_MS} ms: ${holds}`)
    await turn()
  }
}
