import type { JsonValue } from '@holdpoint/std'
import type { Database } from '../database.ts'
import { storableJson } from '../event-store/storable-json.ts'

export type AdvisoryRecord = {
  readonly advisoryId: string
  readonly version: string
  readonly sha256: string
  readonly bytes: Uint8Array
  readonly importedAt: string
}

/** What lists show of an advisory, without its document. */
export type AdvisoryHead = Omit<AdvisoryRecord, 'bytes'> & { readonly summary: JsonValue }

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

  /**
   * All in one commit; says of each whether this import brought it. The same import again, after
   * an answer that was lost, hears the same.
   */
  async putAll(
    importId: string,
    advisories: readonly (AdvisoryRecord & { readonly summary: JsonValue })[],
  ): Promise<readonly ('stored' | 'unchanged')[]> {
    const { rows } = await this.database.pool.query<{ key: string }>(PUT_ADVISORIES, [
      this.site,
      importId,
      advisories.map((one) => one.advisoryId),
      advisories.map((one) => one.version),
      advisories.map((one) => one.sha256),
      advisories.map((one) => Buffer.from(one.bytes)),
      advisories.map((one) => one.importedAt),
      advisories.map((one) => storableJson(JSON.stringify(one.summary))),
    ])
    const fresh = new Set(rows.map((row) => keyOf(...(JSON.parse(row.key) as Key))))
    // Twice in one part is new once.
    return advisories.map((one) =>
      fresh.delete(keyOf(one.advisoryId, one.version, one.sha256)) ? 'stored' : 'unchanged',
    )
  }

  /** The newest import of each advisory, by id. */
  async heads(): Promise<readonly AdvisoryHead[]> {
    const { rows } = await this.database.pool.query<AdvisoryHead>(
      `select distinct on (advisory_id) advisory_id as "advisoryId", version, sha256, summary,
              imported_at as "importedAt"
       from advisory where site_id = $1 order by advisory_id, import_order desc`,
      [this.site],
    )
    return rows
  }

  /** The newest imports of these, whole, in the order of their ids. */
  async read(advisoryIds: readonly string[]): Promise<readonly AdvisoryRecord[]> {
    const { rows } = await this.database.pool.query<AdvisoryRecord>(
      `select distinct on (advisory_id) advisory_id as "advisoryId", version, sha256, bytes,
              imported_at as "importedAt"
       from advisory where site_id = $1 and advisory_id = any($2)
       order by advisory_id, import_order desc`,
      [this.site, advisoryIds],
    )
    return rows
  }
}

const PUT_ADVISORIES = `with given as (
    select * from unnest($3::text[], $4::text[], $5::text[], $6::bytea[], $7::timestamptz[],
      $8::jsonb[]) as given (advisory_id, version, sha256, bytes, imported_at, summary)
  ), put as (
    insert into advisory (site_id, import_id, advisory_id, version, sha256, bytes, imported_at,
      summary)
    select $1, $2, * from given on conflict do nothing returning advisory_id, version, sha256
  )
  select json_build_array(advisory_id, version, sha256)::text as key from (
    select * from put union
    select advisory_id, version, sha256 from advisory join given using (advisory_id, version, sha256)
    where site_id = $1 and import_id = $2
  ) as mine`

type Key = [advisoryId: string, version: string, sha256: string]

function keyOf(...key: Key): string {
  return JSON.stringify(key)
}
