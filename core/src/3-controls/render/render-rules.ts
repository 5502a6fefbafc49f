import { accept, mapResult, type Result, refuse } from '@holdpoint/std'
import { type ConduitPolicy, type PolicyRefusal, policyRefusals } from '../conduit-policy.ts'
import { checkPointRules } from './check-point.ts'
import { asaRules, iosRules } from './cisco.ts'
import type { EnforcementPoint, RenderedRules } from './enforcement.ts'
import { fortigateRules } from './fortigate.ts'
import { iptablesRules } from './iptables.ts'
import { renderNftables, tableOf } from './nftables.ts'
import { paloAltoRules } from './palo-alto.ts'

/** Lists are named without quotes. */
const LIST = /^[A-Za-z0-9][\w-]{0,60}$/
const NAME = /^[A-Za-z0-9][\w .-]{0,60}$/

/**
 * One conduit policy in the words of the enforcement point that is there. What it permits passes,
 * everything else to the protected address is refused, and traffic to others is left as it is.
 */
export function renderRules(
  policy: ConduitPolicy,
  point: EnforcementPoint,
): Result<RenderedRules, readonly PolicyRefusal[]> {
  const faults = [...policyRefusals(policy), ...pointRefusals(point)]
  if (faults.length > 0) return refuse(faults)
  switch (point.dialect) {
    case 'nftables':
      return mapResult(renderNftables(policy), (rules) => ({
        ...{ rules, rollback: `delete table inet ${tableOf(policy)}\n`, endSessions: null },
      }))
    case 'iptables':
      return accept(iptablesRules(policy))
    case 'cisco-asa':
      return accept(asaRules(policy, point.list))
    case 'cisco-ios':
      return accept(iosRules(policy, point.list))
    case 'fortigate':
      return accept(fortigateRules(policy, point))
    case 'palo-alto':
      return accept(paloAltoRules(policy, point))
    case 'check-point':
      return accept(checkPointRules(policy, point.layer))
  }
}

/** Names become part of commands: they are checked before. */
function pointRefusals(point: EnforcementPoint): readonly PolicyRefusal[] {
  return Object.entries(point).flatMap(([key, value]): readonly PolicyRefusal[] => {
    const where = `point.${key}`
    if (typeof value === 'number') {
      const isId = Number.isInteger(value) && value > 0
      return isId
        ? []
        : [{ kind: 'policy-refused', where, why: `${value} is no number of a policy` }]
    }
    const shape = key === 'list' ? LIST : NAME
    if (key === 'dialect' || shape.test(value)) return []
    return [{ kind: 'policy-refused', where, why: `"${value}" is not a name of a firewall's part` }]
  })
}
