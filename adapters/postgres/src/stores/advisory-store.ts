import type { Database } from '../database.ts'

export type AdvisoryRecord = {
  readonly advisoryId: string
  readonly version: string
  readonly sha256: string
  readonly bytes: Uint8Array
  readonly importedAt: string
}

/**
 * The advisories as they came, byte for byte. A vendor may reissue the same version with other
 * bytes: the digest is part of the key under which it is kept, and nothing is overwritten.
 */
export class PostgresAdvisoryStore {
  private readonly database: Database
  private readonly site: string

  constructor(database: Database, site: string) {
    this.database = database
    this.site = site
  }

  async put(advisory: AdvisoryRecord): Promise<'stored' | 'unchanged'> {
    const { advisoryId, version, sha256, bytes, importedAt } = advisory
    const { rowCount } = await this.database.pool.query(
      `insert into advisory (site_id, advisory_id, version, sha256, bytes, imported_at)
       values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
      [this.site, advisoryId, version, sha256, Buffer.from(bytes), importedAt],
    )
    return rowCount === 1 ? 'stored' : 'unchanged'
  }

  /** The newest import of each advisory, by id. */
  async newest(): Promise<readonly AdvisoryRecord[]> {
    const { rows } = await this.database.pool.query<AdvisoryRecord>(
      `select distinct on (advisory_id) advisory_id as "advisoryId", version, sha256, bytes,
              imported_at as "importedAt"
       from advisory where site_id = $1 order by advisory_id, import_order desc`,
      [this.site],
    )
    return rows
  }
}
