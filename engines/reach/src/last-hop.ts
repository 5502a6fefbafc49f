import { cross, flowOf } from './crossing.ts'
import { type Intervals, normal, part } from './interval.ts'
import type { Network } from './network.ts'
import type { Box } from './packet.ts'
import type { Hop } from './ways.ts'

/**
 * Who may send at all, as far as the last firewall of a way goes. Of many zones that are asked
 * about one end most are refused there, and need not be followed.
 */
export class LastHops {
  private readonly known = new Map<string, Intervals<bigint>>()
  private readonly network: Network
  private readonly boxes: readonly Box[]

  /** `boxes` from any source. */
  constructor(network: Network, boxes: readonly Box[]) {
    this.network = network
    this.boxes = boxes
  }

  /** False where certainly nothing of `space` passes the last firewall of the way. */
  mayPass(way: readonly Hop[], space: Intervals<bigint>): boolean {
    const hop = way.at(-1)
    if (hop === undefined || !this.network.keepsAddresses) return true
    const senders = this.sendersOf(hop)
    return space.some((one) => part(one, senders).length > 0)
  }

  private sendersOf({ firewall, inside, outside }: Hop): Intervals<bigint> {
    const key = `${firewall.id}\0${inside}\0${outside}`
    const before = this.known.get(key)
    if (before !== undefined) return before
    const flows = this.boxes.map(flowOf)
    const crossed = cross(firewall.crossing, { inside, outside, bound: 'most' }, flows)
    const senders = normal(crossed.flows.map(({ sent }) => sent.source))
    this.known.set(key, senders)
    return senders
  }
}
