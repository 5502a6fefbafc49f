import { accept, type Result } from '@holdpoint/std'
import { ANY_ADDRESS, ANY_IPV4, ANY_IPV6, formatNetwork, isIpv4 } from './address.ts'
import { flowOf, type Passed } from './crossing.ts'
import { common, complement, type Intervals, normal } from './interval.ts'
import { LastHops } from './last-hop.ts'
import { type Network, splitFamilies } from './network.ts'
import { ANY_PORT, type Box, OPENING, SESSION, witnessOf } from './packet.ts'
import {
  type End,
  type Question,
  type QuestionRefusal,
  readEnd,
  readService,
  type ServiceBox,
} from './question.ts'
import { repliesPass } from './replies.ts'
import type { Assumption } from './rule.ts'
import { type Travelled, travel } from './travel.ts'
import { waysBetween } from './ways.ts'

export type Verdict = 'none' | 'some' | 'all'

export type PathStep = {
  readonly firewall: string
  /** The rule by name; null where the end of a list let it pass. */
  readonly rule: string | null
  readonly chain: string
  readonly file: string
  readonly line: number
}

export type Passes = {
  /** Of the packets that open a connection (or the first datagram). */
  readonly verdict: Verdict
  readonly packets: readonly Box[]
  /** Sets of packets beyond those listed. */
  readonly packetsLeftOut: number
  readonly witness: Box | null
  /** The rules that let the witness pass, in order. */
  readonly path: readonly PathStep[]
  readonly assumptions: readonly Assumption[]
}

export type Answer = Passes & {
  /** Whether what answers what passes comes back; null where nothing passes. */
  readonly replies: Verdict | null
  /** Whether a session that is open already goes on. */
  readonly openSessions: Verdict
}

const PACKETS_MAX = 200

/** What passes of the packets that open a connection, and by which rules. */
export function passes(network: Network, question: Question): Result<Passes, QuestionRefusal> {
  const ends = readEnds(network, question)
  return ends.ok ? accept(passing(asked(network, ends.value, OPENING))) : ends
}

/** Exactly which packets get from one end to the other, with a witness and the rules it met. */
export function reach(network: Network, question: Question): Result<Answer, QuestionRefusal> {
  const ends = readEnds(network, question)
  if (!ends.ok) return ends
  const opening = asked(network, ends.value, OPENING)
  const session = asked(network, ends.value, SESSION)
  return accept({
    ...passing(opening),
    replies: repliesPass(opening.arrived),
    openSessions: session.verdict,
  })
}

export function readEnds(network: Network, question: Question): Result<Ends, QuestionRefusal> {
  const from = readEnd(network, question.from, 'from')
  if (!from.ok) return from
  const to = readEnd(network, question.to, 'to')
  if (!to.ok) return to
  const services = readService(question.service)
  if (!services.ok) return services
  return accept({ from: from.value, to: to.value, services: services.value })
}

function passing({ verdict, arrived, assumptions }: Asked): Passes {
  const first = arrived[0]
  return {
    verdict,
    packets: arrived.slice(0, PACKETS_MAX).map(({ flow }) => flow.sent),
    packetsLeftOut: Math.max(0, arrived.length - PACKETS_MAX),
    witness: first === undefined ? null : witnessOf(first.flow.sent),
    path: (first?.flow.passed ?? []).map(stepOf),
    assumptions: distinct(assumptions),
  }
}

export type Ends = {
  readonly from: readonly End[]
  readonly to: readonly End[]
  readonly services: readonly ServiceBox[]
}

export type Asked = {
  readonly verdict: Verdict
  readonly arrived: readonly Travelled['arrived'][number][]
  readonly assumptions: readonly Assumption[]
}

/** The same question for one state of the connection. */
export function asked(network: Network, ends: Ends, state: Box['state']): Asked {
  const arrived: Travelled['arrived'][number][] = []
  const assumptions: Assumption[] = []
  let asksSomething = false
  let isAll = true
  for (const to of ends.to) {
    const last = ends.from.length > 1 ? lastHops(network, to, ends.services, state) : null
    for (const from of ends.from) {
      // "any" means from elsewhere: inside one zone nothing stands between two hosts.
      if (ends.from.length > 1 && from.zone !== null && from.zone === to.zone) continue
      const boxes = boxesOf(from.space, to.space, ends.services, state)
      if (boxes.length === 0) continue
      asksSomething = true
      const one = between(network, { from, to, boxes, last })
      arrived.push(...one.arrived)
      assumptions.push(...one.assumptions)
      if (one.lost) isAll = false
    }
  }
  const verdict = arrived.length === 0 ? 'none' : isAll ? 'all' : 'some'
  return { verdict: asksSomething ? verdict : 'none', arrived, assumptions }
}

