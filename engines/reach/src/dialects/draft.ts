import { ANY_ADDRESS } from '../address.ts'
import { common, complement, type Interval, type Intervals, normal } from '../interval.ts'
import { ANY_PORT, ANY_PROTOCOL, ANY_STATE } from '../packet.ts'
import type { InterfaceMatch, Match } from '../rule.ts'

/** A rule while it is read: what its conditions have left so far. */
export type Draft = {
  readonly sources: Intervals<bigint>
  readonly destinations: Intervals<bigint>
  readonly protocols: Intervals<number>
  readonly sourcePorts: Intervals<number>
  readonly destinationPorts: Intervals<number>
  readonly states: Intervals<number>
  readonly inInterface?: InterfaceMatch | undefined
  readonly outInterface?: InterfaceMatch | undefined
  readonly unsure: readonly string[]
}

export const WHOLE_DRAFT: Draft = {
  sources: [ANY_ADDRESS],
  destinations: [ANY_ADDRESS],
  protocols: [ANY_PROTOCOL],
  sourcePorts: [ANY_PORT],
  destinationPorts: [ANY_PORT],
  states: [ANY_STATE],
  unsure: [],
}

type AddressSide = 'sources' | 'destinations'
type NumberSide = 'protocols' | 'sourcePorts' | 'destinationPorts' | 'states'

const wholes: Readonly<Record<NumberSide, Interval<number>>> = {
  protocols: ANY_PROTOCOL,
  sourcePorts: ANY_PORT,
  destinationPorts: ANY_PORT,
  states: ANY_STATE,
}

export function withAddresses(
  draft: Draft,
  side: AddressSide,
  wanted: { readonly all: readonly Interval<bigint>[]; readonly negated?: boolean },
): Draft {
  const all = normal(wanted.all)
  const meant = wanted.negated === true ? complement(all, ANY_ADDRESS) : all
  return { ...draft, [side]: common(draft[side], meant) }
}

export function withNumbers(
  draft: Draft,
  side: NumberSide,
  wanted: { readonly all: readonly Interval<number>[]; readonly negated?: boolean },
): Draft {
  const all = normal(wanted.all)
  const meant = wanted.negated === true ? complement(all, wholes[side]) : all
  return { ...draft, [side]: common(draft[side], meant) }
}

export function withUnsure(draft: Draft, what: string): Draft {
  return { ...draft, unsure: [...draft.unsure, what] }
}

/** Two interface conditions of one rule: the second is not told apart from the first. */
export function withInterface(
  draft: Draft,
  side: 'inInterface' | 'outInterface',
  match: InterfaceMatch,
): Draft {
  if (draft[side] === undefined) return { ...draft, [side]: match }
  return withUnsure(draft, 'several conditions on one interface')
}

export function matchOf(draft: Draft): Match {
  const { protocols, sourcePorts, destinationPorts } = draft
  return {
    sources: draft.sources,
    destinations: draft.destinations,
    services: [{ protocols, sourcePorts, destinationPorts }],
    states: draft.states,
    inInterface: draft.inInterface,
    outInterface: draft.outInterface,
  }
}
