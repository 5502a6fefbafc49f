import type { Interval } from './interval.ts'
import type { Box } from './packet.ts'
import { addressCuts, type Bound, compile, meets, type Program } from './program.ts'
import type {
  Assumption,
  Chain,
  Firewall,
  InterfaceMatch,
  Rule,
  Stage,
  Translation,
} from './rule.ts'
import { walk } from './walk.ts'

/** One rule (or the end of a list) that let packets pass a firewall. */
export type Passed = {
  readonly firewall: string
  readonly chain: string
  /** null: no rule matched, and the list permits what none of its rules matches. */
  readonly rule: Rule | null
}

/** An end that is no longer what the sender wrote: moved by a known step, or chosen on the way. */
type Tie<T> = { readonly kind: 'moved'; readonly by: T } | { readonly kind: 'chosen' }

/** A set of packets under way: as the sender wrote them, as they are now, and what let them pass. */
export type Flow = {
  readonly sent: Box
  readonly now: Box
  readonly ties: {
    readonly source: Tie<bigint>
    readonly destination: Tie<bigint>
    readonly sourcePort: Tie<number>
    readonly destinationPort: Tie<number>
  }
  readonly passed: readonly Passed[]
}

export function flowOf(box: Box): Flow {
  const still = { kind: 'moved', by: 0n } as const
  const port = { kind: 'moved', by: 0 } as const
  const ties = { source: still, destination: still, sourcePort: port, destinationPort: port }
  return { sent: box, now: box, ties, passed: [] }
}

/** A firewall ready to be crossed; programs are made when a pair of interfaces is first asked. */
export type Crossing = {
  readonly firewall: Firewall
  /** The interfaces that lead to zones of the network. */
  readonly legs: readonly string[]
  readonly cuts: readonly bigint[]
  readonly programs: Map<string, Program>
  /** Every rule was understood: what may pass is what passes. */
  readonly isSure: boolean
  /** The different conditions on interfaces: pairs that meet the same ones share a program. */
  readonly faces: readonly { readonly side: 'inside' | 'outside'; readonly match: InterfaceMatch }[]
  readonly keys: Map<string, string>
}

export function crossingOf(firewall: Firewall, legs: readonly string[]): Crossing {
  const chains = [...firewall.chains.values()]
  const isSure = chains.every(({ rules }) => rules.every(({ unsure }) => unsure.length === 0))
  const faces = facesOf(chains)
  return {
    firewall,
    legs,
    cuts: addressCuts(chains),
    programs: new Map(),
    isSure,
    faces,
    keys: new Map(),
  }
}

function facesOf(chains: readonly Chain[]): Crossing['faces'] {
  const found = new Map<string, Crossing['faces'][number]>()
  for (const { rules } of chains) {
    for (const { match } of rules) {
      for (const [side, one] of [
        ['inside', match.inInterface],
        ['outside', match.outInterface],
      ] as const) {
        if (one !== undefined) found.set(JSON.stringify([side, one]), { side, match: one })
      }
    }
  }
  return [...found.values()]
}

export type Way = { readonly inside: string; readonly outside: string; readonly bound: Bound }

/** The program of one pair of interfaces. */
export function programFor(crossing: Crossing, { inside, outside, bound }: Way): Program {
  const pair = `${inside}\0${outside}\0${crossing.isSure ? '' : bound}`
  const key = crossing.keys.get(pair) ?? keyOf(crossing, { inside, outside, bound }, pair)
  const known = crossing.programs.get(key)
  if (known !== undefined) return known
  const made = compile(crossing.firewall, crossing.cuts, {
    ...{ bound, inside: namesOf(crossing, inside), outside: namesOf(crossing, outside) },
  })
  crossing.programs.set(key, made)
  return made
}

function keyOf(crossing: Crossing, { inside, outside, bound }: Way, pair: string): string {
  const names = { inside: namesOf(crossing, inside), outside: namesOf(crossing, outside) }
  const met = crossing.faces.map(({ side, match }) => (meets(match, names[side]) ? '1' : '0'))
  const key = `${crossing.isSure ? 'both' : bound} ${met.join('')}`
  crossing.keys.set(pair, key)
  return key
}

function namesOf({ firewall }: Crossing, name: string): readonly string[] {
  const found = firewall.interfaces.find((one) => one.name === name || one.alias.includes(name))
  return [name, ...(found === undefined ? [] : [found.name, ...found.alias])]
}

export type Crossed = {
  readonly flows: readonly Flow[]
  /** Some of what came did not certainly pass. */
  readonly lost: boolean
  readonly assumptions: readonly Assumption[]
}

/**
 * What of a flow gets from one interface of a firewall to another. With `most` nothing that may
 * pass is left out; with `least` nothing is in it that may not.
 */
