import type { ConduitPolicy, PermittedFlow } from '../conduit-policy.ts'
import { maskOf, partsOf, type RenderedRules, wildcardOf } from './enforcement.ts'
import { text } from './iptables.ts'

type Place = (network: string) => string

const ofAsa: Place = (network) => {
  const { address, bits } = partsOf(network)
  return bits === 32 ? `host ${address}` : `${address} ${maskOf(bits)}`
}

const ofIos: Place = (network) => {
  const { address, bits } = partsOf(network)
  return bits === 32 ? `host ${address}` : `${address} ${wildcardOf(bits)}`
}

function permit({ from, to, protocol, port }: PermittedFlow, place: Place): string {
  return `permit ${protocol} ${place(from)} ${place(to)} eq ${port}`
}

/** Entries before all others of a list of the ASA. */
export function asaRules(policy: ConduitPolicy, list: string): RenderedRules {
  const entries = [
    ...policy.permitted.map((flow) => permit(flow, ofAsa)),
    `deny ip any ${ofAsa(policy.protects.address)}`,
  ]
  const { address, bits } = partsOf(policy.protects.address)
  return {
    rules: text(entries.map((entry, at) => `access-list ${list} line ${at + 1} extended ${entry}`)),
    rollback: text(entries.map((entry) => `no access-list ${list} extended ${entry}`)),
    endSessions: text([`clear conn address ${address} netmask ${maskOf(bits)}`]),
  }
}

/** Where the entries that were there begin once the list was numbered anew. */
const OTHERS_FROM = 10_000

/** Entries before all others of a named list of IOS, which are numbered anew to make room. */
export function iosRules(policy: ConduitPolicy, list: string): RenderedRules {
  const entries = [
    ...policy.permitted.map((flow) => permit(flow, ofIos)),
    `deny ip any ${ofIos(policy.protects.address)}`,
  ]
  return {
    rules: text([
      `ip access-list resequence ${list} ${OTHERS_FROM} 10`,
      `ip access-list extended ${list}`,
      ...entries.map((entry, at) => ` ${at + 1} ${entry}`),
    ]),
    rollback: text([
      `ip access-list extended ${list}`,
      ...entries.map((_entry, at) => ` no ${at + 1}`),
    ]),
    // A list without memory is asked for every packet.
    endSessions: null,
  }
}
