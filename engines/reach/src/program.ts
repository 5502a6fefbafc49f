import { ADDRESS_MAX } from './address.ts'
import type { Interval, Intervals } from './interval.ts'
import type { Action, Chain, Firewall, InterfaceMatch, Rule } from './rule.ts'

/**
 * What is asked of what was not understood. `most`: everything that may pass, so that what is not
 * in it is certainly refused. `least`: only what certainly passes.
 */
export type Bound = 'most' | 'least'

/** source, destination, protocol, sourcePort, destinationPort, state */
export const DIMENSIONS = 6
export const SOURCE = 0
export const DESTINATION = 1

export const PERMIT = 0
export const DENY = 1
export const CONTINUE = 2
export const JUMP = 3
export const GOTO = 4
export const RETURN = 5
export const TRANSLATE = 6

/** One chain as columns of numbers: a row for each rule and service, in order. */
export type ProgramChain = {
  readonly size: number
  readonly low: readonly Int32Array[]
  readonly high: readonly Int32Array[]
  /** Where a rule asks for several intervals: pairs of low and high; else null. */
  readonly lists: readonly (Int32Array | null)[][]
  readonly actions: Uint8Array
  readonly targets: Int32Array
  readonly unsure: Uint8Array
  readonly rules: readonly Rule[]
  /** PERMIT, DENY or RETURN. */
  readonly otherwise: number
  /** Rows by the cells of their source and of their destination; null in a short chain. */
  readonly index: { readonly source: CellIndex; readonly destination: CellIndex } | null
}

/** For each bucket of `width` cells the rows that touch it, in order. */
export type CellIndex = { readonly width: number; readonly rows: readonly Int32Array[] }

/** The chains of a firewall, for one pair of interfaces and one bound, ready to be walked. */
export type Program = {
  readonly bound: Bound
  /** Where the cells of addresses begin: inside one cell no rule tells addresses apart. */
  readonly cuts: readonly bigint[]
  readonly chains: readonly ProgramChain[]
  readonly indexOf: ReadonlyMap<string, number>
}

/** Cuts of all addresses that any rule names; shared by every program of a firewall. */
export function addressCuts(chains: Iterable<Chain>): readonly bigint[] {
  const cuts = new Set<bigint>([0n])
  const add = (all: Intervals<bigint>) => {
    for (const [low, high] of all) {
      cuts.add(low)
      if (high < ADDRESS_MAX) cuts.add(high + 1n)
    }
  }
  for (const { rules } of chains) {
    for (const { match } of rules) {
      add(match.sources)
      add(match.destinations)
    }
  }
  return [...cuts].sort((a, b) => (a < b ? -1 : 1))
}

/** The cell that an address lies in. */
export function cellOf(cuts: readonly bigint[], address: bigint): number {
  let low = 0
  let high = cuts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((cuts[middle] as bigint) <= address) low = middle
    else high = middle - 1
  }
  return low
}

export function compile(
  firewall: Pick<Firewall, 'chains'>,
  cuts: readonly bigint[],
  wish: { readonly bound: Bound; readonly inside: Names; readonly outside: Names },
): Program {
  const names = [...firewall.chains.keys()]
  const indexOf = new Map(names.map((name, at) => [name, at]))
  const chains = [...firewall.chains.values()].map((chain) => {
    const rules = chain.rules.filter(
      ({ match }) =>
        meets(match.inInterface, wish.inside) && meets(match.outInterface, wish.outside),
    )
    return chainOf({ ...chain, rules }, cuts, indexOf)
  })
  return { bound: wish.bound, cuts, chains, indexOf }
}

/** All names that one interface goes by. */
export type Names = readonly string[]

/** Whether an interface, by any of its names, meets a condition; without one every interface does. */
export function meets(match: InterfaceMatch | undefined, names: Names): boolean {
  if (match === undefined) return true
  const found = match.names.some((wanted) =>
    wanted.endsWith('*')
      ? names.some((name) => name.startsWith(wanted.slice(0, -1)))
      : names.includes(wanted),
  )
  return found !== match.negated
}

