import type { DeviceIdentity, IdentityProbe, ProbeRefusal, ProbeTarget } from '@holdpoint/core'
import type { Result } from '@holdpoint/std'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** Devices as they stand, and the ways in which one can fail to answer. */
export type ProbeHarness = {
  readonly probe: IdentityProbe
  readonly devices: readonly { readonly target: ProbeTarget; readonly says: DeviceIdentity }[]
  /** Nothing listens here. */
  readonly nobody: ProbeTarget
  /** Takes the connection and says nothing. */
  readonly silent: ProbeTarget
  /** Answers with something that is not of the protocol. */
  readonly babbling: ProbeTarget
  close(): Promise<void>
}

/** What the identity probe promises, of any implementation. */
export function identityProbeContract(name: string, open: () => Promise<ProbeHarness>): void {
  describe(`an identity probe: ${name}`, () => {
    let harness: ProbeHarness
    beforeAll(async () => {
      harness = await open()
    })
    afterAll(async () => {
      await harness.close()
    })

    test('every device is reported in its own words', async () => {
      expect(harness.devices.length).toBeGreaterThan(0)
      for (const { target, says } of harness.devices) {
        expect(await harness.probe.identify(target)).toEqual({ ok: true, value: says })
      }
    })

    test('asking twice at once gives the same answer twice', async () => {
      const [device] = harness.devices
      if (device === undefined) throw new Error('the harness has no device')
      const { identify } = harness.probe
      const both = await Promise.all([identify(device.target), identify(device.target)])
      expect(both.map((result) => result.ok && result.value)).toEqual([device.says, device.says])
    })

    test('the dry run names each request in hexadecimal and in words, and sends nothing', () => {
      for (const target of [harness.silent, harness.nobody]) {
        const planned = harness.probe.planned(target)
        expect(planned.length).toBeGreaterThan(0)
        for (const { bytes, words } of planned) {
          expect(bytes.replaceAll(' ', '')).toMatch(/^(?:[0-9a-f?]{2})+$/)
          expect(words).not.toBe('')
        }
      }
    })

    test('a closed port is a refusal', async () => {
      expect(kindOf(await harness.probe.identify(harness.nobody))).toBe('probe-refused')
    })

    test('silence is no answer, and says how long it waited', async () => {
      const result = await harness.probe.identify(harness.silent)
      expect(kindOf(result)).toBe('probe-no-answer')
      expect(!result.ok && 'waitedMs' in result.refusal && result.refusal.waitedMs).toBeGreaterThan(
        0,
      )
    })

    test('an answer of another protocol is malformed, never an identity', async () => {
      const result = await harness.probe.identify(harness.babbling)
      expect(kindOf(result)).toBe('probe-malformed-answer')
    })
  })
}

function kindOf(result: Result<DeviceIdentity, ProbeRefusal>): ProbeRefusal['kind'] | 'accepted' {
  return result.ok ? 'accepted' : result.refusal.kind
}
