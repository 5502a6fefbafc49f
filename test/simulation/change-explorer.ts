import { createHash } from 'node:crypto'
import {
  type Change,
  type ChangeEvent,
  type decideChange,
  type evolveChange,
  type RunFacts,
  SYSTEM,
} from '@holdpoint/core'
import { facts } from '../builders/a-change.ts'
import { brokenLaw } from './change-laws.ts'
import { brokenPromise } from './change-promises.ts'
import { controllerNow, type Move, type Surroundings, timeFrom } from './change-surroundings.ts'
import { nothingSeen, sees, type Witness } from './change-witness.ts'

export type Rules = { readonly decide: typeof decideChange; readonly evolve: typeof evolveChange }

export type World = {
  readonly name: string
  readonly begins: readonly ChangeEvent[]
  readonly at: Surroundings
  readonly moves: readonly Move[]
  /** Whether the clock and the controller move by themselves. */
  readonly timeMoves: boolean
}

export type Place = {
  readonly change: Change | null
  readonly known: Witness
  readonly around: Surroundings
}

type Reached = Place & { readonly came: Reached | null; readonly by: string }

export type Explored = {
  readonly states: number
  readonly edges: number
  readonly moves: number
  readonly changeStates: ReadonlySet<string>
  /** The shortest way to the first broken law; null when none is broken. */
  readonly broken: { readonly law: string; readonly way: readonly string[] } | null
}

/** Breadth first over the given rules: every state within `movesMax` moves, equal ones merged. */
export function explore(world: World, rules: Rules, movesMax: number): Explored {
  const start = firstPlace(world, rules)
  const seen = new Set([keyOf(start)])
  const changeStates = new Set<string>()
  let edges = 0
  let moves = 0
  let front: readonly Reached[] = [start]
  for (; moves < movesMax && front.length > 0; moves += 1) {
    const next: Reached[] = []
    for (const place of front) {
      changeStates.add(place.change?.state ?? 'none')
      const promise = brokenPromise(place, rules)
      if (promise !== null) return ended(promise, place)
      for (const move of movesFrom(world, place)) {
        const taken = take(place, move, rules)
        if (taken === null) continue
        if ('law' in taken) return ended(taken.law, { ...place, came: place, by: move.name })
        edges += 1
        const key = keyOf(taken)
        if (seen.has(key)) continue
        seen.add(key)
        next.push({ ...taken, came: place, by: move.name })
      }
    }
    front = next
  }
  for (const place of front) {
    changeStates.add(place.change?.state ?? 'none')
    const promise = brokenPromise(place, rules)
    if (promise !== null) return ended(promise, place)
  }
  return { states: seen.size, edges, moves, changeStates, broken: null }

  function ended(law: string, place: Reached): Explored {
    return { states: seen.size, edges, moves, changeStates, broken: { law, way: wayTo(place) } }
  }
}

function firstPlace(world: World, rules: Rules): Reached {
  let change: Change | null = null
  let known = nothingSeen
  for (const event of world.begins) {
    change = rules.evolve(change, event)
    known = sees(known, event)
  }
  return { change, known, around: world.at, came: null, by: world.name }
}

function movesFrom(world: World, place: Place): readonly Move[] {
  return world.timeMoves ? [...world.moves, ...timeFrom(place.around)] : world.moves
}

/** Null when the move changes nothing: refused, or answered without an event. */
function take(place: Place, move: Move, rules: Rules): Place | { readonly law: string } | null {
  if ('becomes' in move) return { ...place, around: { ...place.around, ...move.becomes } }
  let { change, known } = place
  const { around } = place
  for (const ask of move.acts(known)) {
    const given = factsOf(ask.by, around)
    const decided = rules.decide(change, ask.command, given)
    if (!decided.ok) {
      const bare = decided.refusal.some((one) => one.what === '' || one.clearedBy === '')
      const silent = decided.refusal.length === 0 || bare
      return silent ? { law: `a refusal of ${ask.command.kind} says what would clear it` } : null
    }
    const law = brokenLaw({ before: known, facts: given, events: decided.value })
    if (law !== null) return { law }
    for (const event of decided.value) {
      change = rules.evolve(change, event)
      known = sees(known, event)
    }
  }
  return change === place.change ? null : { change, known, around }
}

function factsOf(by: RunFacts['actor'], around: Surroundings): RunFacts {
  const actor = by.personId === SYSTEM.personId ? SYSTEM : by
  return facts(actor, around.now, controllerNow(around))
}

function wayTo(place: Reached): readonly string[] {
  const way: string[] = []
  for (let at: Reached | null = place; at !== null; at = at.came) way.unshift(at.by)
  return way
}

/** Dates of acts and what is only kept for the record decide nothing: two such states are one. */
const onRecordOnly = new Set(['at', 'voidedAt', 'voided', 'plan', 'revision'])
const isOnlySet = new Set(['acceptedBackAt', 'rollbackReleasedAt'])

function keyOf({ change, known, around }: Place): string {
  const text = JSON.stringify([around, change, known], (key, value) => {
    if (onRecordOnly.has(key)) return undefined
    if (isOnlySet.has(key)) return value !== null
    if (key === 'tests') return newestOnly(value)
    if (key === 'signatures') return value.map(nowOrNot).toSorted(byRole)
    return isRecord(value) ? sorted(value) : value
  })
  return createHash('sha256').update(text).digest('base64')

  /** The number of a revision decides nothing; whether a signature is of this one does. */
  function nowOrNot(signature: { readonly role: string; readonly revision?: number }) {
    return { ...signature, current: signature.revision === change?.revision }
  }
}

type Keyed = { readonly testId: string; readonly phase: string }

/** The rules read the newest reading of a test in a phase; the older ones are on record. */
function newestOnly(tests: readonly Keyed[]): readonly Keyed[] {
  const last = new Map(tests.map((one) => [`${one.testId} ${one.phase}`, one]))
  return [...last.keys()].sort().flatMap((key) => last.get(key) ?? [])
}

function byRole(a: { readonly role: string }, b: { readonly role: string }): number {
  return a.role < b.role ? -1 : 1
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
