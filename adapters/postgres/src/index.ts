export { type Database, openDatabase } from './database.ts'
export { type EmbeddedRefusal, embeddedRefusalLine } from './embedded/embedded-refusal.ts'
export {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from './embedded/start-embedded-postgres.ts'
export { type EventStoreOptions, PostgresEventStore } from './event-store/postgres-event-store.ts'
export {
  CheckpointSigner,
  newestCheckpoint,
  type SignedCheckpoint,
  type SignRefusal,
} from './ledger/checkpoint-signer.ts'
export { type ExportRefusal, exportLedgerFiles } from './ledger/export-ledger.ts'
export { type ForkRefusal, LedgerGuard } from './ledger/ledger-guard.ts'
export { type LedgerLock, ledgerLockIn } from './ledger/ledger-lock.ts'
export { ledgerOrigin, type SiteKeyRefusal, siteSigner } from './ledger/site-key.ts'
export type { MigrationRefusal } from './migrations/migrate.ts'
export {
  migrateDatabase,
  type OpenRefusal,
  openSiteStore,
  type SiteStore,
  type SiteStoreOptions,
} from './open-site-store.ts'
export {
  PostgresAdvisorySignatures,
  type SignatureRecord,
  type UnknownSignature,
} from './stores/advisory-signatures.ts'
export {
  type AdvisoryHead,
  type AdvisoryRecord,
  type AdvisoryRevision,
  type NewRevision,
  PostgresAdvisoryStore,
} from './stores/advisory-store.ts'
export {
  type FindingsShown,
  type FindingWindow,
  PostgresFindingReader,
  type VerdictCount,
} from './stores/finding-reader.ts'
export type {
  EntryShown,
  FindingRecord,
  FindingRun,
  RunFinding,
  ShowEntry,
} from './stores/finding-record.ts'
export { PostgresFindingStore } from './stores/finding-store.ts'
export {
  type JobDocument,
  type OpenDocument,
  PostgresJobDocuments,
} from './stores/job-documents.ts'
export { type Heartbeat, type Job, type JobState, PostgresJobQueue } from './stores/job-queue.ts'
export { PostgresPeopleStore, type StoredPerson } from './stores/people-store.ts'
export { type HeldLease, PostgresRunnerLease } from './stores/runner-lease.ts'
