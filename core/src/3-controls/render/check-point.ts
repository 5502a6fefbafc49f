import type { ConduitPolicy } from '../conduit-policy.ts'
import { namedFlows, partsOf, type RenderedRules, slug } from './enforcement.ts'
import { text } from './iptables.ts'

/** Commands of Check Point's `mgmt_cli`; published, and installed by a step of its own. */
export function checkPointRules(policy: ConduitPolicy, layer: string): RenderedRules {
  const { address, assetTag } = policy.protects
  const target = slug(`hp ${policy.conduit} ${address}`, '-', 60)
  const flows = namedFlows(policy, '-')
  const networks = new Map([[target, address]])
  for (const { flow, name } of flows) {
    networks.set(`${name}-from`, flow.from)
    networks.set(`${name}-to`, flow.to)
  }
  const services = [...new Set(flows.map(({ flow }) => `${flow.protocol} ${flow.port}`))]
  const rule = (position: number, name: string, rest: string) =>
    `mgmt_cli add access-rule layer "${layer}" position ${position} name "${name}" ${rest}`
  const names = [...flows.map(({ name }) => name), `${target}-deny`]
  return {
    rules: text([
      ...[...networks].map(([name, network]) => objectOf(name, network)),
      ...services.map((one) => {
        const [protocol, port] = one.split(' ')
        return `mgmt_cli add service-${protocol} name "hp-${protocol}-${port}" port ${port}`
      }),
      ...flows.map(({ flow, name }, at) =>
        rule(
          at + 1,
          name,
          `source "${name}-from" destination "${name}-to" ` +
            `service "hp-${flow.protocol}-${flow.port}" action Accept track Log comments "${flow.why}"`,
        ),
      ),
      rule(
        flows.length + 1,
        `${target}-deny`,
        `source Any destination "${target}" service Any action Drop track Log ` +
          `comments "everything else to ${assetTag}"`,
      ),
      'mgmt_cli publish',
    ]),
    rollback: text([
      ...names.map((name) => `mgmt_cli delete access-rule layer "${layer}" name "${name}"`),
      ...services.map((one) => {
        const [protocol, port] = one.split(' ')
        return `mgmt_cli delete service-${protocol} name "hp-${protocol}-${port}"`
      }),
      ...[...networks].map(([name, network]) => {
        const kind = partsOf(network).bits === 32 ? 'host' : 'network'
        return `mgmt_cli delete ${kind} name "${name}"`
      }),
      'mgmt_cli publish',
    ]),
    endSessions: text([`fw sam -t 1 -J dst ${partsOf(address).address}`]),
  }
}

function objectOf(name: string, network: string): string {
  const { address, bits } = partsOf(network)
  if (bits === 32) return `mgmt_cli add host name "${name}" ip-address ${address}`
  return `mgmt_cli add network name "${name}" subnet ${address} mask-length ${bits}`
}
