import { ANY_ADDRESS } from './address.ts'
import type { Interval, Intervals } from './interval.ts'
import { ANY_PORT, ANY_PROTOCOL, ANY_STATE } from './packet.ts'

/** Protocols with the ports they are asked for; both ports whole where a rule names none. */
export type ServiceMatch = {
  readonly protocols: Intervals<number>
  readonly sourcePorts: Intervals<number>
  readonly destinationPorts: Intervals<number>
}

/** Names of interfaces; a trailing * stands for any ending. */
export type InterfaceMatch = { readonly names: readonly string[]; readonly negated: boolean }

/** What a rule asks of a packet: all of it at once. `services` is a choice of several. */
export type Match = {
  readonly sources: Intervals<bigint>
  readonly destinations: Intervals<bigint>
  readonly services: readonly ServiceMatch[]
  readonly states: Intervals<number>
  readonly inInterface?: InterfaceMatch | undefined
  readonly outInterface?: InterfaceMatch | undefined
}

/** To which addresses and ports a translation changes an end; null leaves it. */
export type Translation = {
  readonly end: 'source' | 'destination'
  /** More than one address: which of them is chosen is not known, unless `pairwise`. */
  readonly addresses: Interval<bigint> | null
  readonly ports: Interval<number> | null
  /** Each address of the match keeps its place in `addresses`, which is as large. */
  readonly pairwise: boolean
}

export type Action =
  | { readonly kind: 'permit' }
  | { readonly kind: 'deny' }
  /** Goes on with the next rule: a log, a counter. */
  | { readonly kind: 'continue' }
  | { readonly kind: 'jump'; readonly chain: string }
  | { readonly kind: 'goto'; readonly chain: string }
  | { readonly kind: 'return' }
  | { readonly kind: 'translate'; readonly translation: Translation }

export type Rule = {
  readonly match: Match
  readonly action: Action
  /** What was not understood of it: with one word here it may match, or may not. */
  readonly unsure: readonly string[]
  /** The rule as the configuration calls it: a name, a sequence number, the text. */
  readonly name: string
  readonly file: string
  readonly line: number
  /** Packets that its counter had seen when it was exported; absent where none was counted. */
  readonly counted?: number
}

/** Rules in order; a packet that meets none of them takes `otherwise`. */
export type Chain = {
  readonly name: string
  readonly rules: readonly Rule[]
  readonly otherwise: 'permit' | 'deny' | 'return'
}

/** One list that a packet passes on its way through; all of them must let it pass. */
export type Stage = {
  readonly kind: 'filter' | 'translate-destination' | 'translate-source'
  readonly chain: string
}

export type FirewallInterface = {
  readonly name: string
  /** Names that the configuration gives it beside: a zone, an alias. */
  readonly alias: readonly string[]
  readonly addresses: readonly bigint[]
}

/** One firewall in the words that all dialects share. */
export type Firewall = {
  readonly id: string
  readonly dialect: string
  readonly chains: ReadonlyMap<string, Chain>
  readonly interfaces: readonly FirewallInterface[]
  /** The stages from one interface to another, in order. */
  readonly stagesBetween: (inside: string, outside: string) => readonly Stage[]
  /** What was not understood of the whole and may change which packets pass. */
  readonly assumptions: readonly Assumption[]
  /** Something not understood may deny more than is known here. */
  readonly mayDenyMore: boolean
}

/** Something that was not understood and therefore counts as "may permit". */
export type Assumption = {
  readonly firewall: string
  readonly file: string
  readonly line: number
  readonly what: string
}

export const ANY_SERVICE: ServiceMatch = {
  protocols: [ANY_PROTOCOL],
  sourcePorts: [ANY_PORT],
  destinationPorts: [ANY_PORT],
}

export const ANY_MATCH: Match = {
  sources: [ANY_ADDRESS],
  destinations: [ANY_ADDRESS],
  services: [ANY_SERVICE],
  states: [ANY_STATE],
}
