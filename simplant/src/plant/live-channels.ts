import type { LiveChannels } from '../site/site-model.ts'
import type { RunningPlant } from './start-plant.ts'

/** What the inventory says of the running controllers: sockets and pins, never a password. */
export function liveChannels(plant: RunningPlant): ReadonlyMap<string, LiveChannels> {
  return new Map(
    plant.controllers().map((controller) => {
      const { tag, host, modbusPort, enipPort, s7Port, sftpPort, hostKeySha256 } = controller
      const identity =
        enipPort !== null
          ? ({ protocol: 'ethernet-ip', host, port: enipPort } as const)
          : s7Port !== null
            ? ({ protocol: 's7comm', host, port: s7Port } as const)
            : ({ protocol: 'modbus-tcp', host, port: modbusPort } as const)
      const credentialId = `maintenance:${tag}`
      const maintenance = {
        kind: 'sftp',
        host,
        port: sftpPort,
        hostKeySha256,
        credentialId,
      } as const
      return [tag, { identity, maintenance, modbus: { host, port: modbusPort } }]
    }),
  )
}
