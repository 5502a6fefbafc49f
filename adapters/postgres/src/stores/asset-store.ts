import type { JsonValue } from '@holdpoint/std'
import type { Database } from '../database.ts'
import { storableJson } from '../event-store/storable-json.ts'
import { chunks, type Queries, queriesOf } from './tables.ts'

export type AssetRecord = {
  readonly assetId: string
  readonly body: JsonValue
  readonly source: string
  readonly observedAt: string
}

const ROW = ['asset_id as assetId', 'body', 'source', 'observed_at as observedAt'] as const

/** The inventory as it is known now; how it came to be so is in the ledger. */
export class PostgresAssetStore {
  private readonly queries: Queries
  private readonly site: string

  constructor(database: Database, site: string) {
    this.queries = queriesOf(database)
    this.site = site
  }

  /** All of them or none. An id must not come twice. */
  putAll(assets: readonly AssetRecord[]): Promise<void> {
    return this.queries.transaction().execute(async (transaction) => {
      for (const part of chunks(assets)) {
        await transaction
          .insertInto('asset')
          .values(part.map((asset) => this.columns(asset)))
          .onConflict((conflict) =>
            conflict.columns(['site_id', 'asset_id']).doUpdateSet((row) => ({
              body: row.ref('excluded.body'),
              source: row.ref('excluded.source'),
              observed_at: row.ref('excluded.observed_at'),
            })),
          )
          .execute()
      }
    })
  }

  async get(assetId: string): Promise<AssetRecord | null> {
    return (await this.rows().where('asset_id', '=', assetId).executeTakeFirst()) ?? null
  }

  /** A page in the order of ids; `after` is the last id of the page before. */
  page(at: { readonly after: string; readonly limit: number }): Promise<AssetRecord[]> {
    return this.rows()
      .where('asset_id', '>', at.after)
      .orderBy('asset_id')
      .limit(at.limit)
      .execute()
  }

  async count(): Promise<number> {
    const { count } = await this.queries
      .selectFrom('asset')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('site_id', '=', this.site)
      .executeTakeFirstOrThrow()
    return count
  }

  async remove(assetId: string): Promise<void> {
    await this.queries
      .deleteFrom('asset')
      .where('site_id', '=', this.site)
      .where('asset_id', '=', assetId)
      .execute()
  }

  private rows() {
    return this.queries.selectFrom('asset').select(ROW).where('site_id', '=', this.site)
  }

  private columns({ assetId, body, source, observedAt }: AssetRecord) {
    return {
      site_id: this.site,
      asset_id: assetId,
      body: storableJson(JSON.stringify(body)),
      source,
      observed_at: observedAt,
    }
  }
}
