import { accept, type Result, refuse } from '@holdpoint/std'
import { type ConduitPolicy, type PolicyRefusal, policyRefusals } from '../conduit-policy.ts'
import { slug } from './enforcement.ts'

/**
 * The nftables rules of one conduit policy: what is permitted to the protected address passes in
 * state new or established, replies pass, everything else to it is counted and dropped. There is
 * no blanket "established accept": it would let a session outlive its permission.
 */
export function renderNftables(policy: ConduitPolicy): Result<string, readonly PolicyRefusal[]> {
  const faults = policyRefusals(policy)
  if (faults.length > 0) return refuse(faults)
  const { address, assetTag } = policy.protects
  const table = tableOf(policy)
  const permits = policy.permitted.map(
    (flow) =>
      `    ip saddr ${flow.from} ip daddr ${flow.to} ${flow.protocol} dport ${flow.port} ` +
      `ct state new,established counter accept comment "${flow.why}"`,
  )
  const lines = [
    `# Conduit: ${policy.conduit}`,
    `# Protects: ${assetTag} at ${address}`,
    `table inet ${table}`,
    `delete table inet ${table}`,
    `table inet ${table} {`,
    '  chain forward {',
    '    type filter hook forward priority filter; policy accept;',
    `    ip saddr ${address} ct direction reply ct state established accept`,
    ...permits,
    `    ip daddr ${address} counter drop comment "everything else to ${assetTag}"`,
    '  }',
    '}',
    '',
  ]
  return accept(lines.join('\n'))
}

/** Loading replaces this table: one per conduit and address, or it would unprotect a neighbour. */
export function tableOf({ conduit, protects }: ConduitPolicy): string {
  return `holdpoint_${slug(conduit, '_')}_${slug(protects.address, '_')}`
}
