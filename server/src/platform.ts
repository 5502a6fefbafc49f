import type {
  Actor,
  Asset,
  BackupVault,
  ControllerConnector,
  EventStore,
  IdentityProbe,
  Instant,
  LiveLab,
  Role,
  RuleChecker,
  RuleSensor,
  SignalProbe,
  SignatureVerdict,
} from '@holdpoint/core'
import type { DocumentTerms } from '@holdpoint/csaf'
import type { NoteSigner, ProofSource } from '@holdpoint/evidence'
import type { ArchivePart, SourceSpool, StagedArchive } from '@holdpoint/feeds'
import type { JsonValue } from '@holdpoint/std'
import type { FindingReader, FindingStore } from './finding-store.ts'

export type * from './finding-store.ts'

export type Site = { readonly siteId: string; readonly name: string; readonly timeZone: string }

export type Person = {
  readonly personId: string
  readonly login: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly active: boolean
}

/** People of the site and their sessions. The password hash never leaves it but for verification. */
export interface PeopleStore {
  list(): Promise<readonly Person[]>
  byLogin(login: string): Promise<{ readonly person: Person; readonly passwordHash: string } | null>
  byId(personId: string): Promise<Person | null>
  put(person: Person, passwordHash: string): Promise<void>
  openSession(session: {
    readonly tokenSha256: string
    readonly personId: string
    readonly at: Instant
    readonly expiresAt: Instant
  }): Promise<void>
  personOfSession(tokenSha256: string, now: Instant): Promise<Person | null>
  endSession(tokenSha256: string): Promise<void>
}

export type StoredAdvisory = {
  readonly advisoryId: string
  readonly version: string
  readonly sha256: string
  readonly bytes: Uint8Array
  readonly importedAt: Instant
}

/** What a list shows of an advisory without reading its document. */
export type AdvisorySummary = {
  readonly title: string
  readonly publisher: string
  readonly releasedAt: string
  readonly cves: readonly string[]
  readonly highestScore: number | null
}

export type AdvisoryRevision = Omit<StoredAdvisory, 'bytes'> & { readonly summary: AdvisorySummary }

/** The latest revision of an advisory, and how many are kept. */
export type AdvisoryHead = AdvisoryRevision & { readonly revisions: number }

export type NewRevision = StoredAdvisory & {
  readonly summary: AdvisorySummary
  /** Sorts, as text, as the versions do. */
  readonly versionRank: string
  readonly terms: DocumentTerms
}

/** The advisories as they came, byte for byte; key is id, version and digest. */
export interface AdvisoryStore {
  /** The ids of documents here: the tracking id, or a longer one where that is another publisher's. */
  idsOf(
    documents: readonly { readonly namespace: string; readonly trackingId: string }[],
  ): Promise<readonly string[]>
  /** All in one commit; says of each whether this import brought it, also when asked again. */
  putAll(
    importId: string,
    advisories: readonly NewRevision[],
  ): Promise<readonly ('stored' | 'unchanged')[]>
  /** Every stored advisory by its latest revision, without its document. */
  heads(): Promise<readonly AdvisoryHead[]>
  /** The latest revisions of these, whole. */
  read(advisoryIds: readonly string[]): Promise<readonly StoredAdvisory[]>
  /** Every revision of one, the latest first. */
  revisions(advisoryId: string): Promise<readonly AdvisoryRevision[]>
  readRevision(advisoryId: string, sha256: string): Promise<StoredAdvisory | null>
  /** Of the latest revisions, what stands in these fields; null where it was never looked up. */
  terms(fields: readonly string[]): Promise<ReadonlyMap<string, DocumentTerms | null>>
  putTerms(advisoryId: string, sha256: string, terms: DocumentTerms): Promise<void>
  /** With every revision; the ledger keeps that it was imported and deleted. */
  remove(advisoryId: string): Promise<void>
}

export type Checkpoint = {
  readonly size: number
  readonly root: string
  readonly note: string
  readonly signedAt: Instant
}

export type LedgerFile = { readonly path: string; readonly bytes: Uint8Array }

/** Signed checkpoints over the ledger, with the newest one's lock outside the database. */
export interface LedgerKeeper {
  readonly verifierKey: string
  readonly signer: NoteSigner
  sign(): Promise<Checkpoint>
  newest(): Promise<Checkpoint | null>
  exportFiles(): Promise<readonly LedgerFile[]>
  entryBytes(from: number, limit: number): Promise<readonly Uint8Array[]>
  /** What inclusion proofs under a tree of this size are built from. */
  proofSource(size: number): Promise<ProofSource>
}

export type Credential = {
  readonly username: string
  readonly password: string
  /** The second words of an SNMP user, where its messages are sealed. */
  readonly privacy?: string
}

/** What this server itself has open towards the plant; another server of the site counts its own. */
export interface OpenConnections {
  /** Over any channel of this asset. */
  heldTo(asset: Asset): number
}

/** They leave the store only for an open step, or for one probe. */
export interface CredentialStore {
  put(credentialId: string, credential: Credential): Promise<void>
  get(credentialId: string): Promise<Credential | null>
}

export type HeldLease = {
  readonly lost: Promise<void>
  /** True only if the database says so now. */
  stillHeld(): Promise<boolean>
  release(): Promise<void>
}

