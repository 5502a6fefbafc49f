import type {
  Asset,
  ControllerConnector,
  IdentityProbe,
  ProbeTarget,
  SignalProbe,
} from '@holdpoint/core'
import type { OpenConnections } from '../platform.ts'

type Counted = {
  readonly connections: OpenConnections
  readonly connector: ControllerConnector
  readonly identityProbe: IdentityProbe
  readonly signalProbe: SignalProbe
}

/** Counts, around each call, the connections that this server has open, by host and port. */
export function countConnections(
  ports: Pick<Counted, 'connector' | 'identityProbe' | 'signalProbe'>,
): Counted {
  const open = new Map<string, number>()
  const during = async <T>(at: At, act: () => Promise<T>): Promise<T> => {
    const name = nameOf(at)
    open.set(name, (open.get(name) ?? 0) + 1)
    try {
      return await act()
    } finally {
      const left = (open.get(name) ?? 1) - 1
      if (left === 0) open.delete(name)
      else open.set(name, left)
    }
  }
  const { connector, identityProbe, signalProbe } = ports
  return {
    connections: {
      heldTo: (asset) => {
        const names = new Set(channelsOf(asset).map(nameOf))
        return [...names].reduce((sum, name) => sum + (open.get(name) ?? 0), 0)
      },
    },
    connector: {
      readImage: (target) => during(target, () => connector.readImage(target)),
      readFirmwareStatus: (target) => during(target, () => connector.readFirmwareStatus(target)),
      act: (target, act, mayStillSend) =>
        during(target, () => connector.act(target, act, mayStillSend)),
      recall: (target, effectId) => during(target, () => connector.recall(target, effectId)),
    },
    identityProbe: {
      identify: (target, secret) => {
        const ask = () => identityProbe.identify(target, secret)
        return isConnected(target) ? during(target, ask) : ask()
      },
      planned: (target) => identityProbe.planned(target),
    },
    signalProbe: {
      read: (target, signals) => during(target, () => signalProbe.read(target, signals)),
    },
  }
}

type At = { readonly host: string; readonly port: number }

const nameOf = ({ host, port }: At) => `${host}:${port}`

/** A datagram takes no connection. */
const isConnected = ({ protocol }: ProbeTarget) => protocol !== 'snmp' && protocol !== 'bacnet'

function channelsOf({ identity, maintenance, signalSource }: Asset): readonly At[] {
  return [identity, maintenance, signalSource].filter((one) => one !== null)
}
