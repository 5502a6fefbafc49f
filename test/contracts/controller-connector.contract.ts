import type { ConnectorRefusal, ControllerConnector, ControllerTarget } from '@holdpoint/core'
import type { Result } from '@holdpoint/std'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

/**
 * One fresh controller with signed firmware in slot a, and what a test can do to it from outside.
 */
export type ConnectorHarness = {
  readonly connector: ControllerConnector
  readonly target: ControllerTarget
  readonly images: {
    readonly newer: Uint8Array
    readonly newerVersion: string
    readonly forOtherHardware: Uint8Array
    readonly unsigned: Uint8Array
    readonly damaged: Uint8Array
  }
  /** Another program that this controller can run. */
  readonly otherProgram: Uint8Array
  /** How often the device itself says that it took an effect. */
  timesAccepted(effectId: string): number
  /** The next act is taken, then link and device are gone until `comesBack`. */
  losesLinkOnNextAct(): void
  comesBack(): Promise<void>
  close(): Promise<void>
}

/** What the connector port promises, of any implementation. */
export function controllerConnectorContract(
  name: string,
  open: () => Promise<ConnectorHarness>,
): void {
  describe(`a controller connector: ${name}`, () => {
    let harness: ConnectorHarness
    beforeEach(async () => {
      harness = await open()
    })
    afterEach(async () => {
      await harness.close()
    })
    readingTests(() => harness)
    firmwareTests(() => harness)
    onceTests(() => harness)
    doorTests(() => harness)
  })
}

function readingTests(harness: () => ConnectorHarness): void {
  test('a backup holds program, configuration, retained values, firmware and serial', async () => {
    const { connector, target } = harness()
    const image = acceptedOf(await connector.readImage(target))
    expect(image.program.length).toBeGreaterThan(0)
    expect(image.configuration.length).toBeGreaterThan(0)
    expect(image.retained.length).toBeGreaterThan(0)
    expect(image.serial).toMatch(/\S/)
    expect(image.firmware.slots[image.firmware.bootSlot]?.line).toBe('signed')
  })

  test('reading changes nothing', async () => {
    const { connector, target } = harness()
    const first = acceptedOf(await connector.readImage(target))
    expect(acceptedOf(await connector.readImage(target))).toEqual(first)
    expect(acceptedOf(await connector.readFirmwareStatus(target))).toEqual(first.firmware)
  })

  test('a restored program is read back byte for byte', async () => {
    const { connector, target, otherProgram } = harness()
    const { retained } = acceptedOf(await connector.readImage(target))
    const act = {
      kind: 'restore-program',
      effectId: 'p-1',
      program: otherProgram,
      retained,
    } as const
    acceptedOf(await connector.act(target, act))
    const image = acceptedOf(await connector.readImage(target))
    expect(Buffer.from(image.program)).toEqual(Buffer.from(otherProgram))
    expect(Buffer.from(image.retained)).toEqual(Buffer.from(retained))
  })

  test('a controller that is stopped says so, and runs again when told to', async () => {
    const { connector, target } = harness()
    acceptedOf(await connector.act(target, { kind: 'set-mode', effectId: 'm-1', mode: 'stop' }))
    expect(acceptedOf(await connector.readFirmwareStatus(target)).mode).toBe('stop')
    acceptedOf(await connector.act(target, { kind: 'set-mode', effectId: 'm-2', mode: 'run' }))
    expect(acceptedOf(await connector.readFirmwareStatus(target)).mode).toBe('run')
  })
}

function firmwareTests(harness: () => ConnectorHarness): void {
  test('an image goes into the slot that does not run', async () => {
    const { connector, target, images } = harness()
    const before = acceptedOf(await connector.readFirmwareStatus(target))
    await put(harness(), 'f-1', images.newer)
    const after = acceptedOf(await connector.readFirmwareStatus(target))
    expect(after.bootSlot).toBe(before.bootSlot)
    expect(after.slots.b?.version).toBe(images.newerVersion)
    expect(after.bootCounter).toBe(before.bootCounter)
  })

  test('an activated image runs, unconfirmed until it is confirmed', async () => {
    const { connector, target, images } = harness()
    acceptedOf(await put(harness(), 'f-1', images.newer))
    acceptedOf(await connector.act(target, { kind: 'activate-firmware', effectId: 'f-2' }))
    const activated = acceptedOf(await connector.readFirmwareStatus(target))
    expect([activated.bootSlot, activated.confirmed]).toEqual(['b', false])
    acceptedOf(await connector.act(target, { kind: 'confirm-firmware', effectId: 'f-3' }))
    expect(acceptedOf(await connector.readFirmwareStatus(target)).confirmed).toBe(true)
  })

  test('a roll-back runs the old image again', async () => {
    const { connector, target, images } = harness()
    acceptedOf(await put(harness(), 'f-1', images.newer))
    acceptedOf(await connector.act(target, { kind: 'activate-firmware', effectId: 'f-2' }))
    acceptedOf(await connector.act(target, { kind: 'roll-back-firmware', effectId: 'f-3' }))
    const status = acceptedOf(await connector.readFirmwareStatus(target))
    expect([status.bootSlot, status.confirmed]).toEqual(['a', true])
  })

  test.each([
    ['for other hardware', 'forOtherHardware'],
    ['that is unsigned, on a device that runs signed firmware', 'unsigned'],
    ['that is damaged', 'damaged'],
  ] as const)('an image %s is refused and changes no slot', async (_words, which) => {
    const { connector, target, images } = harness()
    const before = acceptedOf(await connector.readFirmwareStatus(target))
    expect(refusalOf(await put(harness(), 'f-1', images[which])).kind).toBe('controller-refused')
    expect(acceptedOf(await connector.readFirmwareStatus(target)).bootSlot).toBe(before.bootSlot)
    expect(acceptedOf(await connector.readFirmwareStatus(target)).slots).toEqual(before.slots)
  })

  test('an empty slot cannot be activated', async () => {
    const { connector, target } = harness()
    const act = { kind: 'activate-firmware', effectId: 'f-1' } as const
    expect(refusalOf(await connector.act(target, act)).kind).toBe('controller-refused')
    expect(acceptedOf(await connector.recall(target, 'f-1'))).toBe('failed')
  })
}