/** Only one server runs the effects of a site; the lease ends with the database connection. */
export interface RunnerLease {
  acquire(): Promise<HeldLease | null>
}

export type Job = {
  readonly jobId: string
  readonly kind: string
  readonly state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly payload: JsonValue
  readonly progress: JsonValue | null
  readonly result: JsonValue | null
  readonly cancelledBy: string | null
}

type HeldJob = { readonly jobId: string; readonly worker: string }

/** Work that takes a while. A job is held by one worker; if it falls silent another takes it up. */
export interface JobQueue {
  enqueue(job: {
    readonly jobId: string
    readonly kind: string
    readonly payload: JsonValue
    readonly at: Instant
  }): Promise<'queued' | 'known'>
  claim(by: {
    readonly worker: string
    readonly kinds: readonly string[]
    readonly leaseMs: number
    readonly attemptsMax: number
  }): Promise<Job | null>
  heartbeat(
    held: HeldJob,
    now: { readonly progress: JsonValue; readonly leaseMs: number },
  ): Promise<'go-on' | 'cancelled' | 'lost'>
  finish(
    held: HeldJob,
    end: { readonly state: 'done' | 'failed' | 'cancelled'; readonly result: JsonValue },
  ): Promise<boolean>
  cancel(jobId: string, by: string): Promise<void>
  get(jobId: string): Promise<Job | null>
  list(limit: number): Promise<readonly Job[]>
}

/** A document to be read, or one whose outcome is known already. */
export type StagedDocument =
  | {
      readonly fileName: string
      readonly bytes: Uint8Array
      /** What its publisher laid beside it; null where nothing came with it. */
      readonly beside: JsonValue | null
    }
  | { readonly fileName: string; readonly outcome: JsonValue }

/** The documents that a job works on, each settled once. */
export interface JobDocuments {
  stage(jobId: string, from: number, documents: readonly StagedDocument[]): Promise<void>
  count(jobId: string): Promise<{ readonly staged: number; readonly done: number }>
  open(
    jobId: string,
    limit: number,
  ): Promise<
    readonly {
      readonly ordinal: number
      readonly fileName: string
      readonly bytes: Uint8Array
      readonly beside: JsonValue | null
    }[]
  >
  settle(
    jobId: string,
    outcomes: readonly { readonly ordinal: number; readonly outcome: JsonValue }[],
  ): Promise<void>
  outcomes(jobId: string): Promise<readonly JsonValue[]>
  forget(jobId: string): Promise<void>
  /** What somebody uploaded and never started, more than a day ago. */
  forgetAbandoned(): Promise<void>
}

export type SignedRevision = {
  readonly advisoryId: string
  readonly sha256: string
  /** As it lay beside the document, in armour. */
  readonly asc: string | null
  readonly verdict: SignatureVerdict
}

/** What is known of the signatures of stored advisories; better knowledge takes the place of less. */
export interface SignatureStore {
  /** The digests of those of which this import says more than was known; again, the same ones. */
  put(importId: string, records: readonly SignedRevision[]): Promise<readonly string[]>
  all(): Promise<readonly Omit<SignedRevision, 'asc'>[]>
  /** Signed by a key that was not kept here, behind the last one seen. */
  unknown(
    after: { readonly advisoryId: string; readonly sha256: string },
    limit: number,
  ): Promise<readonly (Omit<StoredAdvisory, 'version' | 'importedAt'> & { readonly asc: string })[]>
}

/** Archives on their way in; they wait outside the database until their job has unpacked them. */
export interface ArchiveStage {
  /** False: a part before it is missing. The same part again changes nothing. */
  write(importId: string, part: ArchivePart): Promise<boolean>
  list(importId: string): Promise<readonly StagedArchive[]>
  forget(importId: string): Promise<void>
  forgetAbandoned(nowMs: number): Promise<void>
}

/** Going out to fetch; a plant never needs it. */
export type Fetching = {
  /** Off unless whoever starts the server says otherwise. */
  readonly isAllowed: boolean
  /** Certificate authorities in PEM, instead of those of the system. */
  readonly authorities: readonly string[]
  readonly spool: SourceSpool
}

/** Everything that the server wires together; the only place where ports meet adapters. */
export type Platform = {
  readonly site: Site
  readonly store: EventStore
  readonly people: PeopleStore
  readonly advisories: AdvisoryStore
  readonly findings: FindingStore
  readonly findingReader: FindingReader
  readonly jobs: JobQueue
  readonly jobDocuments: JobDocuments
  readonly archives: ArchiveStage
  readonly signatures: SignatureStore
  readonly fetching: Fetching
  readonly ledger: LedgerKeeper
  readonly vault: BackupVault
  readonly connector: ControllerConnector
  readonly connections: OpenConnections
  readonly identityProbe: IdentityProbe
  readonly signalProbe: SignalProbe
  readonly ruleChecker: RuleChecker
  readonly liveLab: LiveLab
  readonly ruleSensor: RuleSensor
  readonly credentials: CredentialStore
  readonly runnerLease: RunnerLease
  readonly now: () => Instant
  readonly newId: () => string
  readonly log: (line: string) => void
}

export type Acting = {
  readonly actor: Actor
  /** The idempotency key of this act. */
  readonly commandId: string
}
