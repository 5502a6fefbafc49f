import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createSftpConnector } from '@holdpoint/connectors'
import type { SignatureVerdict } from '@holdpoint/core'
import { FolderArchiveStage, SourceSpool } from '@holdpoint/feeds'
import { createLiveLab } from '@holdpoint/lab'
import {
  embeddedRefusalLine,
  openDatabase,
  openSiteStore,
  PostgresAdvisorySignatures,
  PostgresAdvisoryStore,
  PostgresFindingReader,
  PostgresFindingStore,
  PostgresJobDocuments,
  PostgresJobQueue,
  PostgresPeopleStore,
  PostgresRunnerLease,
  type AdvisoryRevision as StoredRevision,
  startEmbeddedPostgres,
} from '@holdpoint/postgres'
import { createProbes } from '@holdpoint/probes'
import { createNftRuleChecker } from '@holdpoint/rules'
import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import { createSuricataSensor } from '@holdpoint/suricata'
import { FolderVault } from '@holdpoint/vault'
import type { Config } from '../config.ts'
import type { AdvisoryStore, AdvisorySummary, Platform, SignatureStore } from '../platform.ts'
import { createCredentialFile } from './credential-file.ts'
import { createLedgerKeeper } from './ledger-keeper.ts'
import { countConnections } from './open-connections.ts'

export type OpenPlatform = { readonly platform: Platform; close(): Promise<void> }

const CHECKPOINT_EVERY_MS = 1_000

/** Starts or reaches the database, brings the schema up to date, and joins ports and adapters. */
export async function openPlatform(
  config: Config,
  log: (line: string) => void,
): Promise<Result<OpenPlatform, string>> {
  const embedded = await databaseOf(config, log)
  if (!embedded.ok) return embedded
  const { url, stop, onUnreachable } = embedded.value
  const database = openDatabase({ url })
  const { dataFolder, site } = config
  const opened = await openSiteStore({ database, site: site.siteId, dataFolder, onUnreachable })
  if (!opened.ok) {
    await database.close()
    await stop()
    return refuse(`the database could not be opened: ${JSON.stringify(opened.refusal)}`)
  }
  const { store, checkpoints } = opened.value
  const stopSigning = checkpoints.follow({
    subscribe: (grown) => store.subscribe(grown),
    everyMs: CHECKPOINT_EVERY_MS,
    refused: (refusal) => {
      if (refusal.kind !== 'ledger-empty') log(`ledger: not signed: ${JSON.stringify(refusal)}`)
    },
  })
  const siteId = site.siteId
  const platform: Platform = {
    site,
    store,
    people: new PostgresPeopleStore(database, siteId),
    advisories: advisoryStore(new PostgresAdvisoryStore(database, siteId)),
    findings: new PostgresFindingStore(database, siteId),
    findingReader: new PostgresFindingReader(database, siteId),
    jobs: new PostgresJobQueue(database, siteId),
    jobDocuments: new PostgresJobDocuments(database, siteId),
    fetching: {
      isAllowed: config.fetching.isAllowed,
      authorities: config.fetching.authorities,
      spool: new SourceSpool(join(dataFolder, 'sources')),
    },
    signatures: signatureStore(new PostgresAdvisorySignatures(database, siteId)),
    archives: new FolderArchiveStage(join(dataFolder, 'imports')),
    ledger: createLedgerKeeper({ database, site: siteId, opened: opened.value }),
    vault: new FolderVault(join(dataFolder, 'vault')),
    ...countConnections({
      connector: createSftpConnector(),
      ...createProbes(),
    }),
    ruleChecker: createNftRuleChecker(),
    liveLab: createLiveLab(),
    ruleSensor: createSuricataSensor(),
    credentials: createCredentialFile(dataFolder),
    runnerLease: new PostgresRunnerLease(database, siteId),
    now: () => new Date().toISOString(),
    newId: () => randomUUID(),
    log,
  }
  return accept({
    platform,
    async close() {
      await stopSigning()
      await store.close()
      await database.close()
      await stop()
    },
  })
}

/** The store keeps a summary as the JSON that it is; only this program writes it. */
function advisoryStore(store: PostgresAdvisoryStore): AdvisoryStore {
  const shown = <R extends StoredRevision>(head: R) => {
    // An import of before the summaries: its id is all that a list can say without its document.
    const unread = { title: head.advisoryId, publisher: '', releasedAt: head.importedAt, cves: [] }
    const summary = (head.summary ?? { ...unread, highestScore: null }) as AdvisorySummary
    return { ...head, summary }
  }
  return {
    idsOf: (documents) => store.idsOf(documents),
    putAll: (importId, advisories) =>
      store.putAll(
        importId,
        advisories.map((one) => ({ ...one, summary: one.summary as unknown as JsonValue })),
      ),
    heads: async () => (await store.heads()).map(shown),
    read: (advisoryIds) => store.read(advisoryIds),
    revisions: async (advisoryId) => (await store.revisions(advisoryId)).map(shown),
    readRevision: (advisoryId, sha256) => store.readRevision(advisoryId, sha256),
    terms: (fields) => store.terms(fields),
    putTerms: (advisoryId, sha256, terms) => store.putTerms(advisoryId, sha256, terms),
    remove: (advisoryId) => store.remove(advisoryId),
  }
}

/** A verdict is kept as the JSON that it is; only this program writes it. */
function signatureStore(store: PostgresAdvisorySignatures): SignatureStore {
  return {
    put: (importId, records) =>
      store.put(
        importId,
        records.map((one) => ({ ...one, verdict: one.verdict as unknown as JsonValue })),
      ),
    all: async () =>
      (await store.all()).map((one) => ({
        ...one,
        verdict: one.verdict as unknown as SignatureVerdict,
      })),
    unknown: (after, limit) => store.unknown(after, limit),
  }
}

type Reached = {
  readonly url: string
  /** The embedded server is started again when it died under us; another one is waited for. */
  readonly onUnreachable: () => Promise<unknown>
  stop(): Promise<void>
}

async function databaseOf(
  config: Config,
  log: (line: string) => void,
): Promise<Result<Reached, string>> {
  if (config.databaseUrl !== null) {
    return accept({ url: config.databaseUrl, onUnreachable: async () => {}, stop: async () => {} })
  }
  const started = await startEmbeddedPostgres({ dataFolder: config.dataFolder, log })
  if (!started.ok) return refuse(embeddedRefusalLine(started.refusal))
  const postgres = started.value
  return accept({
    url: postgres.url,
    onUnreachable: () => postgres.ensureRunning(),
    stop: () => postgres.stop(),
  })
}