type Row = { readonly rule: Rule; readonly sides: readonly Intervals<number>[] }

function chainOf(
  chain: Chain,
  cuts: readonly bigint[],
  indexOf: ReadonlyMap<string, number>,
): ProgramChain {
  const rows: Row[] = chain.rules.flatMap((rule) => rowsOf(rule, cuts))
  const size = rows.length
  const low = Array.from({ length: DIMENSIONS }, () => new Int32Array(size))
  const high = Array.from({ length: DIMENSIONS }, () => new Int32Array(size))
  const lists = Array.from({ length: DIMENSIONS }, () => Array<Int32Array | null>(size).fill(null))
  const actions = new Uint8Array(size)
  const targets = new Int32Array(size)
  const unsure = new Uint8Array(size)
  rows.forEach(({ rule, sides }, row) => {
    sides.forEach((all, side) => {
      const first = all[0] as Interval<number>
      const last = all.at(-1) as Interval<number>
      ;(low[side] as Int32Array)[row] = first[0]
      ;(high[side] as Int32Array)[row] = last[1]
      if (all.length > 1) (lists[side] as (Int32Array | null)[])[row] = Int32Array.from(all.flat())
    })
    const { code, target } = codeOf(rule.action, indexOf)
    actions[row] = code
    targets[row] = target
    // A jump to a chain that is not there may do anything.
    unsure[row] = rule.unsure.length > 0 ? 1 : 0
  })
  const otherwise = { permit: PERMIT, deny: DENY, return: RETURN }[chain.otherwise]
  const rules = rows.map(({ rule }) => rule)
  const index =
    size < INDEXED_FROM
      ? null
      : {
          source: cellIndex(low[SOURCE] as Int32Array, high[SOURCE] as Int32Array, cuts.length),
          destination: cellIndex(
            low[DESTINATION] as Int32Array,
            high[DESTINATION] as Int32Array,
            cuts.length,
          ),
        }
  return { size, low, high, lists, actions, targets, unsure, rules, otherwise, index }
}

/** Below this many rows looking at each is quicker than finding those that matter. */
const INDEXED_FROM = 64
const BUCKETS = 256

function cellIndex(low: Int32Array, high: Int32Array, cells: number): CellIndex {
  const width = Math.ceil(cells / BUCKETS)
  const rows: number[][] = Array.from({ length: Math.ceil(cells / width) }, () => [])
  for (let row = 0; row < low.length; row += 1) {
    const last = Math.floor((high[row] as number) / width)
    for (let at = Math.floor((low[row] as number) / width); at <= last; at += 1) rows[at]?.push(row)
  }
  return { width, rows: rows.map((all) => Int32Array.from(all)) }
}

function rowsOf(rule: Rule, cuts: readonly bigint[]): readonly Row[] {
  const { sources, destinations, services, states } = rule.match
  const cells = (all: Intervals<bigint>): Intervals<number> =>
    all.map(([from, to]) => [cellOf(cuts, from), cellOf(cuts, to)])
  const from = cells(sources)
  const to = cells(destinations)
  return services
    .map((one) => ({
      rule,
      sides: [from, to, one.protocols, one.sourcePorts, one.destinationPorts, states],
    }))
    .filter(({ sides }) => sides.every((side) => side.length > 0))
}

function codeOf(action: Action, indexOf: ReadonlyMap<string, number>) {
  switch (action.kind) {
    case 'permit':
      return { code: PERMIT, target: -1 }
    case 'deny':
      return { code: DENY, target: -1 }
    case 'continue':
      return { code: CONTINUE, target: -1 }
    case 'return':
      return { code: RETURN, target: -1 }
    case 'translate':
      return { code: TRANSLATE, target: -1 }
    case 'jump':
    case 'goto':
      return {
        code: action.kind === 'jump' ? JUMP : GOTO,
        target: indexOf.get(action.chain) ?? -1,
      }
  }
}
