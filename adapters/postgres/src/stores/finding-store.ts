import type pg from 'pg'
import type { Database } from '../database.ts'
import {
  type Exchange,
  type Exchanged,
  exchangeAdvisories,
  keepMatched,
  type MatchedAdvisory,
} from './finding-exchange.ts'
import { beginGeneration, showGeneration } from './finding-generation.ts'
import type { FindingRecord, FindingRuns, ShowEntry } from './finding-record.ts'
import { FindingWriter } from './finding-writer.ts'

/**
 * Findings are derived: a matching run replaces them as a whole, or those of some advisories; all that
 * it says comes into view at once or not at all.
 */
export class PostgresFindingStore {
  private readonly database: Database
  private readonly site: string

  constructor(database: Database, site: string) {
    this.database = database
    this.site = site
  }

  /** The number of findings that are shown now. */
  replaceAll(
    runId: string,
    runs: FindingRuns,
    show: ShowEntry,
    matched: readonly MatchedAdvisory[] = [],
  ): Promise<number> {
    return this.alone(async (client) => {
      const generation = await beginGeneration(client)
      const writer = new FindingWriter(client, generation, show)
      for await (const run of runs) await writer.write(run)
      const written = await writer.end()
      const shown = { site: this.site, runId, generation }
      await showGeneration(client, shown, writer.next())
      await client.query('delete from finding_matched where site_id = $1', [this.site])
      await keepMatched(client, this.site, matched)
      return written
    })
  }

  /** The findings of some advisories, exchanged; null, and nothing done, where it must be the whole. */
  exchange(
    wish: Exchange & { readonly runs: FindingRuns; readonly show: ShowEntry },
  ): Promise<Exchanged | null> {
    return this.alone((client) => exchangeAdvisories(client, this.site, wish))
  }

  /** What the findings that are shown were made with. */
  async matchedAdvisories(): Promise<readonly MatchedAdvisory[]> {
    const { rows } = await this.database.pool.query<MatchedAdvisory>(
      'select advisory_id as "advisoryId", sha256 from finding_matched where site_id = $1',
      [this.site],
    )
    return rows
  }

  /** Two servers that match at once: the later one waits, and its run stands. */
  private async alone<T>(act: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.database.pool.connect()
    try {
      await client.query('begin')
      await client.query('select pg_advisory_xact_lock(hashtext($1))', [`findings:${this.site}`])
      const done = await act(client)
      await client.query('commit')
      return done
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }

  /** Of the run that made what is there; null where nothing was ever matched. */
  async runId(): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ runId: string }>(
      `select run_id as "runId" from finding_shown where site_id = $1`,
      [this.site],
    )
    return rows[0]?.runId ?? null
  }

  async ofAdvisory(advisoryId: string): Promise<readonly FindingRecord[]> {
    return this.rows('advisory_id = $2', [advisoryId])
  }

  async find(key: Pick<FindingRecord, 'assetId' | 'advisoryId' | 'productId'>) {
    const { assetId, advisoryId, productId } = key
    const where = 'asset_id = $2 and advisory_id = $3 and product_id = $4'
    const [found] = await this.rows(where, [assetId, advisoryId, productId])
    return found ?? null
  }

  private async rows(where: string, values: readonly string[]): Promise<readonly FindingRecord[]> {
    const { rows } = await this.database.pool.query<FindingRecord>(
      `select ${COLUMNS} from finding_row where site_id = $1 and ${where}
       order by case verdict when 'affected' then 0 when 'review' then 1 else 2 end,
                asset_id, advisory_id, product_id`,
      [this.site, ...values],
    )
    return rows
  }
}

const COLUMNS = `asset_id as "assetId", advisory_id as "advisoryId", product_id as "productId",
  verdict, confidence, rule, reasons, cves, product_name as "productName",
  highest_score as "highestScore"`
