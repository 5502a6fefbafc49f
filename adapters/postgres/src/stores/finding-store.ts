import type { Database } from '../database.ts'
import { beginGeneration, showGeneration } from './finding-generation.ts'
import type { FindingRecord, FindingRun, ShowEntry } from './finding-record.ts'
import { FindingWriter } from './finding-writer.ts'

export type FindingRuns = Iterable<FindingRun> | AsyncIterable<FindingRun>

/** Findings are derived: each matching run replaces them as a whole, or not at all. */
export class PostgresFindingStore {
  private readonly database: Database
  private readonly site: string

  constructor(database: Database, site: string) {
    this.database = database
    this.site = site
  }

  /** The number of findings that are shown now. */
  async replaceAll(runId: string, runs: FindingRuns, show: ShowEntry): Promise<number> {
    const client = await this.database.pool.connect()
    try {
      await client.query('begin')
      // Two servers that match at once: the later one waits, and its run stands.
      await client.query('select pg_advisory_xact_lock(hashtext($1))', [`findings:${this.site}`])
      const generation = await beginGeneration(client)
      const writer = new FindingWriter(client, generation, show)
      for await (const run of runs) await writer.write(run)
      const written = await writer.end()
      await showGeneration(client, { site: this.site, runId, generation })
      await client.query('commit')
      return written
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