function onceTests(harness: () => ConnectorHarness): void {
  test('an effect that is sent twice acts once and is answered the same', async () => {
    const { connector, target, images, timesAccepted } = harness()
    acceptedOf(await put(harness(), 'o-1', images.newer))
    const act = { kind: 'activate-firmware', effectId: 'o-2' } as const
    const first = acceptedOf(await connector.act(target, act))
    const bootCounter = acceptedOf(await connector.readFirmwareStatus(target)).bootCounter
    expect(acceptedOf(await connector.act(target, act))).toEqual(first)
    const again = acceptedOf(await connector.readFirmwareStatus(target))
    expect([again.bootSlot, again.bootCounter]).toEqual(['b', bootCounter])
    expect(timesAccepted('o-2')).toBe(1)
  })

  test('the controller recalls what it has seen, and only that', async () => {
    const { connector, target } = harness()
    expect(acceptedOf(await connector.recall(target, 'o-1'))).toBe('never-seen')
    acceptedOf(await connector.act(target, { kind: 'set-mode', effectId: 'o-1', mode: 'run' }))
    expect(acceptedOf(await connector.recall(target, 'o-1'))).toBe('done')
    expect(acceptedOf(await connector.recall(target, 'constructor'))).toBe('never-seen')
  })

  test('an act that may not be sent any more is withdrawn, and the controller saw nothing', async () => {
    const { connector, target, timesAccepted } = harness()
    const act = { kind: 'set-mode', effectId: 'o-1', mode: 'stop' } as const
    const refusal = refusalOf(await connector.act(target, act, async () => false))
    expect(refusal.kind).toBe('send-withdrawn')
    expect(acceptedOf(await connector.recall(target, 'o-1'))).toBe('never-seen')
    expect(timesAccepted('o-1')).toBe(0)
  })

  test('an act whose link ends is unknown, and the controller settles it later', async () => {
    const { connector, target, timesAccepted, losesLinkOnNextAct, comesBack } = harness()
    losesLinkOnNextAct()
    const act = { kind: 'set-mode', effectId: 'o-1', mode: 'stop' } as const
    expect(refusalOf(await connector.act(target, act)).kind).toBe('outcome-unknown')
    await comesBack()
    expect(acceptedOf(await connector.recall(target, 'o-1'))).not.toBe('never-seen')
    expect(timesAccepted('o-1')).toBeLessThanOrEqual(1)
  })

  test('a controller that is gone before the act is unreachable, and saw nothing', async () => {
    const { connector, target, losesLinkOnNextAct, comesBack, timesAccepted } = harness()
    losesLinkOnNextAct()
    await connector.act(target, { kind: 'set-mode', effectId: 'o-1', mode: 'run' })
    const act = { kind: 'set-mode', effectId: 'o-2', mode: 'run' } as const
    expect(refusalOf(await connector.act(target, act)).kind).toBe('connector-unreachable')
    await comesBack()
    expect(acceptedOf(await connector.recall(target, 'o-2'))).toBe('never-seen')
    expect(timesAccepted('o-2')).toBe(0)
  })
}

function doorTests(harness: () => ConnectorHarness): void {
  test('another host key than the pinned one is refused before a password is sent', async () => {
    const { connector, target, timesAccepted } = harness()
    const other = { ...target, hostKeySha256: `SHA256:${'A'.repeat(43)}` }
    const refusal = refusalOf(await connector.readImage(other))
    expect(refusal).toMatchObject({ kind: 'host-key-changed', offered: target.hostKeySha256 })
    const act = { kind: 'set-mode', effectId: 'd-1', mode: 'stop' } as const
    expect(refusalOf(await connector.act(other, act)).kind).toBe('host-key-changed')
    expect(timesAccepted('d-1')).toBe(0)
  })

  test('a wrong password is refused by the controller', async () => {
    const { connector, target } = harness()
    const refusal = refusalOf(await connector.readImage({ ...target, password: 'wrong' }))
    expect(refusal.kind).toBe('controller-refused')
  })
}

function put(harness: ConnectorHarness, effectId: string, image: Uint8Array) {
  return harness.connector.act(harness.target, { kind: 'put-firmware', effectId, image })
}

function acceptedOf<T>(result: Result<T, ConnectorRefusal>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`)
  return result.value
}

function refusalOf<T>(result: Result<T, ConnectorRefusal>): ConnectorRefusal {
  if (result.ok) throw new Error(`accepted: ${JSON.stringify(result.value)}`)
  return result.refusal
}
