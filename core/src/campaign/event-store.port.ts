import type { JsonValue, Result } from '@holdpoint/std'

export type DomainEvent = {
  readonly kind: string
  readonly body: { readonly [key: string]: JsonValue }
}

export type StoredEvent = DomainEvent & {
  readonly stream: string
  /** 1 for the first event of a stream. */
  readonly version: number
  /** Ledger time: never earlier than that of the entry before. */
  readonly at: string
  readonly by: string
  readonly command: string
  /** The versions of the rules that allowed it. */
  readonly rules: string
  readonly leafIndex: number
}

/** A null body deletes the row. Read models are derived: they can be dropped and rebuilt. */
export type ReadModelWrite = {
  readonly kind: string
  readonly id: string
  readonly body: JsonValue | null
}

export type ReadModelRow = {
  readonly kind: string
  readonly id: string
  /** The ledger's size when the row was written. */
  readonly version: number
  readonly body: JsonValue
}

/** A row that went away is in no `changed`; then `count` is less than expected. */
export type ModelsSince = {
  readonly changed: readonly ReadModelRow[]
  /** How many rows of the kind there are in all. */
  readonly count: number
  /** What was committed while the ledger was smaller is in the rows. */
  readonly size: number
}

/** `unknown` is what a crash after the send leaves: a probe or a person settles it, never a retry. */
export type EffectState = 'intended' | 'sent' | 'done' | 'failed' | 'unknown' | 'cancelled'

export type EffectIntent = {
  readonly effectId: string
  readonly changeId: string
  readonly stepId: string
  readonly kind: string
  readonly payload: JsonValue
}

/** Moves only if the effect is in `from` now; so two workers cannot both send. */
export type EffectMove = {
  readonly effectId: string
  readonly from: EffectState
  readonly to: EffectState
  readonly result: JsonValue | null
}

export type StoredEffect = EffectIntent & {
  readonly state: EffectState
  readonly result: JsonValue | null
}

export type StreamWrite = {
  readonly stream: string
  /** 0 for a stream that must not exist yet. */
  readonly expectedVersion: number
  readonly events: readonly DomainEvent[]
}

export type AppendCommand = {
  /** The idempotency key: the same id with the same content is written once. */
  readonly commandId: string
  readonly by: string
  /** RFC 3339, UTC. Where it is earlier than the newest entry's, that entry's time is used. */
  readonly at: string
  readonly rules: string
  /** At least one event in all: nothing changes without an entry in the ledger. */
  readonly writes: readonly StreamWrite[]
  readonly readModels: readonly ReadModelWrite[]
  readonly effects: readonly EffectIntent[]
  readonly effectMoves: readonly EffectMove[]
}

export type AppendReceipt = {
  readonly firstLeaf: number
  /** The ledger's size just after this command. */
  readonly size: number
  /** This command was already committed; nothing was written again. */
  readonly repeated: boolean
}

export type LedgerRoot = { readonly size: number; readonly root: string }

export type AppendRefusal =
  | {
      readonly kind: 'version-conflict'
      readonly stream: string
      readonly expected: number
      readonly found: number
    }
  | {
      readonly kind: 'effect-moved'
      readonly effectId: string
      /** null: there is no such effect. */
      readonly found: EffectState | null
    }
  | { readonly kind: 'effect-exists'; readonly effectId: string; readonly found: EffectState }
  | { readonly kind: 'command-id-reused'; readonly commandId: string }
  | {
      readonly kind: 'entry-too-large'
      readonly stream: string
      readonly bytes: number
      readonly bytesMax: number
    }
  | { readonly kind: 'text-not-storable'; readonly where: string; readonly why: string }
  | {
      readonly kind: 'ledger-fork-refused'
      readonly why: string
      readonly locked: LedgerRoot
      readonly found: LedgerRoot
      readonly clearedBy: string
    }
  | {
      readonly kind: 'store-unavailable'
      readonly why: string
      /** `unknown`: it may have been committed; send the same command id again to learn it. */
      readonly outcome: 'not-written' | 'unknown'
    }

export type LedgerHead = { readonly size: number; readonly at: string | null }

/**
 * Keeps the events, the ledger, the read models and the outbox of one site. An accepted append is
 * on the disk as a whole; a refused one left nothing. Reads reject when the store cannot be reached.
 */
export interface EventStore {
  append(command: AppendCommand): Promise<Result<AppendReceipt, AppendRefusal>>
  /** Ask before deciding again: a command whose reply was lost may already be committed. */
  findReceipt(commandId: string): Promise<AppendReceipt | null>
  readStream(stream: string): Promise<readonly StoredEvent[]>
  /** Events in ledger order from leaf `from` on, at most `limit`. */
  readLedger(from: number, limit: number): Promise<readonly StoredEvent[]>
  readModel(kind: string, id: string): Promise<ReadModelRow | null>
  /** All rows of a kind, by id. */
  listModels(kind: string): Promise<readonly ReadModelRow[]>
  /** The rows of a kind written since the ledger had this size; 0 for all that there are. */
  modelsSince(kind: string, size: number): Promise<ModelsSince>
  effect(effectId: string): Promise<StoredEffect | null>
  /** Effects in a state, in the order in which they were intended. */
  effectsIn(state: EffectState): Promise<readonly StoredEffect[]>
  head(): Promise<LedgerHead>
  /** Calls the listener with the ledger's new size after commits, by whichever process. */
  subscribe(listener: (size: number) => void): () => void
}
