import type { Instant, Role } from '@holdpoint/core'
import type { Database } from '../database.ts'

/** A person of the site, without the password. */
export type StoredPerson = {
  readonly personId: string
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly active: boolean
}

/** People of one site and their sessions; a session is found by the digest of its token. */
export class PostgresPeopleStore {
  private readonly database: Database
  private readonly site: string

  constructor(database: Database, site: string) {
    this.database = database
    this.site = site
  }

  async list(): Promise<readonly StoredPerson[]> {
    const { rows } = await this.database.pool.query<{ body: StoredPerson }>(
      'select body from person where site_id = $1 order by person_id',
      [this.site],
    )
    return rows.map((row) => row.body)
  }

  async byLogin(
    login: string,
  ): Promise<{ readonly person: StoredPerson; readonly passwordHash: string } | null> {
    const { rows } = await this.database.pool.query<{ body: StoredPerson; password_hash: string }>(
      `select body, password_hash from person where site_id = $1 and body ->> 'login' = $2`,
      [this.site, login],
    )
    const found = rows[0]
    return found === undefined ? null : { person: found.body, passwordHash: found.password_hash }
  }

  async byId(personId: string): Promise<StoredPerson | null> {
    const { rows } = await this.database.pool.query<{ body: StoredPerson }>(
      'select body from person where site_id = $1 and person_id = $2',
      [this.site, personId],
    )
    return rows[0]?.body ?? null
  }

  async put(person: StoredPerson, passwordHash: string): Promise<void> {
    await this.database.pool.query(
      `insert into person (site_id, person_id, body, password_hash) values ($1, $2, $3, $4)
       on conflict (site_id, person_id)
       do update set body = excluded.body, password_hash = excluded.password_hash`,
      [this.site, person.personId, JSON.stringify(person), passwordHash],
    )
  }

  async openSession(session: {
    readonly tokenSha256: string
    readonly personId: string
    readonly at: Instant
    readonly expiresAt: Instant
  }): Promise<void> {
    await this.database.pool.query(
      `insert into session (site_id, token_hash, person_id, created_at, last_seen_at, expires_at)
       values ($1, $2, $3, $4, $4, $5)`,
      [this.site, session.tokenSha256, session.personId, session.at, session.expiresAt],
    )
  }

  /** Null when the session ended, expired, or its person was put out of action. */
  async personOfSession(tokenSha256: string, now: Instant): Promise<StoredPerson | null> {
    const { rows } = await this.database.pool.query<{ body: StoredPerson }>(
      `select person.body from session join person using (site_id, person_id)
       where site_id = $1 and token_hash = $2 and expires_at > $3`,
      [this.site, tokenSha256, now],
    )
    const person = rows[0]?.body
    return person?.active === true ? person : null
  }

  async endSession(tokenSha256: string): Promise<void> {
    await this.database.pool.query('delete from session where site_id = $1 and token_hash = $2', [
      this.site,
      tokenSha256,
    ])
  }
}
