import type { JsonValue } from '@holdpoint/std'
import type { Database } from '../database.ts'
import { storableJson } from '../event-store/storable-json.ts'

export type SignatureRecord = {
  readonly advisoryId: string
  readonly sha256: string
  /** In armour, as it lay beside the document; null where nothing did. */
  readonly asc: string | null
  /** With a `kind`: signed, bad, key-unknown or unsigned. */
  readonly verdict: JsonValue
}

export type UnknownSignature = {
  readonly advisoryId: string
  readonly sha256: string
  readonly asc: string
  readonly bytes: Uint8Array
}

/** What is known of the signatures of stored advisories; better knowledge takes the place of less. */
export class PostgresAdvisorySignatures {
  private readonly database: Database
  private readonly site: string

  constructor(database: Database, site: string) {
    this.database = database
    this.site = site
  }

  /** The digests of those of which this import says more than was known; again, the same ones. */
  async put(importId: string, records: readonly SignatureRecord[]): Promise<readonly string[]> {
    const { rows } = await this.database.pool.query<{ sha256: string }>(PUT_SIGNATURES, [
      this.site,
      importId,
      records.map((one) => one.advisoryId),
      records.map((one) => one.sha256),
      records.map((one) => one.asc),
      records.map((one) => storableJson(JSON.stringify(one.verdict))),
    ])
    return rows.map((row) => row.sha256)
  }

  async all(): Promise<readonly Omit<SignatureRecord, 'asc'>[]> {
    const { rows } = await this.database.pool.query<Omit<SignatureRecord, 'asc'>>(
      `select advisory_id as "advisoryId", sha256, verdict from advisory_signature
       where site_id = $1`,
      [this.site],
    )
    return rows
  }

  /** Signed by a key that was not kept here; in the order of their ids, behind the last one seen. */
  async unknown(
    after: { readonly advisoryId: string; readonly sha256: string },
    limit: number,
  ): Promise<readonly UnknownSignature[]> {
    const { rows } = await this.database.pool.query<UnknownSignature>(
      `select advisory_id as "advisoryId", sha256, asc_text as asc, bytes
       from advisory_signature join advisory using (site_id, advisory_id, sha256)
       where site_id = $1 and verdict ->> 'kind' = 'key-unknown' and asc_text is not null
         and (advisory_id, sha256) > ($2, $3)
       order by advisory_id, sha256 limit $4`,
      [this.site, after.advisoryId, after.sha256, limit],
    )
    return rows
  }
}

// A signature that does not hold is not forgotten because the same bytes come again without one.
const RANK = (verdict: string) =>
  `array_position(array['unsigned', 'key-unknown', 'bad', 'signed'], ${verdict} ->> 'kind')`

const PUT_SIGNATURES = `with given as (
    select distinct on (advisory_id, sha256) * from unnest($3::text[], $4::text[], $5::text[],
      $6::jsonb[]) as given (advisory_id, sha256, asc_text, verdict)
    order by advisory_id, sha256, ${RANK('given.verdict')} desc
  ), put as (
    insert into advisory_signature (site_id, import_id, advisory_id, sha256, asc_text, verdict)
    select $1, $2, * from given
    on conflict (site_id, advisory_id, sha256) do update set import_id = excluded.import_id,
      asc_text = excluded.asc_text, verdict = excluded.verdict
      where ${RANK('excluded.verdict')} > ${RANK('advisory_signature.verdict')}
    returning sha256
  )
  select sha256 from put union
  select sha256 from advisory_signature join given using (advisory_id, sha256)
  where site_id = $1 and import_id = $2`
