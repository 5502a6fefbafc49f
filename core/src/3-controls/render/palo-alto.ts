import type { ConduitPolicy } from '../conduit-policy.ts'
import {
  type EnforcementPoint,
  namedFlows,
  partsOf,
  type RenderedRules,
  slug,
} from './enforcement.ts'
import { text } from './iptables.ts'

type PaloAltoPoint = Extract<EnforcementPoint, { dialect: 'palo-alto' }>

/** Security rules for PAN-OS, moved before all others. */
export function paloAltoRules(policy: ConduitPolicy, point: PaloAltoPoint): RenderedRules {
  const { address, assetTag } = policy.protects
  const flows = namedFlows(policy, '-')
  const denyName = slug(`hp deny ${policy.conduit} ${address}`, '-', 60)
  const services = [...new Set(flows.map(({ flow }) => `${flow.protocol} ${flow.port}`))]
  const at = (name: string) => `set rulebase security rules ${name}`
  const rule = (
    name: string,
    one: {
      readonly from: string
      readonly to: string
      readonly service: string
      readonly action: string
      readonly why: string
    },
  ) => [
    ...[`${at(name)} from "${point.from}"`, `${at(name)} to "${point.to}"`],
    ...[`${at(name)} source ${one.from}`, `${at(name)} destination ${one.to}`],
    ...[`${at(name)} application any`, `${at(name)} service ${one.service}`],
    ...[`${at(name)} action ${one.action}`, `${at(name)} description "${one.why}"`],
  ]
  const names = [...flows.map(({ name }) => name), denyName]
  return {
    rules: text([
      ...services.map((one) => {
        const [protocol, port] = one.split(' ')
        return `set service hp-${protocol}-${port} protocol ${protocol} port ${port}`
      }),
      ...flows.flatMap(({ flow, name }) =>
        rule(name, {
          ...{ from: flow.from, to: flow.to, action: 'allow', why: flow.why },
          service: `hp-${flow.protocol}-${flow.port}`,
        }),
      ),
      ...rule(denyName, {
        ...{ from: 'any', to: address, service: 'any', action: 'deny' },
        why: `everything else to ${assetTag}`,
      }),
      // The last one that is moved to the top stands first.
      ...names.toReversed().map((name) => `move rulebase security rules ${name} top`),
    ]),
    rollback: text([
      ...names.map((name) => `delete rulebase security rules ${name}`),
      ...services.map((one) => `delete service hp-${one.replace(' ', '-')}`),
    ]),
    endSessions: text([`clear session all filter destination ${partsOf(address).address}`]),
  }
}
