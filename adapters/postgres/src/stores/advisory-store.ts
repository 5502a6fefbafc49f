import type { JsonValue } from '@holdpoint/std'
import type { Database } from '../database.ts'
import { storableJson } from '../event-store/storable-json.ts'
import { advisoryIdsOf, type DocumentIdentity } from './advisory-identity.ts'

export type AdvisoryRecord = {
  readonly advisoryId: string
  readonly version: string
  readonly sha256: string
  readonly bytes: Uint8Array
  readonly importedAt: string
}

/** What lists show of one revision, without its document. */
export type AdvisoryRevision = Omit<AdvisoryRecord, 'bytes'> & { readonly summary: JsonValue }

/** The latest revision, and how many there are. */
export type AdvisoryHead = AdvisoryRevision & { readonly revisions: number }

/** A revision to be kept: `versionRank` sorts as the versions do, `terms` are what it is found by. */
export type NewRevision = AdvisoryRecord & {
  readonly summary: JsonValue
  readonly versionRank: string
  readonly terms: JsonValue
}

type Terms = Readonly<Record<string, readonly string[]>>

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
    advisories: readonly NewRevision[],
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
      advisories.map((one) => one.versionRank),
      advisories.map((one) => storableJson(JSON.stringify(one.terms))),
    ])
    const fresh = new Set(rows.map((row) => keyOf(...(JSON.parse(row.key) as Key))))
    // Twice in one part is new once.
    return advisories.map((one) =>
      fresh.delete(keyOf(one.advisoryId, one.version, one.sha256)) ? 'stored' : 'unchanged',
    )
  }

  /** The ids under which these documents stand here, in the order given. */
  idsOf(documents: readonly DocumentIdentity[]): Promise<readonly string[]> {
    return advisoryIdsOf(this.database, this.site, documents)
  }

  /** The latest revision of each advisory, by id. */
  async heads(): Promise<readonly AdvisoryHead[]> {
    const { rows } = await this.database.pool.query<AdvisoryHead>(
      `select distinct on (advisory_id) ${REVISION}, summary,
              (count(*) over (partition by advisory_id))::int as revisions
       from advisory where site_id = $1 order by advisory_id, ${LATEST_FIRST}`,
      [this.site],
    )
    return rows
  }

  /** The latest revisions of these, whole, in the order of their ids. */
  async read(advisoryIds: readonly string[]): Promise<readonly AdvisoryRecord[]> {
    const { rows } = await this.database.pool.query<AdvisoryRecord>(
      `select distinct on (advisory_id) ${REVISION}, bytes
       from advisory where site_id = $1 and advisory_id = any($2)
       order by advisory_id, ${LATEST_FIRST}`,
      [this.site, advisoryIds],
    )
    return rows
  }

  /** Every revision of one advisory, the latest first. */
  async revisions(advisoryId: string): Promise<readonly AdvisoryRevision[]> {
    const { rows } = await this.database.pool.query<AdvisoryRevision>(
      `select ${REVISION}, summary from advisory where site_id = $1 and advisory_id = $2
       order by ${LATEST_FIRST}`,
      [this.site, advisoryId],
    )
    return rows
  }

  async readRevision(advisoryId: string, sha256: string): Promise<AdvisoryRecord | null> {
    const { rows } = await this.database.pool.query<AdvisoryRecord>(
      `select ${REVISION}, bytes from advisory
       where site_id = $1 and advisory_id = $2 and sha256 = $3`,
      [this.site, advisoryId, sha256],
    )
    return rows[0] ?? null
  }

  /** Of the latest revisions, what stands in these fields; null where it was never looked up. */
  async terms(fields: readonly string[]): Promise<ReadonlyMap<string, Terms | null>> {
    const { rows } = await this.database.pool.query<{ advisoryId: string; terms: Terms | null }>(
      `select advisory_id as "advisoryId", case when terms is not null then coalesce((
                select jsonb_object_agg(key, value) from jsonb_each(terms) where key = any($2)
              ), '{}') end as terms
       from (select distinct on (advisory_id) advisory_id, terms from advisory where site_id = $1
             order by advisory_id, ${LATEST_FIRST}) as latest`,
      [this.site, fields],
    )
    return new Map(rows.map((row) => [row.advisoryId, row.terms]))
  }

  /** For a revision that was stored before terms were kept. */
  async putTerms(advisoryId: string, sha256: string, terms: JsonValue): Promise<void> {
    await this.database.pool.query(
      `update advisory set terms = $4 where site_id = $1 and advisory_id = $2 and sha256 = $3`,
      [this.site, advisoryId, sha256, storableJson(JSON.stringify(terms))],
    )
  }

  /** Every revision goes; its id stays with its publisher, should it come again. */
  async remove(advisoryId: string): Promise<void> {
    await this.database.pool.query('delete from advisory where site_id = $1 and advisory_id = $2', [
      this.site,
      advisoryId,
    ])
  }
}

const REVISION = `advisory_id as "advisoryId", version, sha256, imported_at as "importedAt"`

// One version with two texts: the later date of release counts, else the later import.
const LATEST_FIRST = `version_rank desc, summary ->> 'releasedAt' desc nulls last, import_order desc`

const PUT_ADVISORIES = `with given as (
    select * from unnest($3::text[], $4::text[], $5::text[], $6::bytea[], $7::timestamptz[],
      $8::jsonb[], $9::text[], $10::jsonb[]) as given (advisory_id, version, sha256, bytes,
      imported_at, summary, version_rank, terms)
  ), put as (
    insert into advisory (site_id, import_id, advisory_id, version, sha256, bytes, imported_at,
      summary, version_rank, terms)
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
