import { eventsUpTo } from '../builders/a-change.ts'
import { aOneWayPlan } from '../builders/a-plan.ts'
import type { World } from './change-explorer.ts'
import { always, board, oneWayGoes, proof, shortcuts, unitMoves, windowOf } from './change-moves.ts'
import { hours, plan } from './change-surroundings.ts'

const around = { now: hours.open, controller: 'as-backed-up' } as const
const { window } = plan
const oneWayPlan = aOneWayPlan({ window })

/** Each begins where a lawful change stands, and tries everything from there. */
export const worlds = [
  {
    name: 'from an open change to a closed one',
    begins: eventsUpTo('opened', plan),
    at: around,
    moves: [...always, ...shortcuts, ...unitMoves, ...proof],
    timeMoves: false,
  },
  {
    name: 'before the board',
    begins: eventsUpTo('form-filled', plan),
    at: { ...around, now: hours.before },
    moves: [...always, ...board],
    timeMoves: false,
  },
  {
    name: 'in the window',
    begins: eventsUpTo('scheduled', plan),
    at: around,
    moves: [...always, ...windowOf(plan)],
    timeMoves: true,
  },
  {
    name: 'a veto in the middle',
    begins: eventsUpTo('activate-sent', plan),
    at: around,
    moves: [...always, ...windowOf(plan), ...proof],
    timeMoves: false,
  },
  {
    name: 'a step that cannot be taken back',
    begins: eventsUpTo('transferred', oneWayPlan),
    at: around,
    moves: [...always, ...windowOf(oneWayPlan), ...oneWayGoes],
    timeMoves: false,
  },
  {
    name: 'proof and closing',
    begins: eventsUpTo('accepted-back', plan),
    at: around,
    moves: [...always, ...proof],
    timeMoves: false,
  },
] as const satisfies readonly World[]

export type WorldName = (typeof worlds)[number]['name']

export function worldNamed(name: WorldName): World {
  const found = worlds.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no world "${name}"`)
  return found
}