function lastHops(
  network: Network,
  to: End,
  services: readonly ServiceBox[],
  state: Box['state'],
): LastHops {
  return new LastHops(network, boxesOf([ANY_IPV6, ANY_IPV4], to.space, services, state))
}

type Between = {
  readonly from: End
  readonly to: End
  readonly boxes: readonly Box[]
  readonly last: LastHops | null
}

function between(network: Network, { from, to, boxes, last }: Between): Travelled {
  const flows = boxes.map(flowOf)
  const open = (what: string): Travelled => ({
    arrived: flows.map((flow) => ({ flow, way: null })),
    lost: true,
    assumptions: [{ firewall: '', file: '', line: 0, what }],
  })
  const lies = (end: End) => formatNetwork(end.space[0] ?? [0n, 0n])
  if (from.zone === null) return open(`no zone holds ${lies(from)}; it counts as may permit`)
  if (isOwn(network, to.space)) {
    return open(`${lies(to)} is a firewall's own address; what it lets in itself is not read`)
  }
  if (to.zone === null && common(to.space, network.translated).length === 0) {
    return open(`no zone holds ${lies(to)}; it counts as may permit`)
  }
  if (from.zone === to.zone) {
    const what = 'both ends lie in one zone: no firewall stands between them'
    return {
      arrived: flows.map((flow) => ({ flow, way: null })),
      lost: false,
      assumptions: [{ firewall: '', file: '', line: 0, what }],
    }
  }
  const targets = to.zone === null ? network.zones.map(({ id }) => id) : [to.zone]
  const arrived: Travelled['arrived'][number][] = []
  const assumptions: Assumption[] = []
  let everyoneLost = true
  let ways = 0
  for (const target of targets) {
    if (target === from.zone) continue
    let lost = false
    const found = waysBetween(network, from.zone, target)
    if (found.tooMany) {
      return open(`there are too many ways from ${from.zone} to ${target}; all count as may permit`)
    }
    for (const way of found.ways) {
      ways += 1
      if (last !== null && !last.mayPass(way, from.space)) {
        lost = true
        continue
      }
      const space = to.zone === null ? null : to.space
      const one = travel(network, way, { flows, to: { zone: target, space }, services: null })
      arrived.push(...one.arrived)
      assumptions.push(...one.assumptions)
      lost ||= one.lost
      if (space === null || network.translated.length === 0) continue
      // Whoever writes a translated address may arrive here too.
      const detour = detourOf(network, { from, to, boxes, last })
      const beside = travel(network, way, {
        ...{ flows: detour, to: { zone: target, space } },
        services: boxes.map(({ destinationPort }) => destinationPort),
      })
      arrived.push(...beside.arrived)
      assumptions.push(...beside.assumptions)
    }
    // Whoever answers a translated address stands in one of the zones.
    everyoneLost &&= lost || found.ways.length === 0
  }
  if (ways === 0 && !network.complete) {
    return open(
      `no way is listed from ${from.zone} to ${to.zone ?? 'there'}, and the network does not say ` +
        'that it lists them all ("complete": true)',
    )
  }
  return { arrived, lost: everyoneLost, assumptions }
}

function detourOf(network: Network, { from, to, boxes }: Between) {
  const elsewhere = common(network.translated, complement(normal([...to.space]), ANY_ADDRESS))
  const services = boxes.map(({ protocol }) => ({ protocol, destinationPort: ANY_PORT }))
  const state = boxes[0]?.state ?? OPENING
  return boxesOf(from.space, splitFamilies(elsewhere), services, state).map(flowOf)
}

function isOwn(network: Network, space: Intervals<bigint>): boolean {
  const single = space.every(([low, high]) => low === high)
  return single && network.firewalls.some((one) => common(one.addresses, space).length > 0)
}

/** Boxes whose ends are of one family. */
export function boxesOf(
  sources: Intervals<bigint>,
  destinations: Intervals<bigint>,
  services: readonly ServiceBox[],
  state: Box['state'],
): readonly Box[] {
  return sources.flatMap((source) =>
    destinations
      .filter(([low]) => isIpv4(low) === isIpv4(source[0]))
      .flatMap((destination) =>
        services.map((service) => ({
          source,
          destination,
          sourcePort: ANY_PORT,
          state,
          ...service,
        })),
      ),
  )
}

export function stepOf({ firewall, chain, rule }: Passed): PathStep {
  return {
    firewall,
    chain,
    rule: rule?.name ?? null,
    file: rule?.file ?? '',
    line: rule?.line ?? 0,
  }
}

function distinct(all: readonly Assumption[]): readonly Assumption[] {
  if (all.length < 2) return all
  const seen = new Map(all.map((one) => [JSON.stringify(Object.values(one)), one]))
  return [...seen.values()]
}
