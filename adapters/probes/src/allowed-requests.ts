import type { PlannedRequest, ProbeTarget, SnmpUser } from '@holdpoint/core'
import { bacnetProperties, bacnetRequest } from './bacnet.ts'
import { opcUaRequests } from './opcua-requests.ts'
import { matchesPattern } from './request-pattern.ts'
import { snmpRequest } from './snmp-request.ts'
import {
  maySnmp3BeSent,
  snmp3Discovery,
  snmp3Get,
  snmp3Holes,
  snmp3Scoped,
} from './snmp3-message.ts'

type Protocol = ProbeTarget['protocol']
/** Whose requests depend on whom they are sent to. */
type OfTarget = 'snmp' | 'opc-ua'

/**
 * What asking a device for its identity puts on the wire, in order, byte by byte; `??` is a byte
 * that varies, `{name}` what an earlier answer gave. None of these changes anything in a device.
 */
const identityRequests = {
  'modbus-tcp': [
    { bytes: '???? 0000 0005 ?? 2b 0e ?? ??', words: 'Read device identification, function 43/14' },
  ],
  'ethernet-ip': [
    { bytes: `6500 0400 ${'??'.repeat(20)} 0100 0000`, words: 'Register a session' },
    {
      bytes: `6f00 1600 ${'??'.repeat(20)} 00000000 ??00 0200 0000 0000 b200 0600 01 02 2001 2401`,
      words: 'All attributes of the identity object, as an unconnected message',
    },
  ],
  s7comm: [
    { bytes: '03000016 11 e0 0000 ???? 00 c0010a c1020100 c202????', words: 'Connection request' },
    {
      bytes: '03000019 02f080 32 01 0000 ???? 0008 0000 f000 0001 0001 ????',
      words: 'Set-up of communication',
    },
    {
      bytes: '03000021 02f080 32 07 0000 ???? 0008 0008 000112 04 11 44 01 00 ff 09 0004 00?? 0000',
      words: 'Read of a system status list',
    },
    {
      bytes: '03000021 02f080 32 07 0000 ???? 000c 0004 000112 08 12 44 01 ?? 0000 0000 0a 00 0000',
      words: 'Read of its next fragment, where there is one',
    },
  ],
  bacnet: bacnetProperties.map((property) => ({
    bytes: bacnetRequest(property, '??'),
    words: `ReadProperty of the device object: ${property}`,
  })),
  // The server speaks first; nothing is sent.
  ssh: [],
} satisfies { readonly [protocol in Exclude<Protocol, OfTarget>]: readonly PlannedRequest[] }

/** Read coils, discrete inputs, holding and input registers. */
const signalRequests = [
  '???? 0000 0006 ?? 01 ???? ????',
  '???? 0000 0006 ?? 02 ???? ????',
  '???? 0000 0006 ?? 03 ???? ????',
  '???? 0000 0006 ?? 04 ???? ????',
]

/** The dry run: what asking this device for its identity would send. Sends nothing. */
export function plannedRequests(target: ProbeTarget): readonly PlannedRequest[] {
  if (target.protocol === 'opc-ua') return Object.values(opcUaRequests(target))
  if (target.protocol !== 'snmp') return identityRequests[target.protocol]
  if (target.snmpUser !== undefined) return snmp3Requests(target.snmpUser)
  const words = 'Version 2c, one GetRequest: system group and chassis'
  return [{ bytes: snmpRequest(target), words }]
}

function snmp3Requests(user: SnmpUser): readonly PlannedRequest[] {
  const asks = 'one GetRequest: system group and chassis'
  const discovery = { bytes: snmp3Discovery(), words: 'Version 3, discovery of the engine' }
  const get = { bytes: snmp3Get(user, snmp3Holes), words: `Version 3, authenticated, ${asks}` }
  if (user.privacy === 'none') return [discovery, get]
  const scoped = { bytes: snmp3Scoped(snmp3Holes.engine), words: `What {sealed} holds: ${asks}` }
  return [discovery, { ...get, words: 'Version 3, authenticated and sealed' }, scoped]
}

/** The whole list of what a probe may put on the wire. */
function allowed(target: ProbeTarget): readonly string[] {
  const identity = plannedRequests(target).map((request) => request.bytes)
  return target.protocol === 'modbus-tcp' ? [...identity, ...signalRequests] : identity
}

export function mayBeSent(target: ProbeTarget, request: Uint8Array): boolean {
  if (target.protocol === 'snmp' && target.snmpUser !== undefined) {
    return maySnmp3BeSent(target.snmpUser, request)
  }
  return allowed(target).some((pattern) => matchesPattern(pattern, request))
}
