import type {
  AppendCommand,
  AppendReceipt,
  AppendRefusal,
  EffectState,
  EventStore,
  ModelsSince,
  ReadModelRow,
  StoredEffect,
  StoredEvent,
} from '@holdpoint/core'
import { ENTRY_BYTES_MAX, encodeLedgerEntry } from '@holdpoint/evidence'
import { accept, type Result, refuse } from '@holdpoint/std'

/** The event store as its port says it, and nothing else: for tests of what stands above it. */
export class InMemoryEventStore implements EventStore {
  private events: StoredEvent[] = []
  private readonly receipts = new Map<string, { receipt: AppendReceipt; digest: string }>()
  private readonly models = new Map<string, ReadModelRow>()
  private readonly effects = new Map<string, StoredEffect>()
  private readonly listeners = new Set<(size: number) => void>()

  async append(command: AppendCommand): Promise<Result<AppendReceipt, AppendRefusal>> {
    const { at: _, ...same } = command
    const digest = JSON.stringify(same)
    const made = this.plan(command)
    if (!made.ok && isAboutSize(made.refusal)) return made
    const kept = this.receipts.get(command.commandId)
    if (kept !== undefined) {
      if (kept.digest === digest) return accept({ ...kept.receipt, repeated: true })
      return refuse({ kind: 'command-id-reused', commandId: command.commandId })
    }
    if (!made.ok) return made
    const firstLeaf = this.events.length
    this.events = [...this.events, ...made.value.events]
    for (const effect of made.value.effects) this.effects.set(effect.effectId, effect)
    const size = this.events.length
    for (const { kind, id, body } of command.readModels) {
      if (body === null) this.models.delete(`${kind}\n${id}`)
      else this.models.set(`${kind}\n${id}`, { kind, id, body, version: size })
    }
    const receipt = { firstLeaf, size, repeated: false }
    this.receipts.set(command.commandId, { receipt, digest })
    for (const listener of this.listeners) queueMicrotask(() => listener(size))
    return accept(receipt)
  }

  async findReceipt(commandId: string): Promise<AppendReceipt | null> {
    const kept = this.receipts.get(commandId)
    return kept === undefined ? null : { ...kept.receipt, repeated: true }
  }

  async readStream(stream: string): Promise<readonly StoredEvent[]> {
    return this.events.filter((event) => event.stream === stream)
  }

  async readLedger(from: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.events.slice(from, from + limit)
  }

  async readModel(kind: string, id: string): Promise<ReadModelRow | null> {
    return this.models.get(`${kind}\n${id}`) ?? null
  }

  async listModels(kind: string): Promise<readonly ReadModelRow[]> {
    const rows = [...this.models.values()].filter((row) => row.kind === kind)
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1))
  }

  async modelsSince(kind: string, size: number): Promise<ModelsSince> {
    const rows = await this.listModels(kind)
    const changed = rows.filter(({ version }) => version >= size)
    const { size: now } = await this.head()
    return { changed, count: rows.length, size: now }
  }

  async effect(effectId: string): Promise<StoredEffect | null> {
    return this.effects.get(effectId) ?? null
  }

  async effectsIn(state: EffectState): Promise<readonly StoredEffect[]> {
    return [...this.effects.values()].filter((effect) => effect.state === state)
  }

  async head() {
    return { size: this.events.length, at: this.events.at(-1)?.at ?? null }
  }

  subscribe(listener: (size: number) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private plan(command: AppendCommand): Result<Planned, AppendRefusal> {
    if (/\\u(0000|d[89a-f]..)/.test(JSON.stringify(command).replaceAll('\\\\', ''))) {
      return refuse({ kind: 'text-not-storable', where: 'the command', why: 'half a character' })
    }
    const { by, rules, commandId } = command
    const newest = this.events.at(-1)?.at
    const at = newest !== undefined && command.at < newest ? newest : command.at
    const events: StoredEvent[] = []
    const tooLarge = oversize(command, at)
    if (tooLarge !== null) return refuse(tooLarge)
    for (const { stream, expectedVersion: expected, events: wanted } of command.writes) {
      let version = [...this.events, ...events].filter((event) => event.stream === stream).length
      if (version !== expected) {
        return refuse({ kind: 'version-conflict', stream, expected, found: version })
      }
      for (const { kind, body } of wanted) {
        version += 1
        const leafIndex = this.events.length + events.length
        events.push({ kind, body, stream, version, at, by, command: commandId, rules, leafIndex })
      }
    }
    if (events.length === 0) throw new Error('every command has an event')
    const effects = this.planEffects(command)
    return effects.ok ? accept({ events, effects: effects.value }) : effects
  }

  private planEffects(command: AppendCommand): Result<StoredEffect[], AppendRefusal> {
    const planned = new Map<string, StoredEffect>()
    const now = (id: string) => planned.get(id) ?? this.effects.get(id)
    for (const effect of command.effects) {
      const { effectId } = effect
      const found = now(effectId)?.state
      if (found !== undefined) return refuse({ kind: 'effect-exists', effectId, found })
      planned.set(effectId, { ...effect, state: 'intended', result: null })
    }
    for (const { effectId, from, to, result } of command.effectMoves) {
      const effect = now(effectId)
      if (effect?.state !== from) {
        return refuse({ kind: 'effect-moved', effectId, found: effect?.state ?? null })
      }
      planned.set(effectId, { ...effect, state: to, result })
    }
    return accept([...planned.values()])
  }
}

type Planned = { readonly events: StoredEvent[]; readonly effects: StoredEffect[] }

function isAboutSize(refusal: AppendRefusal): boolean {
  return refusal.kind === 'entry-too-large' || refusal.kind === 'text-not-storable'
}

function oversize(command: AppendCommand, at: string): AppendRefusal | null {
  const { by, rules, commandId } = command
  for (const { stream, events } of command.writes) {
    for (const event of events) {
      const entry = { ...event, stream, version: 1, at, by, rules, command: commandId, site: '' }
      const bytes = encodeLedgerEntry(entry).length
      const bytesMax = ENTRY_BYTES_MAX
      if (bytes > bytesMax) return { kind: 'entry-too-large', stream, bytes, bytesMax }
    }
  }
  return null
}
