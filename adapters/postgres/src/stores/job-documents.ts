import type { JsonValue } from '@holdpoint/std'
import type { Database } from '../database.ts'
import { storableJson } from '../event-store/storable-json.ts'

/** A document to be read, or one whose outcome is known already. */
export type JobDocument =
  | {
      readonly fileName: string
      readonly bytes: Uint8Array
      /** What its publisher laid beside it; null where nothing came with it. */
      readonly beside: JsonValue | null
    }
  | { readonly fileName: string; readonly outcome: JsonValue }

export type OpenDocument = {
  readonly fileName: string
  readonly bytes: Uint8Array
  readonly beside: JsonValue | null
  readonly ordinal: number
}

/**
 * What a job works on, staged before it starts: so a job that another server takes up finds its
 * documents, and knows which are done.
 */
export class PostgresJobDocuments {
  private readonly database: Database
  private readonly site: string

  constructor(database: Database, site: string) {
    this.database = database
    this.site = site
  }

  /** The same ordinals again change nothing: a part that was sent twice is there once. */
  async stage(jobId: string, from: number, documents: readonly JobDocument[]): Promise<void> {
    await this.database.pool.query(
      `insert into job_document (site_id, job_id, ordinal, file_name, bytes, outcome, beside)
       select $1, $2, $3 + ordinality - 1, name, bytes, outcome, beside
       from unnest($4::text[], $5::bytea[], $6::jsonb[], $7::jsonb[]) with ordinality
         as given (name, bytes, outcome, beside)
       on conflict do nothing`,
      [
        this.site,
        jobId,
        from,
        documents.map((one) => one.fileName),
        documents.map((one) => ('bytes' in one ? Buffer.from(one.bytes) : null)),
        documents.map((one) =>
          'outcome' in one ? storableJson(JSON.stringify(one.outcome)) : null,
        ),
        documents.map((one) =>
          'beside' in one && one.beside !== null ? storableJson(JSON.stringify(one.beside)) : null,
        ),
      ],
    )
  }

  async count(jobId: string): Promise<{ readonly staged: number; readonly done: number }> {
    const { rows } = await this.database.pool.query<{ staged: number; done: number }>(
      `select count(*)::int as staged, count(outcome)::int as done
       from job_document where site_id = $1 and job_id = $2`,
      [this.site, jobId],
    )
    return rows[0] ?? { staged: 0, done: 0 }
  }

  /** The next ones without an outcome, in order. */
  async open(jobId: string, limit: number): Promise<readonly OpenDocument[]> {
    const { rows } = await this.database.pool.query<OpenDocument>(
      `select ordinal, file_name as "fileName", bytes, beside from job_document
       where site_id = $1 and job_id = $2 and outcome is null order by ordinal limit $3`,
      [this.site, jobId, limit],
    )
    return rows
  }

  /** Writes the outcomes in one commit and lets go of the bytes; what has one keeps it. */
  async settle(
    jobId: string,
    outcomes: readonly { readonly ordinal: number; readonly outcome: JsonValue }[],
  ): Promise<void> {
    await this.database.pool.query(
      `update job_document set outcome = given.outcome, bytes = null
       from unnest($3::int[], $4::jsonb[]) as given (ordinal, outcome)
       where site_id = $1 and job_id = $2 and job_document.ordinal = given.ordinal
         and job_document.outcome is null`,
      [
        this.site,
        jobId,
        outcomes.map((one) => one.ordinal),
        outcomes.map((one) => storableJson(JSON.stringify(one.outcome))),
      ],
    )
  }

  async outcomes(jobId: string): Promise<readonly JsonValue[]> {
    const { rows } = await this.database.pool.query<{ outcome: JsonValue }>(
      `select outcome from job_document
       where site_id = $1 and job_id = $2 and outcome is not null order by ordinal`,
      [this.site, jobId],
    )
    return rows.map((row) => row.outcome)
  }

  /** What somebody uploaded and never started, more than a day ago. */
  async forgetAbandoned(): Promise<void> {
    await this.database.pool.query(
      `delete from job_document where site_id = $1 and staged_at < now() - interval '1 day'
         and not exists (select from job
           where job.site_id = job_document.site_id and job.job_id = job_document.job_id)`,
      [this.site],
    )
  }

  /** When the job is over: its result says what became of them. */
  async forget(jobId: string): Promise<void> {
    await this.database.pool.query('delete from job_document where site_id = $1 and job_id = $2', [
      this.site,
      jobId,
    ])
  }
}
