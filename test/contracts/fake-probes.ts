import type {
  DeviceIdentity,
  IdentityProbe,
  ProbeRefusal,
  ProbeTarget,
  SignalAddress,
  SignalProbe,
  SignalReading,
} from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'

export type FakeDevice =
  | { readonly kind: 'says'; readonly identity: DeviceIdentity }
  | { readonly kind: 'silent' }
  | { readonly kind: 'babbles' }

const WAITED_MS = 1

export function probeTargetName(target: ProbeTarget): string {
  return `${target.protocol} ${target.host}:${target.port}`
}

/** An identity probe over devices in memory; a target that is not in the map refuses. */
export function fakeIdentityProbe(devices: ReadonlyMap<string, FakeDevice>): IdentityProbe {
  return {
    identify: async (target): Promise<Result<DeviceIdentity, ProbeRefusal>> => {
      const name = probeTargetName(target)
      const device = devices.get(name)
      switch (device?.kind) {
        case undefined:
          return refuse({ kind: 'probe-refused', target: name, why: 'nothing listens' })
        case 'says':
          return accept(device.identity)
        case 'silent':
          return refuse({ kind: 'probe-no-answer', target: name, waitedMs: WAITED_MS })
        case 'babbles':
          return refuse({
            kind: 'probe-malformed-answer',
            target: name,
            why: 'not of this protocol',
          })
      }
    },
    planned: () => [{ bytes: '00 ??', words: 'The only request of this fake' }],
  }
}

/** A signal probe over raw words in memory, keyed by table and address. */
export function fakeSignalProbe(words: ReadonlyMap<string, number>): SignalProbe {
  return {
    read: async (target, signals): Promise<Result<readonly SignalReading[], ProbeRefusal>> => {
      const readings: SignalReading[] = []
      for (const signal of signals) {
        const word = words.get(signalKey(signal))
        if (word === undefined) {
          const why = `no ${signal.table} ${signal.address}`
          return refuse({ kind: 'probe-refused', target: probeTargetName(target), why })
        }
        const value = Number((word * signal.scale).toPrecision(12))
        readings.push({ value, unit: signal.unit })
      }
      return accept(readings)
    },
  }
}

export function signalKey({ table, address }: Pick<SignalAddress, 'table' | 'address'>): string {
  return `${table} ${address}`
}
