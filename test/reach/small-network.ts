import { type Dialect, type Network, readNetworkFile } from '@holdpoint/reach'
import { RECEIVERS, SENDERS } from './policy.ts'
import { faces } from './written.ts'

/** One firewall between the senders and the receivers of the small world. */
export function networkOf(dialect: Dialect, text: string): Network {
  const [left, right] = faces[dialect]
  const network = readNetworkFile({
    zones: [
      { id: 'left', subnets: [SENDERS] },
      { id: 'right', subnets: [RECEIVERS] },
    ],
    firewalls: [
      {
        ...{ id: 'fw', dialect, interfaces: { [left]: 'left', [right]: 'right' } },
        configurations: [{ file: `${dialect}.txt`, text }],
      },
    ],
  })
  if (!network.ok) throw new Error(JSON.stringify(network.refusal))
  return network.value
}
