import { cross, type Flow, narrowed } from './crossing.ts'
import { common, type Interval, type Intervals, normal, part } from './interval.ts'
import type { Network } from './network.ts'
import type { Bound } from './program.ts'
import type { Assumption } from './rule.ts'
import type { Hop } from './ways.ts'

export type Arrived = { readonly flow: Flow; readonly way: readonly Hop[] | null }

export type Travelled = {
  readonly arrived: readonly Arrived[]
  /** Some of what was sent certainly, or perhaps, does not arrive. */
  readonly lost: boolean
  readonly assumptions: readonly Assumption[]
}

type Journey = {
  readonly flows: readonly Flow[]
  /** `space` null: an address that is translated was asked for; whoever answers it counts. */
  readonly to: { readonly zone: string; readonly space: Intervals<bigint> | null }
  /** Ports to arrive at; null where they are those that were sent to. */
  readonly services: readonly Interval<number>[] | null
}

/** What of the flows arrives by one way; who may answer behind a translated address counts too. */
export function travel(network: Network, way: readonly Hop[], journey: Journey): Travelled {
  const most = along(network, way, journey, 'most')
  if (most.flows.length === 0) return { arrived: [], lost: true, assumptions: most.assumptions }
  const least = most.isExact ? most : along(network, way, journey, 'least')
  return {
    arrived: most.flows.map((flow) => ({ flow, way })),
    lost: least.lost,
    assumptions: most.assumptions,
  }
}

function along(network: Network, way: readonly Hop[], journey: Journey, bound: Bound) {
  let flows = journey.flows
  let lost = false
  let isExact = true
  const assumptions: Assumption[] = []
  for (const { firewall, inside, outside } of way) {
    const crossed = cross(firewall.crossing, { inside, outside, bound }, flows)
    lost ||= crossed.lost
    isExact &&= crossed.assumptions.length === 0 && !firewall.crossing.firewall.mayDenyMore
    isExact &&= firewall.crossing.isSure
    assumptions.push(...crossed.assumptions)
    if (firewall.crossing.firewall.assumptions.length > 0 && crossed.flows.length > 0) {
      assumptions.push(...firewall.crossing.firewall.assumptions)
    }
    flows = crossed.flows.flatMap((flow) => within(flow, firewall.routes.get(outside) ?? [], bound))
    if (flows.length === 0) break
  }
  const space = network.zoneOf.get(journey.to.zone)?.space ?? []
  const targets =
    journey.to.space === null ? space : journey.to.space.flatMap((one) => part(one, space))
  return {
    flows: flows
      .flatMap((flow) => within(flow, targets, bound))
      .flatMap((flow) => atPorts(flow, journey.services, bound)),
    lost,
    isExact,
    assumptions,
  }
}

/** The parts of a flow whose destination lies in the space. */
function within(flow: Flow, space: Intervals<bigint>, bound: Bound): readonly Flow[] {
  const [low, high] = flow.now.destination
  const parts = part(flow.now.destination, space)
  const [only] = parts
  if (parts.length === 1 && only?.[0] === low && only[1] === high) return [flow]
  return parts.flatMap((destination) => {
    const kept = narrowed(flow, { ...flow.now, destination }, bound)
    return kept === null ? [] : [kept]
  })
}

function atPorts(
  flow: Flow,
  ports: readonly Interval<number>[] | null,
  bound: Bound,
): readonly Flow[] {
  if (ports === null) return [flow]
  return common([flow.now.destinationPort], normal(ports)).flatMap((destinationPort) => {
    const kept = narrowed(flow, { ...flow.now, destinationPort }, bound)
    return kept === null ? [] : [kept]
  })
}
