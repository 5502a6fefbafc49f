import type { ConduitPolicy } from '../conduit-policy.ts'
import {
  type EnforcementPoint,
  maskOf,
  namedFlows,
  partsOf,
  type RenderedRules,
  slug,
} from './enforcement.ts'
import { text } from './iptables.ts'

type FortigatePoint = Extract<EnforcementPoint, { dialect: 'fortigate' }>

/** Policies for a FortiGate, moved before the one that is named. */
export function fortigateRules(policy: ConduitPolicy, point: FortigatePoint): RenderedRules {
  const { address } = policy.protects
  const target = slug(`hp ${policy.conduit} ${address}`, '-', 60)
  const flows = namedFlows(policy, '-')
  const addresses = new Map([[target, address]])
  for (const { flow, name } of flows) {
    addresses.set(`${name}-from`, flow.from)
    addresses.set(`${name}-to`, flow.to)
  }
  const services = new Map(
    flows.map(({ flow }) => [
      `hp-${flow.protocol}-${flow.port}`,
      `set ${flow.protocol}-portrange ${flow.port}`,
    ]),
  )
  const permits = flows.map(({ flow, name }, at) =>
    policyOf(point, {
      ...{ id: point.firstId + at, name: `${name}`.slice(0, 35), action: 'accept' },
      ...{ from: `${name}-from`, to: `${name}-to`, service: `hp-${flow.protocol}-${flow.port}` },
      comment: flow.why,
    }),
  )
  const last = point.firstId + flows.length
  const deny = policyOf(point, {
    ...{ id: last, name: `${slug(target, '-', 30)}-deny`, action: 'deny' },
    ...{
      from: 'all',
      to: target,
      service: 'ALL',
      comment: `everything else to ${policy.protects.assetTag}`,
    },
  })
  const ids = Array.from({ length: flows.length + 1 }, (_, at) => point.firstId + at)
  return {
    rules: text([
      'config firewall address',
      ...[...addresses].flatMap(([name, network]) => {
        const parts = partsOf(network)
        return [`edit "${name}"`, `set subnet ${parts.address} ${maskOf(parts.bits)}`, 'next']
      }),
      ...['end', 'config firewall service custom'],
      ...[...services].flatMap(([name, ports]) => [`edit "${name}"`, ports, 'next']),
      ...['end', 'config firewall policy'],
      ...[...permits, deny].flat(),
      ...ids.map((id) => `move ${id} before ${point.before}`),
      'end',
    ]),
    rollback: text([
      ...['config firewall policy', ...ids.map((id) => `delete ${id}`), 'end'],
      ...[
        'config firewall address',
        ...[...addresses.keys()].map((name) => `delete "${name}"`),
        'end',
      ],
      ...[
        'config firewall service custom',
        ...[...services.keys()].map((name) => `delete "${name}"`),
        'end',
      ],
    ]),
    endSessions: text([
      `diagnose sys session filter dst ${partsOf(address).address}`,
      'diagnose sys session clear',
    ]),
  }
}

function policyOf(
  point: FortigatePoint,
  one: {
    readonly id: number
    readonly name: string
    readonly action: 'accept' | 'deny'
    readonly from: string
    readonly to: string
    readonly service: string
    readonly comment: string
  },
): readonly string[] {
  return [
    ...[`edit ${one.id}`, `set name "${one.name}"`],
    ...[`set srcintf "${point.from}"`, `set dstintf "${point.to}"`],
    ...[`set srcaddr "${one.from}"`, `set dstaddr "${one.to}"`],
    ...[`set action ${one.action}`, 'set schedule "always"', `set service "${one.service}"`],
    // A denial that does not say so lets virtual addresses pass by.
    ...(one.action === 'deny' ? ['set match-vip enable'] : []),
    ...[`set comments "${one.comment}"`, 'next'],
  ]
}
