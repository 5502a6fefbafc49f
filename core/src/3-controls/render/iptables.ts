import type { ConduitPolicy } from '../conduit-policy.ts'
import { type RenderedRules, slug } from './enforcement.ts'

/** For `iptables-restore --noflush`: what stands in the other chains stays. */
export function iptablesRules(policy: ConduitPolicy): RenderedRules {
  const { address } = policy.protects
  // Names of chains have at most 28 letters; the address tells neighbours apart.
  const chain = `HP_${slug(address, '_')}`
  const replies = `FORWARD -s ${address} -m conntrack --ctstate ESTABLISHED --ctdir REPLY -j ACCEPT`
  const jump = `FORWARD -d ${address} -j ${chain}`
  const permits = policy.permitted.map(
    ({ from, to, protocol, port, why }) =>
      `-A ${chain} -s ${from} -d ${to} -p ${protocol} -m ${protocol} --dport ${port} ` +
      `-m conntrack --ctstate NEW,ESTABLISHED -m comment --comment "${why}" -j ACCEPT`,
  )
  const insert = (rule: string, at: number) => `-I ${rule.replace('FORWARD', `FORWARD ${at}`)}`
  return {
    rules: text([
      `# Conduit: ${policy.conduit}`,
      ...['*filter', `:${chain} - [0:0]`, insert(replies, 1), insert(jump, 2)],
      ...[...permits, `-A ${chain} -j DROP`, 'COMMIT'],
    ]),
    rollback: text([
      ...['*filter', `-D ${replies}`, `-D ${jump}`, `-F ${chain}`, `-X ${chain}`, 'COMMIT'],
    ]),
    endSessions: null,
  }
}

export function text(lines: readonly string[]): string {
  return [...lines, ''].join('\n')
}
