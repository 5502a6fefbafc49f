import type { JsonValue } from '@holdpoint/std'
import { sql } from 'kysely'
import type { Database } from '../database.ts'
import { type Queries, queriesOf, type Tables } from './tables.ts'

export type JobState = Tables['job']['state']

export type Job = {
  readonly jobId: string
  readonly kind: string
  readonly state: JobState
  readonly payload: JsonValue
  readonly progress: JsonValue | null
  readonly result: JsonValue | null
  /** Who asked it to end; its worker learns of it at the next heartbeat. */
  readonly cancelledBy: string | null
  readonly attempts: number
  readonly worker: string | null
}

export type Heartbeat = 'go-on' | 'cancelled' | 'lost'

const ROW = [
  'job_id as jobId',
  'kind',
  'state',
  'payload',
  'progress',
  'result',
  'cancelled_by as cancelledBy',
  'attempts',
  'worker',
] as const

/**
 * Work that takes a while: matching, exports, studies. A worker holds a job by a lease of the
 * database's clock; if it dies another takes it up, so a job must bear to run twice. Acting on the
 * plant is no job.
 */
export class PostgresJobQueue {
  private readonly queries: Queries
  private readonly site: string

  constructor(database: Database, site: string) {
    this.queries = queriesOf(database)
    this.site = site
  }

  /** The same id again changes nothing. */
  async enqueue(job: {
    readonly jobId: string
    readonly kind: string
    readonly payload: JsonValue
    readonly at: string
  }): Promise<'queued' | 'known'> {
    const added = await this.queries
      .insertInto('job')
      .values({
        site_id: this.site,
        job_id: job.jobId,
        kind: job.kind,
        state: 'queued',
        payload: JSON.stringify(job.payload),
        created_at: job.at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst()
    return added.numInsertedOrUpdatedRows === 1n ? 'queued' : 'known'
  }

  /** The oldest job that waits or whose worker fell silent; null if there is none. */
  async claim(by: {
    readonly worker: string
    readonly kinds: readonly string[]
    readonly leaseMs: number
    readonly attemptsMax: number
  }): Promise<Job | null> {
    await this.giveUp(by.attemptsMax)
    const free = this.queries
      .selectFrom('job')
      .select('job_id')
      .where('site_id', '=', this.site)
      .where('kind', 'in', [...by.kinds])
      .where((row) => row.or([row('state', '=', 'queued'), silent]))
      .orderBy('queue_order')
      .limit(1)
      .forUpdate()
      .skipLocked()
    const claimed = await this.queries
      .updateTable('job')
      .set((row) => ({
        state: 'running',
        worker: by.worker,
        attempts: row('attempts', '+', 1),
        lease_until: leaseOf(by.leaseMs),
      }))
      .where('site_id', '=', this.site)
      .where('job_id', '=', free)
      .returning(ROW)
      .executeTakeFirst()
    return claimed ?? null
  }

  /**
   * Renews the lease and shows the progress; `lost`: somebody else has the job, or it is over. A
   * lease of 0 gives the job back: the next may take it at once, and it counts as no attempt.
   */
  async heartbeat(
    held: { readonly jobId: string; readonly worker: string },
    now: { readonly progress: JsonValue; readonly leaseMs: number },
  ): Promise<Heartbeat> {
    const kept = await this.held(held)
      .set((row) => ({
        progress: JSON.stringify(now.progress),
        lease_until: leaseOf(now.leaseMs),
        ...(now.leaseMs === 0 ? { attempts: row('attempts', '-', 1) } : {}),
      }))
      .returning('cancelled_by')
      .executeTakeFirst()
    if (kept === undefined) return 'lost'
    return kept.cancelled_by === null ? 'go-on' : 'cancelled'
  }

  /** False: the job was not held any more, and what its new worker finds counts. */
  async finish(
    held: { readonly jobId: string; readonly worker: string },
    end: { readonly state: 'done' | 'failed' | 'cancelled'; readonly result: JsonValue },
  ): Promise<boolean> {
    const finished = await this.held(held)
      .set({ state: end.state, result: JSON.stringify(end.result), lease_until: null })
      .executeTakeFirst()
    return finished.numUpdatedRows === 1n
  }

  /** A waiting job ends at once, a running one at its next heartbeat; the first who asks counts. */
  async cancel(jobId: string, by: string): Promise<void> {
    await this.queries
      .updateTable('job')
      .set({
        cancelled_by: sql`coalesce(cancelled_by, ${by})`,
        state: sql`case state when 'queued' then 'cancelled' else state end`,
      })
      .where('site_id', '=', this.site)
      .where('job_id', '=', jobId)
      .where('state', 'in', ['queued', 'running'])
      .execute()
  }

  async get(jobId: string): Promise<Job | null> {
    return (await this.rows().where('job_id', '=', jobId).executeTakeFirst()) ?? null
  }

  /** The newest first. */
  list(limit: number): Promise<Job[]> {
    return this.rows().orderBy('queue_order', 'desc').limit(limit).execute()
  }

  // A job that takes its workers down with it must not go round for ever.
  private async giveUp(attemptsMax: number): Promise<void> {
    const why = { why: `its worker fell silent ${attemptsMax} times` }
    await this.queries
      .updateTable('job')
      .set({ state: 'failed', result: JSON.stringify(why), lease_until: null })
      .where('site_id', '=', this.site)
      .where(silent)
      .where('attempts', '>=', attemptsMax)
      .execute()
  }

  private rows() {
    return this.queries.selectFrom('job').select(ROW).where('site_id', '=', this.site)
  }

  private held(by: { readonly jobId: string; readonly worker: string }) {
    return this.queries
      .updateTable('job')
      .where('site_id', '=', this.site)
      .where('job_id', '=', by.jobId)
      .where('worker', '=', by.worker)
      .where('state', '=', 'running')
  }
}

const silent = sql<boolean>`(state = 'running' and lease_until < now())`

function leaseOf(leaseMs: number) {
  return sql<string>`now() + ${leaseMs} * interval '1 millisecond'`
}
