import pg from 'pg'
import type { Database } from '../database.ts'

export type HeldLease = {
  readonly lost: Promise<void>
  /** Asks the database itself: a connection that broke far away is not felt here at once. */
  stillHeld(): Promise<boolean>
  release(): Promise<void>
}

const ANSWER_MS_MAX = 5_000

/**
 * Only one server at a time sends the effects of a site. The lease is a lock of a database
 * session: it ends with its connection, however the server ended.
 */
export class PostgresRunnerLease {
  private readonly database: Database
  private readonly site: string

  constructor(database: Database, site: string) {
    this.database = database
    this.site = site
  }

  /** Null while another server holds it. */
  async acquire(): Promise<HeldLease | null> {
    const client = new pg.Client({
      connectionString: this.database.url,
      application_name: 'holdpoint runner',
      keepAlive: true,
      query_timeout: ANSWER_MS_MAX,
    })
    let tellLost: () => void = () => {}
    const lost = new Promise<void>((resolve) => {
      tellLost = resolve
    })
    client.on('error', () => tellLost())
    client.on('end', () => tellLost())
    await client.connect()
    const { rows } = await client.query<{ held: boolean }>(
      'select pg_try_advisory_lock(hashtext($1)) as held',
      [`runner:${this.site}`],
    )
    if (rows[0]?.held !== true) {
      await client.end()
      return null
    }
    const stillHeld = () =>
      client.query('select 1').then(
        () => true,
        () => false,
      )
    return { lost, stillHeld, release: () => client.end() }
  }
}
