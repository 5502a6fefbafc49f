import type { Database } from '../database.ts'
import { storableJson } from '../event-store/storable-json.ts'

export type FindingRecord = {
  readonly assetId: string
  readonly advisoryId: string
  readonly productId: string
  readonly verdict: 'affected' | 'not-affected' | 'review'
  readonly confidence: string
  readonly rule: string
  readonly reasons: readonly string[]
  readonly cves: readonly string[]
  readonly productName: string
  /** The highest base score among the CVEs; null where none is given. */
  readonly highestScore: number | null
}

/** Findings are derived: each matching run replaces them as a whole, or not at all. */
export class PostgresFindingStore {
  private readonly database: Database
  private readonly site: string

  constructor(database: Database, site: string) {
    this.database = database
    this.site = site
  }

  async replaceAll(runId: string, findings: readonly FindingRecord[]): Promise<void> {
    const client = await this.database.pool.connect()
    try {
      await client.query('begin')
      // Two servers that match at once: the later one waits, and its run stands.
      await client.query('select pg_advisory_xact_lock(hashtext($1))', [`findings:${this.site}`])
      await client.query('delete from finding where site_id = $1', [this.site])
      for (let at = 0; at < findings.length; at += ROWS_AT_A_TIME) {
        // Feeds control these texts, and JSON may say what a database cannot keep.
        const part = storableJson(JSON.stringify(findings.slice(at, at + ROWS_AT_A_TIME)))
        await client.query(INSERT_FINDINGS, [this.site, runId, part])
      }
      await client.query('commit')
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }

  /** Of the run that made what is there; null where nothing is. */
  async runId(): Promise<string | null> {
    const { rows } = await this.database.pool.query<{ runId: string }>(
      `select run_id as "runId" from finding where site_id = $1 limit 1`,
      [this.site],
    )
    return rows[0]?.runId ?? null
  }

  async list(): Promise<readonly FindingRecord[]> {
    const { rows } = await this.database.pool.query<FindingRecord>(
      `select asset_id as "assetId", advisory_id as "advisoryId", product_id as "productId",
              verdict, confidence, rule, reasons, cves, product_name as "productName",
              highest_score as "highestScore"
       from finding where site_id = $1
       order by case verdict when 'affected' then 0 when 'review' then 1 else 2 end,
                asset_id, advisory_id, product_id`,
      [this.site],
    )
    return rows
  }
}

// PostgreSQL's JSON ends at 256 MB, and a large site has more findings than that.
const ROWS_AT_A_TIME = 10_000

const INSERT_FINDINGS = `insert into finding (site_id, run_id, asset_id, advisory_id, product_id,
    verdict, confidence, rule, reasons, cves, product_name, highest_score)
  select $1, $2, "assetId", "advisoryId", "productId", verdict, confidence, rule, reasons, cves,
    "productName", "highestScore"
  from json_to_recordset($3::json) as given ("assetId" text, "advisoryId" text, "productId" text,
    verdict text, confidence text, rule text, reasons jsonb, cves text[],
    "productName" text, "highestScore" double precision)`
