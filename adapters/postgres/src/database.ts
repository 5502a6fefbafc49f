import pg from 'pg'

/** A pool on one database, with the types that the rest of this package counts on. */
export type Database = {
  readonly url: string
  readonly pool: pg.Pool
  close(): Promise<void>
}

export function openDatabase(at: { readonly url: string; readonly connectionsMax?: number }) {
  const pool = new pg.Pool({
    connectionString: at.url,
    max: at.connectionsMax ?? 12,
    application_name: 'holdpoint',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    types: { getTypeParser: typeParser },
    // Before the connection is handed out: a site's default must not weaken our promise.
    onConnect: async (client: pg.ClientBase) => {
      await client.query(NEVER_ACKNOWLEDGE_EARLY)
    },
  } as pg.PoolConfig)
  // An idle connection that breaks is replaced at its next use.
  pool.on('error', () => {})
  // And one that breaks in use fails its query, which says so.
  pool.on('connect', (client) => client.on('error', () => {}))
  return { url: at.url, pool, close: () => pool.end() } satisfies Database
}

export const NEVER_ACKNOWLEDGE_EARLY = `select set_config('synchronous_commit', 'on', false)
  where current_setting('synchronous_commit') = 'off'`

const INT8 = 20
const TIMESTAMPTZ = 1184

// Counts stay below 2^53 here, and an instant travels as its RFC 3339 text in UTC.
function typeParser(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  if (oid === INT8) return Number
  const usual = pg.types.getTypeParser(oid, format as 'text')
  return oid === TIMESTAMPTZ ? (text) => (usual(text) as Date).toISOString() : usual
}
