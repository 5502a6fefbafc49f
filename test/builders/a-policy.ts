import type { ConduitPolicy } from '@holdpoint/core'

/** The station may poll the controller over Modbus; nothing else may reach it. */
export function aPolicy(fields: Partial<ConduitPolicy> = {}): ConduitPolicy {
  return {
    conduit: 'Supervision to control',
    protects: { assetTag: 'PLC-101', address: '10.10.1.11' },
    permitted: [
      {
        from: '10.10.2.21',
        to: '10.10.1.11',
        protocol: 'tcp',
        port: 502,
        why: 'The station polls the controller',
      },
    ],
    ...fields,
  }
}
