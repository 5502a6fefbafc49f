import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import {
  appendLeaf,
  emptyFrontier,
  type Frontier,
  frontierRoot,
  openCheckpoint,
} from '@holdpoint/evidence'
import { nodeSha256, verifyEd25519, verifyLedgerFolder } from '@holdpoint/evidence/node'
import { exportLedgerFiles, openDatabase, openSiteStore } from '@holdpoint/postgres'
import { type RunningPlant, startPlant } from '@holdpoint/simplant'
import { removeDataFolder, startOrThrow, temporaryDataFolder } from '../contracts/with-postgres.ts'
import { type ServerProcess, startServer } from '../story/server-process.ts'

/** A filled site on a database of its own, whose plant does not end with any server. */
export type Site = {
  readonly dataFolder: string
  readonly databaseUrl: string
  readonly plant: RunningPlant
  /** One more server of this site; by default on the folder that all of them share. */
  start(environment?: Readonly<Record<string, string>>): Promise<ServerProcess>
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  end(): Promise<void>
}

export const SITE_ID = 'northbrook'

/** Filled by a demonstration server that is gone again; its plant goes on under the test's hand. */
export async function openSite(): Promise<Site> {
  const clusterFolder = await temporaryDataFolder()
  const dataFolder = await temporaryDataFolder()
  const postgres = await startOrThrow(clusterFolder)
  const start = (environment: Readonly<Record<string, string>> = {}) =>
    startServer({
      dataFolder,
      environment: {
        HOLDPOINT_PROFILE: 'plant',
        HOLDPOINT_DATABASE_URL: postgres.url,
        HOLDPOINT_SITE_ID: SITE_ID,
        ...environment,
      },
    })
  const filling = await start({ HOLDPOINT_PROFILE: 'demo' })
  await filling.stop()
  const plant = await startPlant({ stateDir: join(dataFolder, 'simplant'), bootMs: 60 })
  const database = openDatabase({ url: postgres.url, connectionsMax: 2 })
  return {
    dataFolder,
    databaseUrl: postgres.url,
    plant,
    start,
    query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await database.pool.query<Row>(text, [...values])).rows,
    end: async () => {
      await plant.stop()
      await database.close()
      await postgres.stop()
      await removeDataFolder(clusterFolder, postgres)
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** How many sessions of the database hold the lease of the runner. */
export async function holdersOfLease(site: Site): Promise<number> {
  const rows = await site.query(
    `select 1 from pg_locks join pg_stat_activity using (pid)
     where locktype = 'advisory' and granted and application_name = 'holdpoint runner'`,
  )
  return rows.length
}

/** The whole ledger offline, and every checkpoint that any server ever published of it. */
export async function ledgerVerdict(site: Site) {
  const { dataFolder, databaseUrl: url } = site
  const database = openDatabase({ url })
  const opened = await openSiteStore({ database, site: SITE_ID, dataFolder })
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal))
  const { store, checkpoints, signer } = opened.value
  const folder = join(dataFolder, 'ledger-export')
  const files = await exportLedgerFiles({ database, site: SITE_ID, checkpoints, signer, folder })
  if (!files.ok) throw new Error(JSON.stringify(files.refusal))
  await store.close()
  await database.close()
  const verified = await verifyLedgerFolder(folder, { trustedKeys: [signer.key] })
  const rows = await site.query<{ note: string }>('select note from checkpoint order by size')
  const trust = { keys: [signer.key], verify: verifyEd25519 }
  const signed = await Promise.all(rows.map(({ note }) => openCheckpoint(note, trust)))
  const roots = await rootsOf(site)
  const forks = signed.filter((one) => !one.ok || roots[one.value.size] !== hex(one.value.root))
  return { verified, checkpoints: signed.length, forks: forks.length }
}

/** The root of the tree at every size. */
async function rootsOf(site: Site): Promise<readonly string[]> {
  const rows = await site.query<{ leaf_hash: Buffer }>(
    'select leaf_hash from ledger_entry order by leaf_index',
  )
  let frontier: Frontier = emptyFrontier()
  const roots = [hex(frontierRoot(frontier, nodeSha256))]
  for (const { leaf_hash } of rows) {
    frontier = appendLeaf(frontier, leaf_hash, nodeSha256)
    roots.push(hex(frontierRoot(frontier, nodeSha256)))
  }
  return roots
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
