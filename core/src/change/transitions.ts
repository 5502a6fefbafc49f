import { type Actor, holds } from '../plant/actor.ts'
import { notYourRole, type Refusal, refusalOf } from '../plant/refusal.ts'
import type { Role } from '../plant/role.ts'

/** Where a change can be. Adjectives and plain words, as the screens show them. */
export const changeStates = [
  'drafted',
  'before-board',
  'deferred',
  'no-go',
  'scheduled',
  'in-window',
  'held',
  'validating',
  'vetoed',
  'rolling-back',
  'rolled-back',
  'closed',
] as const

export type ChangeState = (typeof changeStates)[number]

type Transitions = {
  readonly [From in ChangeState]: { readonly [To in ChangeState]?: readonly Role[] }
}

const engineer = ['control-systems-engineer'] as const
const operator = ['operator'] as const
const operations = ['operations-manager', 'operator'] as const
const chair = ['ot-cybersecurity-lead'] as const
/** Everybody on standby may stop; only the operator lets it go on. */
const standby = [
  'operator',
  'operations-manager',
  'control-systems-engineer',
  'maintenance-lead',
  'plant-safety-officer',
  'ot-cybersecurity-lead',
] as const

/**
 * Who may move a change from where to where. The guard, the API's refusal, the button, its
 * tooltip and the diagram in the docs all read this table; there is no other.
 */
export const transitions = {
  drafted: { 'before-board': engineer, vetoed: operations },
  'before-board': {
    scheduled: chair,
    deferred: chair,
    'no-go': chair,
    drafted: engineer,
    vetoed: operations,
  },
  deferred: { drafted: engineer, vetoed: operations },
  'no-go': { drafted: engineer, closed: engineer, vetoed: operations },
  scheduled: { 'in-window': operator, drafted: engineer, vetoed: operations },
  'in-window': {
    held: standby,
    validating: operator,
    'rolling-back': operator,
    vetoed: operations,
  },
  held: { 'in-window': operator, 'rolling-back': operator, vetoed: operations },
  validating: { closed: engineer, 'rolling-back': operator, vetoed: operations },
  vetoed: { 'rolling-back': operator, drafted: engineer, closed: engineer },
  // A veto while rolling back is recorded and ends the revision; the rollback itself goes on.
  'rolling-back': { 'rolled-back': operator, 'rolling-back': operations },
  'rolled-back': { drafted: engineer, closed: engineer, vetoed: operations },
  closed: {},
} as const satisfies Transitions

export const stateWords: Record<ChangeState, string> = {
  drafted: 'Drafted',
  'before-board': 'Before the board',
  deferred: 'Deferred',
  'no-go': 'No-go',
  scheduled: 'Scheduled',
  'in-window': 'In the window',
  held: 'Held',
  validating: 'Being validated',
  vetoed: 'Vetoed',
  'rolling-back': 'Rolling back',
  'rolled-back': 'Rolled back',
  closed: 'Closed',
}

/** The roles that may make this move; empty when the table has no such move. */
export function moversOf(from: ChangeState, to: ChangeState): readonly Role[] {
  return (transitions as Transitions)[from][to] ?? []
}

/** Null when the actor may make the move, else the refusal in words. */
export function moveRefusal(
  move: { readonly from: ChangeState; readonly to: ChangeState; readonly act: string },
  actor: Actor,
): Refusal | null {
  const movers = moversOf(move.from, move.to)
  if (movers.length === 0) {
    return refusalOf(
      'no-such-move',
      `${move.act}: not from "${stateWords[move.from]}"`,
      `Possible only from ${originsOf(move.to)}`,
    )
  }
  return holds(actor, movers) ? null : notYourRole(movers, move.act)
}

function originsOf(to: ChangeState): string {
  const from = changeStates.filter((state) => moversOf(state, to).length > 0)
  return from.length === 0 ? 'no state' : from.map((state) => `"${stateWords[state]}"`).join(', ')
}
