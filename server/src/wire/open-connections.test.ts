import type { Asset, ControllerTarget, ProbeTarget } from '@holdpoint/core'
import { accept } from '@holdpoint/std'
import { describe, expect, test } from 'vitest'
import { fakeIdentityProbe, fakeSignalProbe } from '../../../test/contracts/fake-probes.ts'
import { countConnections } from './open-connections.ts'

const at = (port: number, protocol: ProbeTarget['protocol'] = 'modbus-tcp'): ProbeTarget => ({
  ...{ protocol, host: '10.0.0.1', port },
})
const channel = { host: '10.0.0.1', port: 22, hostKeySha256: 'SHA256:x' }
const asset = {
  identity: at(502),
  signalSource: at(502),
  maintenance: { kind: 'sftp', credentialId: 'plc', ...channel },
} as unknown as Asset
const target: ControllerTarget = { ...channel, username: 'a', password: 'b' }

describe('connections that the server has open', () => {
  test('are counted for the asset whose channels they use, while they last', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const never = async () => {
      throw new Error('not asked for here')
    }
    const { connections, connector, identityProbe, signalProbe } = countConnections({
      connector: {
        readImage: never,
        readFirmwareStatus: never,
        act: never,
        recall: async () => {
          await held
          return accept('done')
        },
      },
      identityProbe: {
        ...fakeIdentityProbe(new Map()),
        identify: async () => {
          await held
          throw new Error('the device broke it off')
        },
      },
      signalProbe: fakeSignalProbe(new Map()),
    })
    expect(connections.heldTo(asset)).toBe(0)
    const recalled = connector.recall(target, 'effect')
    const asked = identityProbe.identify(at(502)).catch(() => 'broken off')
    // Another port, and a datagram, take none of this asset's connections.
    const elsewhere = identityProbe.identify(at(503)).catch(() => 'broken off')
    const datagram = identityProbe.identify(at(502, 'snmp')).catch(() => 'broken off')
    expect(connections.heldTo(asset)).toBe(2)
    release()
    await Promise.all([recalled, asked, elsewhere, datagram])
    await signalProbe.read(at(502), [])
    expect(connections.heldTo(asset)).toBe(0)
  })
})
