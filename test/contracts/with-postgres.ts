import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  type EmbeddedPostgres,
  embeddedRefusalLine,
  startEmbeddedPostgres,
} from '@holdpoint/postgres'
import { afterAll, beforeAll } from 'vitest'

export type TestPostgres = {
  /** The address of this file's own cluster. */
  url(): string
  postgres(): EmbeddedPostgres
  /** The data folder: gone when the file's tests end. */
  folder(): string
}

/** One PostgreSQL for each test file, in a temporary folder. Call it at the top of the file. */
export function withPostgres(): TestPostgres {
  let started: EmbeddedPostgres | null = null
  let folder = ''
  beforeAll(async () => {
    folder = await temporaryDataFolder()
    started = await startOrThrow(folder)
  })
  afterAll(async () => {
    await started?.stop()
    if (started !== null) await removeDataFolder(folder, started)
  })
  const postgres = () => {
    if (started === null) throw new Error('the database starts before the first test')
    return started
  }
  return { url: () => postgres().url, postgres, folder: () => folder }
}

export async function temporaryDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'holdpoint-test-'))
  // As root the database runs as another user, who must be able to pass.
  await chmod(folder, 0o755)
  return folder
}

export async function startOrThrow(folder: string): Promise<EmbeddedPostgres> {
  const started = await startEmbeddedPostgres({ dataFolder: folder, log: () => {} })
  if (!started.ok) throw new Error(embeddedRefusalLine(started.refusal))
  return started.value
}

export async function removeDataFolder(folder: string, postgres: EmbeddedPostgres): Promise<void> {
  await rm(dirname(postgres.clusterFolder), { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
}
