import type {
  DeviceIdentity,
  IdentityProbe,
  ProbeRefusal,
  ProbeSecret,
  ProbeTarget,
} from '@holdpoint/core'
import { accept, type Result } from '@holdpoint/std'
import { plannedRequests } from './allowed-requests.ts'
import { identifyByBacnet } from './bacnet.ts'
import { catalogueNumber } from './catalogue-number.ts'
import { identifyByCip } from './cip.ts'
import { withDatagrams } from './datagram-exchange.ts'
import { type Exchange, malformed, withExchange } from './exchange.ts'
import { modbusSession, readIdentification } from './modbus.ts'
import { identifyByOpcUa } from './opcua.ts'
import { type Pace, type ProbeOptions, paced } from './pace.ts'
import { identifyByS7 } from './s7.ts'
import { identifyBySnmp } from './snmp.ts'
import { identifyBySnmp3 } from './snmp3.ts'
import { identifyBySsh } from './ssh-banner.ts'

/** Asks a device who it is, in its own protocol. */
export function createIdentityProbe(
  options: ProbeOptions = {},
  pace: Pace = paced(options),
): IdentityProbe {
  return {
    identify: (target, secret = null) =>
      pace.inTurn(target, () =>
        overOf(target)(target, pace.times, (exchange) => identifyOver(target, secret, exchange)),
      ),
    planned: plannedRequests,
  }
}

function overOf({ protocol }: ProbeTarget): typeof withExchange {
  return protocol === 'snmp' || protocol === 'bacnet' ? withDatagrams : withExchange
}

function identifyOver(
  target: ProbeTarget,
  secret: ProbeSecret | null,
  exchange: Exchange,
): Promise<Result<DeviceIdentity, ProbeRefusal>> {
  switch (target.protocol) {
    case 'modbus-tcp':
      return identifyByModbus(target, exchange)
    case 'ethernet-ip':
      return identifyByCip(target, exchange)
    case 's7comm':
      return identifyByS7(target, exchange)
    case 'snmp':
      return target.snmpUser === undefined
        ? identifyBySnmp(target, exchange)
        : identifyBySnmp3(target, target.snmpUser, secret, exchange)
    case 'bacnet':
      return identifyByBacnet(target, exchange)
    case 'opc-ua':
      return identifyByOpcUa(target, exchange)
    case 'ssh':
      return identifyBySsh(target, exchange)
  }
}

/** Objects 0 vendor, 1 product code, 2 revision, 4 product name, 5 model name. */
async function identifyByModbus(
  target: ProbeTarget,
  exchange: Exchange,
): Promise<Result<DeviceIdentity, ProbeRefusal>> {
  const read = await readIdentification(target, modbusSession(target, exchange))
  if (!read.ok) return read
  const text = (id: number) => read.value.get(id) || null
  const [vendor, code] = [text(0), text(1)]
  if (vendor === null || code === null) return malformed(target, 'vendor and product are missing')
  return accept({
    protocol: 'modbus-tcp',
    vendor,
    product: text(4) ?? code,
    orderNumber: code,
    series: catalogueNumber(text(5) ?? code).series,
    serial: null,
    firmware: text(2),
  })
}