export function cross(crossing: Crossing, way: Way, flows: readonly Flow[]): Crossed {
  const { firewall } = crossing
  if (way.bound === 'least' && firewall.mayDenyMore) {
    return { flows: [], lost: flows.length > 0, assumptions: [] }
  }
  const program = programFor(crossing, way)
  const assumptions: Assumption[] = []
  let lost = false
  let now = flows
  for (const stage of firewall.stagesBetween(way.inside, way.outside)) {
    const out: Flow[] = []
    for (const flow of now) {
      const end = walk(program, stage.chain, flow.now, (part, outcome, rule) => {
        if (outcome === 'deny') {
          lost = true
          return false
        }
        const kept = narrowed(flow, part, way.bound)
        if (kept === null) {
          lost = true
          return false
        }
        if (rule !== null && rule.unsure.length > 0) assumptions.push(...unsureOf(rule, firewall))
        const changed = translated(kept, rule)
        out.push(withPassed(changed, stage, { firewall: firewall.id, chain: stage.chain, rule }))
        return false
      })
      if (end === 'too-much') {
        lost = true
        assumptions.push(tooMuch(firewall, stage))
        if (way.bound === 'most') out.push(flow)
      }
    }
    now = out
  }
  return { flows: now, lost, assumptions }
}

function unsureOf(rule: Rule, firewall: Firewall): readonly Assumption[] {
  return rule.unsure.map((what) => ({
    ...{ firewall: firewall.id, file: rule.file, line: rule.line },
    what: `${rule.name}: ${what}; it counts as may permit`,
  }))
}

function tooMuch(firewall: Firewall, stage: Stage): Assumption {
  const what = `the question falls into too many pieces in ${stage.chain}; all of it counts as may permit`
  return { firewall: firewall.id, file: '', line: 0, what }
}

function withPassed(flow: Flow, stage: Stage, passed: Passed): Flow {
  const says = stage.kind === 'filter' || passed.rule !== null
  return says ? { ...flow, passed: [...flow.passed, passed] } : flow
}

/** The flow cut down to a part of what it is now; null where `least` cannot say which packets these are. */
export function narrowed(flow: Flow, part: Box, bound: Bound): Flow | null {
  const { now, ties } = flow
  if (bound === 'least') {
    for (const end of ['source', 'destination', 'sourcePort', 'destinationPort'] as const) {
      const whole = now[end][0] === part[end][0] && now[end][1] === part[end][1]
      if (ties[end].kind === 'chosen' && !whole) return null
    }
  }
  const sent: Box = {
    source: back(part.source, ties.source, flow.sent.source),
    destination: back(part.destination, ties.destination, flow.sent.destination),
    protocol: part.protocol,
    sourcePort: back(part.sourcePort, ties.sourcePort, flow.sent.sourcePort),
    destinationPort: back(part.destinationPort, ties.destinationPort, flow.sent.destinationPort),
    state: part.state,
  }
  return { ...flow, sent, now: part }
}

function back<T extends bigint | number>(
  part: Interval<T>,
  tie: Tie<T>,
  sent: Interval<T>,
): Interval<T> {
  if (tie.kind === 'chosen') return sent
  return [(part[0] - tie.by) as T, (part[1] - tie.by) as T]
}

function translated(flow: Flow, rule: Rule | null): Flow {
  if (rule === null || rule.action.kind !== 'translate') return flow
  const { translation } = rule.action
  const isSource = translation.end === 'source'
  const end = isSource ? 'source' : 'destination'
  const port = isSource ? 'sourcePort' : 'destinationPort'
  let { now } = flow
  let ties = flow.ties
  if (translation.addresses !== null) {
    const moved = movedAddress(flow.now[end], ties[end], translation, rule)
    now = { ...now, [end]: moved.to }
    ties = { ...ties, [end]: moved.tie }
  }
  if (translation.ports !== null) {
    const [from, to] = now[port]
    const single = from === to && translation.ports[0] === translation.ports[1]
    const tie: Tie<number> =
      single && ties[port].kind === 'moved'
        ? { kind: 'moved', by: ties[port].by + translation.ports[0] - from }
        : { kind: 'chosen' }
    now = { ...now, [port]: translation.ports }
    ties = { ...ties, [port]: tie }
  }
  return { ...flow, now, ties }
}

function movedAddress(
  before: Interval<bigint>,
  tie: Tie<bigint>,
  { addresses, pairwise }: Translation,
  rule: Rule,
): { readonly to: Interval<bigint>; readonly tie: Tie<bigint> } {
  const to = addresses as Interval<bigint>
  const end = rule.action.kind === 'translate' ? rule.action.translation.end : 'source'
  const matched = end === 'source' ? rule.match.sources : rule.match.destinations
  const from = matched.find(([low, high]) => low <= before[0] && before[1] <= high)
  if (pairwise && from !== undefined && matched.length === 1) {
    const by = to[0] - from[0]
    const sum: Tie<bigint> = tie.kind === 'moved' ? { kind: 'moved', by: tie.by + by } : tie
    return { to: [before[0] + by, before[1] + by], tie: sum }
  }
  const single = before[0] === before[1] && to[0] === to[1]
  if (single && tie.kind === 'moved') {
    return { to, tie: { kind: 'moved', by: tie.by + to[0] - before[0] } }
  }
  return { to, tie: { kind: 'chosen' } }
}
