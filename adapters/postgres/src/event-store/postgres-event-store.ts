import type {
  AppendCommand,
  AppendReceipt,
  AppendRefusal,
  EffectState,
  EventStore,
  LedgerHead,
  ModelsSince,
  ReadModelRow,
  StoredEffect,
  StoredEvent,
} from '@holdpoint/core'
import type { Result } from '@holdpoint/std'
import type pg from 'pg'
import type { Database } from '../database.ts'
import type { LedgerGuard } from '../ledger/ledger-guard.ts'
import { readHead } from '../ledger/ledger-head.ts'
import { whyUnreachable } from '../why-unreachable.ts'
import { AppendQueue } from './append-queue.ts'
import { Changes } from './changes.ts'
import { RememberedModels } from './remembered-models.ts'
import { type BatchOutcome, writeBatch } from './write-batch.ts'

export type EventStoreOptions = {
  readonly database: Database
  readonly guard: LedgerGuard
  /** Called between two tries while the database does not answer: may start it again. */
  readonly onUnreachable?: () => Promise<unknown>
  /** How long an append waits for the database to come back before it is refused. */
  readonly patienceMs?: number
}

const PATIENCE_MS = 5_000
const RETRY_EVERY_MS = 50

/** The site's events, ledger, read models and outbox in PostgreSQL. */
export class PostgresEventStore implements EventStore {
  private readonly options: EventStoreOptions
  private readonly queue: AppendQueue
  private readonly changes: Changes
  private readonly remembered = new RememberedModels({
    size: async () => (await this.head()).size,
    all: (kind) => this.allModels(kind),
    since: (kind, size) => this.changedModels(kind, size),
  })

  constructor(options: EventStoreOptions) {
    this.options = options
    this.queue = new AppendQueue((commands) => this.writePatiently(commands))
    this.changes = new Changes({ url: options.database.url, site: options.guard.site })
  }

  append(command: AppendCommand): Promise<Result<AppendReceipt, AppendRefusal>> {
    return this.queue.add(command)
  }

  async findReceipt(commandId: string): Promise<AppendReceipt | null> {
    const rows = await this.select<{ outcome: { firstLeaf: number; size: number } }>(
      'select outcome from command_receipt where site_id = $1 and command_id = $2',
      [commandId],
    )
    const kept = rows[0]?.outcome
    return kept === undefined ? null : { ...kept, repeated: true }
  }

  readStream(stream: string): Promise<readonly StoredEvent[]> {
    return this.select<StoredEvent>(`${EVENTS} and stream = $2 order by version`, [stream])
  }

  readLedger(from: number, limit: number): Promise<readonly StoredEvent[]> {
    return this.select<StoredEvent>(`${EVENTS} and leaf_index >= $2 order by leaf_index limit $3`, [
      from,
      limit,
    ])
  }

  async readModel(kind: string, id: string): Promise<ReadModelRow | null> {
    return (
      (await this.select<ReadModelRow>(`${MODELS} and kind = $2 and id = $3`, [kind, id]))[0] ??
      null
    )
  }

  listModels(kind: string): Promise<readonly ReadModelRow[]> {
    return this.remembered.list(kind)
  }

  async modelsSince(kind: string, since: number): Promise<ModelsSince> {
    // Asked before the rows: what is committed meanwhile is read once more the next time.
    const { size } = await this.head()
    if (since > 0) return { ...(await this.changedModels(kind, since)), size }
    const changed = await this.allModels(kind)
    return { changed, count: changed.length, size }
  }

  async effect(effectId: string): Promise<StoredEffect | null> {
    return (await this.select<StoredEffect>(`${EFFECTS} and effect_id = $2`, [effectId]))[0] ?? null
  }

  effectsIn(state: EffectState): Promise<readonly StoredEffect[]> {
    const order = 'order by intended_leaf, effect_id collate "C"'
    return this.select<StoredEffect>(`${EFFECTS} and state = $2 ${order}`, [state])
  }

  async head(): Promise<LedgerHead> {
    const { frontier, lastAt } = await readHead(this.options.database.pool, this.site)
    return { size: frontier.size, at: lastAt }
  }

  subscribe(listener: (size: number) => void): () => void {
    return this.changes.subscribe(listener)
  }

  /** Ends what this store started, after the appends that wait. The database stays open. */
  async close(): Promise<void> {
    await this.queue.drained()
    await this.changes.close()
  }

  private get site(): string {
    return this.options.guard.site
  }

  // Every statement of a batch that was not committed is undone, and one that was is found again by
  // its command ids: so after a lost connection the whole batch may simply be sent again.
  private async writePatiently(commands: readonly AppendCommand[]): Promise<BatchOutcome> {
    const { guard, onUnreachable, patienceMs = PATIENCE_MS } = this.options
    const giveUpAt = performance.now() + patienceMs
    const progress = { commitSent: false }
    for (;;) {
      try {
        return await this.writeOnce(commands, progress)
      } catch (error) {
        const why = whyUnreachable(error)
        if (why === null) throw error
        guard.distrust()
        if (performance.now() > giveUpAt) {
          const outcome = progress.commitSent ? 'unknown' : 'not-written'
          const refusal = { kind: 'store-unavailable', why, outcome } as const
          return commands.map(() => ({ ok: false, refusal }))
        }
        await onUnreachable?.()
        await new Promise((resolve) => setTimeout(resolve, RETRY_EVERY_MS))
      }
    }
  }

  private async writeOnce(
    commands: readonly AppendCommand[],
    progress: { commitSent: boolean },
  ): Promise<BatchOutcome> {
    const { database, guard } = this.options
    const client = await database.pool.connect()
    try {
      const check = guard.check.bind(guard)
      const written = await writeBatch(client, { site: this.site, commands, check, progress })
      guard.saw(written.head)
      client.release()
      return written.outcome
    } catch (error) {
      // Closing the connection ends its transaction, in whatever state it is.
      client.release(true)
      throw error
    }
  }

  // By code point: a site's own collation must not change the order.
  private allModels(kind: string): Promise<ReadModelRow[]> {
    return this.select(`${MODELS} and kind = $2 order by id collate "C"`, [kind])
  }

  /** One look at both, so that a row which goes away meanwhile is not missed. */
  private async changedModels(kind: string, size: number) {
    const [row] = await this.select<{ changed: ReadModelRow[] | null; count: number }>(
      `select count(*) as count, json_agg(json_build_object('kind', kind, 'id', id,
         'version', version, 'body', body)) filter (where version >= $3) as changed
       from read_model where site_id = $1 and kind = $2`,
      [kind, size],
    )
    return { changed: row?.changed ?? [], count: row?.count ?? 0 }
  }

  // The row's type is what the statement selects; its content was checked on the way in.
  private async select<Row extends pg.QueryResultRow>(
    text: string,
    values: readonly unknown[],
  ): Promise<Row[]> {
    return (await this.options.database.pool.query<Row>(text, [this.site, ...values])).rows
  }
}

const EVENTS = `select stream, version, kind, body, at, actor as by, command_id as command, rules,
  leaf_index as "leafIndex" from event where site_id = $1`
const MODELS = 'select kind, id, version, body from read_model where site_id = $1'
const EFFECTS = `select effect_id as "effectId", change_id as "changeId", step_id as "stepId", kind,
  payload, state, result from effect where site_id = $1`
