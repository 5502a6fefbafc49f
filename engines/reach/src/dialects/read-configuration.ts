import { type Result, refuse } from '@holdpoint/std'
import type { NetworkFileFirewall } from '../network-file.ts'
import type { Firewall } from '../rule.ts'
import { readAsa } from './cisco/read-asa.ts'
import { readIos } from './cisco/read-ios.ts'
import type { ConfigurationRefusal } from './configuration.ts'
import { readFortigate } from './fortigate/read-fortigate.ts'
import { readIptables } from './iptables/read-iptables.ts'
import { readNftables } from './nftables/read-nftables.ts'
import { readPaloAlto } from './palo-alto/read-palo-alto.ts'

const readers = {
  nftables: readNftables,
  iptables: readIptables,
  'cisco-asa': readAsa,
  'cisco-ios': readIos,
  fortigate: readFortigate,
  'palo-alto': readPaloAlto,
} as const

/** A configuration in its own dialect, as rules that all dialects share. */
export function readConfiguration(
  wish: NetworkFileFirewall,
): Result<Firewall, ConfigurationRefusal> {
  if (wish.configurations.length === 0) {
    return refuse({ file: wish.id, line: null, why: 'no configuration was given' })
  }
  return readers[wish.dialect](wish)
}
