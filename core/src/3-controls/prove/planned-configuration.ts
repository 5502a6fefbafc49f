import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import type { FirewallConfiguration } from '../../plant/firewall-configuration.ts'
import type { ConduitPolicy } from '../conduit-policy.ts'
import type { EnforcementPoint } from '../render/enforcement.ts'
import { nftablesObjects } from '../render/nftables-json.ts'

export type PlannedRefusal = { readonly what: string; readonly clearedBy: string }

/**
 * The configuration as it would be with the rules loaded. Commands are read after the ones that
 * are there; tables of iptables and nftables are put together as the programs that load them do.
 */
export function plannedConfiguration(
  now: FirewallConfiguration,
  ask: {
    readonly policy: ConduitPolicy
    readonly point: EnforcementPoint
    readonly rules: string
  },
): Result<FirewallConfiguration, PlannedRefusal> {
  const { point, rules, policy } = ask
  if (point.dialect !== now.dialect) {
    const what = `The rules are of ${point.dialect}, and ${now.firewall} is read as ${now.dialect}`
    return refuse({ what, clearedBy: 'Write the rules for the firewall that is there' })
  }
  const [first, ...others] = now.configurations
  if (first === undefined) {
    return refuse({ what: `${now.firewall} has no configuration`, clearedBy: 'Import one' })
  }
  const text = merged(first.text, { dialect: now.dialect, rules, policy })
  if (text === null) {
    const what = `The rules do not fit into ${first.file}`
    return refuse({ what, clearedBy: 'Import the configuration as the firewall exports it' })
  }
  const planned = { file: `${first.file} with the rules`, text }
  return accept({ ...now, configurations: [planned, ...others] })
}

function merged(
  text: string,
  ask: { readonly dialect: string; readonly rules: string; readonly policy: ConduitPolicy },
): string | null {
  switch (ask.dialect) {
    case 'nftables':
      return withObjects(text, nftablesObjects(ask.policy))
    case 'iptables':
      return withFilterLines(text, ask.rules)
    default:
      return `${text.replace(/\n*$/, '\n')}${ask.rules}`
  }
}

function withObjects(text: string, objects: readonly JsonValue[]): string | null {
  try {
    const read = JSON.parse(text) as { readonly nftables?: unknown }
    if (!Array.isArray(read.nftables)) return null
    return JSON.stringify({ nftables: [...read.nftables, ...objects] }, null, 1)
  } catch {
    return null
  }
}

/** Before the end of the table `filter`: what is inserted goes to the head of its chain there. */
function withFilterLines(text: string, rules: string): string | null {
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.trim() === '*filter')
  const end = lines.findIndex((line, at) => at > start && line.trim() === 'COMMIT')
  if (start < 0 || end < 0) return null
  const added = rules.split('\n').filter((line) => /^(?::|-)/.test(line))
  return [...lines.slice(0, end), ...added, ...lines.slice(end)].join('\n')
}
