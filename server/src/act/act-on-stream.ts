import type {
  Actor,
  DomainEvent,
  EffectIntent,
  EffectMove,
  ReadModelWrite,
  Refusal,
  StoredEvent,
  StreamWrite,
} from '@holdpoint/core'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import type { Acting, Platform } from '../platform.ts'
import { storeRefusal } from './outcome.ts'
import { RULES } from './rules.ts'

/** How one aggregate meets the store: where it lives, how it replays, what it leaves beside it. */
export type Aggregate<State, Command, Event extends { kind: string; body: unknown }, Facts> = {
  readonly stream: (id: string) => string
  readonly evolve: (state: State | null, event: Event) => State
  readonly decide: (
    state: State | null,
    command: Command,
    facts: Facts,
  ) => Result<readonly Event[], readonly Refusal[]>
  readonly beside: (input: {
    readonly id: string
    readonly before: State | null
    readonly after: State
    readonly events: readonly Event[]
    readonly at: string
  }) => Beside
}

/** What commits together with the events. */
export type Beside = {
  readonly readModels: readonly ReadModelWrite[]
  readonly effects: readonly EffectIntent[]
  readonly effectMoves: readonly EffectMove[]
  readonly writes: readonly StreamWrite[]
}

export const nothingBeside: Beside = { readModels: [], effects: [], effectMoves: [], writes: [] }

export type Loaded<State> = {
  readonly state: State | null
  readonly version: number
  readonly events: readonly StoredEvent[]
}

export async function load<State, Command, Event extends { kind: string; body: unknown }, Facts>(
  platform: Platform,
  aggregate: Aggregate<State, Command, Event, Facts>,
  id: string,
): Promise<Loaded<State>> {
  const events = await platform.store.readStream(aggregate.stream(id))
  let state: State | null = null
  for (const event of events) state = aggregate.evolve(state, event as unknown as Event)
  return { state, version: events.at(-1)?.version ?? 0, events }
}

export type Acted<State> = {
  readonly leaf: number
  readonly state: State
  /** This very act was already committed earlier; nothing was written now. */
  readonly repeated: boolean
}

const CONFLICT_RETRIES = 4

/**
 * Loads, decides, appends. A version conflict decides again on the newer state; a command that was
 * already committed answers as it did then.
 */
export async function actOnStream<
  State,
  Command,
  Event extends { kind: string; body: unknown },
  Facts extends { readonly now: string; readonly actor: Actor },
>(
  platform: Platform,
  aggregate: Aggregate<State, Command, Event, Facts>,
  act: Acting & { readonly id: string; readonly command: Command; readonly facts: Facts },
): Promise<Result<Acted<State>, readonly Refusal[]>> {
  const done = await repeatOf(platform, aggregate, act)
  if (done !== null) return accept(done)
  for (let round = 0; ; round += 1) {
    const loaded = await load(platform, aggregate, act.id)
    const decided = aggregate.decide(loaded.state, act.command, act.facts)
    const acted = decided.ok
      ? await append(platform, aggregate, { act, loaded, events: decided.value })
      : decided
    if (acted.ok || acted.refusal.some((one) => one.kind === 'store-unavailable')) return acted
    // The same act may have been committed since we looked, by us or by another server: what
    // refuses it now is then its own effect.
    const since = await repeatOf(platform, aggregate, act)
    if (since !== null) return accept(since)
    const conflict = acted.refusal.some((one) => one.kind === 'version-conflict')
    if (!conflict || round >= CONFLICT_RETRIES) return acted
  }
}

/**
 * How this act ended when it was committed earlier; null when it was not. A key that was used on
 * another stream is no repeat: the store refuses it.
 */
async function repeatOf<State, Command, Event extends { kind: string; body: unknown }, Facts>(
  platform: Platform,
  aggregate: Aggregate<State, Command, Event, Facts>,
  act: { readonly id: string; readonly commandId: string },
): Promise<Acted<State> | null> {
  const done = await platform.store.findReceipt(act.commandId)
  if (done === null) return null
  const { state, events } = await load(platform, aggregate, act.id)
  const isOurs = events.some((event) => event.command === act.commandId)
  return state === null || !isOurs ? null : { leaf: done.firstLeaf, state, repeated: true }
}

async function append<State, Command, Event extends { kind: string; body: unknown }, Facts>(
  platform: Platform,
  aggregate: Aggregate<State, Command, Event, Facts>,
  given: {
    readonly act: Acting & { readonly id: string; readonly facts: { readonly now: string } }
    readonly loaded: Loaded<State>
    readonly events: readonly Event[]
  },
): Promise<Result<Acted<State>, readonly Refusal[]>> {
  const { act, loaded, events } = given
  let after = loaded.state
  for (const event of events) after = aggregate.evolve(after, event)
  if (after === null) throw new Error('a decision without an event cannot be accepted')
  const at = act.facts.now
  const beside = aggregate.beside({ id: act.id, before: loaded.state, after, events, at })
  const own: StreamWrite = {
    stream: aggregate.stream(act.id),
    expectedVersion: loaded.version,
    events: events.map(asDomainEvent),
  }
  const appended = await platform.store.append({
    commandId: act.commandId,
    by: act.actor.personId,
    at,
    rules: RULES,
    writes: [own, ...beside.writes],
    readModels: beside.readModels,
    effects: beside.effects,
    effectMoves: beside.effectMoves,
  })
  if (!appended.ok) return refuse([storeRefusal(appended.refusal)])
  const { firstLeaf: leaf, repeated } = appended.value
  return accept({ leaf, state: after, repeated })
}

/** Events are plain data by type; this drops what JSON cannot hold, such as undefined. */
function asDomainEvent(event: { readonly kind: string; readonly body: unknown }): DomainEvent {
  return { kind: event.kind, body: asJson(event.body) as { readonly [key: string]: JsonValue } }
}

export function asJson(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue
}
