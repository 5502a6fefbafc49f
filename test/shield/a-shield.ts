import {
  readShieldPolicy,
  type Shield,
  type ShieldMode,
  type ShieldRecord,
  startShield,
} from '@holdpoint/shield'
import { aDevice, type Device, type Manner } from './device.ts'

export const aPolicyText = (fields: object = {}) => ({
  conduit: 'Supervision to control',
  listen: { address: '127.0.0.1', port: 1502 },
  device: { address: '127.0.0.1', port: 502 },
  failMode: { mode: 'closed', signedBy: 'M. Keller', signedAt: '2026-11-20T09:00:00Z' },
  pollTimeoutMs: 1000,
  upstreamTimeoutMs: 700,
  ...fields,
})

export function aPolicy(fields: object = {}) {
  const read = readShieldPolicy(Buffer.from(JSON.stringify(aPolicyText(fields))))
  if (!read.ok) throw new Error(JSON.stringify(read.refusal))
  return read.value
}

export type Stand = {
  readonly device: Device
  readonly shield: Shield
  readonly records: ShieldRecord[]
  close(): Promise<void>
}

/** A device with a shield before it, both on real sockets. */
export async function aStand(
  options: {
    readonly policy?: object
    readonly mode?: ShieldMode
    readonly now?: () => number
    readonly manner?: Manner
    readonly devicePort?: number
  } = {},
): Promise<Stand> {
  const device = await aDevice(options.manner)
  const records: ShieldRecord[] = []
  const policy = aPolicy(options.policy)
  const started = await startShield(
    {
      ...policy,
      listen: { address: '127.0.0.1', port: 0 },
      device: { address: '127.0.0.1', port: options.devicePort ?? device.port },
    },
    {
      mode: options.mode ?? 'enforce',
      now: options.now ?? (() => Date.parse('2026-11-24T03:00:00Z')),
      record: (record) => records.push(record),
    },
  )
  if (!started.ok) throw new Error(started.refusal.what)
  const shield = started.value
  return {
    ...{ device, shield, records },
    async close() {
      await shield.close()
      await device.close()
    },
  }
}
