import { formatVerifierKey, type NoteSigner } from '@holdpoint/evidence'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Database } from './database.ts'
import { PostgresEventStore } from './event-store/postgres-event-store.ts'
import { CheckpointSigner } from './ledger/checkpoint-signer.ts'
import { LedgerGuard } from './ledger/ledger-guard.ts'
import { ledgerLockIn } from './ledger/ledger-lock.ts'
import { type SiteKeyRefusal, siteSigner } from './ledger/site-key.ts'
import { type MigrationRefusal, migrate } from './migrations/migrate.ts'
import { whyUnreachable } from './why-unreachable.ts'

export type SiteStore = {
  readonly store: PostgresEventStore
  /** Ask it to sign once at the start: it then says whether this is the ledger that we know. */
  readonly checkpoints: CheckpointSigner
  readonly signer: NoteSigner
  /** For auditors: it travels by another way than the ledger. */
  readonly verifierKey: string
}

export type SiteStoreOptions = {
  readonly database: Database
  readonly site: string
  /** Holds the site's key and the lock of its newest checkpoint. */
  readonly dataFolder: string
  readonly onUnreachable?: () => Promise<unknown>
  readonly patienceMs?: number
}

export type OpenRefusal =
  | SiteKeyRefusal
  | MigrationRefusal
  | { readonly kind: 'database-not-durable'; readonly why: string; readonly clearedBy: string }

const NOT_DURABLE = {
  kind: 'database-not-durable',
  why: 'the PostgreSQL server runs with fsync = off: a power cut would lose what was acknowledged',
  clearedBy: 'set fsync = on in its configuration and restart it',
} as const

/** Brings the schema up to date and opens one site's store on it. */
export async function openSiteStore(
  options: SiteStoreOptions,
): Promise<Result<SiteStore, OpenRefusal>> {
  const { database, site, dataFolder } = options
  const migrated = await migrateDatabase(database)
  if (!migrated.ok) return migrated
  const { rows } = await database.pool.query<{ fsync: string }>('show fsync')
  if (rows[0]?.fsync !== 'on') return refuse(NOT_DURABLE)
  const signed = await siteSigner({ dataFolder, site })
  if (!signed.ok) return signed
  const signer = signed.value
  const lock = ledgerLockIn(dataFolder, site)
  const guard = new LedgerGuard({ site, lock, key: signer.key })
  const store = new PostgresEventStore({ ...options, guard })
  const checkpoints = new CheckpointSigner({ database, guard, lock, signer })
  return accept({ store, checkpoints, signer, verifierKey: formatVerifierKey(signer.key) })
}

/** Brings a database to this program's schema. */
export async function migrateDatabase(
  database: Database,
): Promise<Result<{ readonly applied: readonly number[] }, MigrationRefusal>> {
  try {
    const client = await database.pool.connect()
    try {
      return await migrate(client)
    } finally {
      client.release()
    }
  } catch (error) {
    const why = whyUnreachable(error)
    if (why === null) throw error
    return { ok: false, refusal: { kind: 'store-unavailable', why } }
  }
}
