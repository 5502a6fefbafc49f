import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PublishedBeside } from './archive/read-archive.ts'

export type SpooledDocument = {
  readonly name: string
  readonly bytes: Uint8Array
  readonly beside: PublishedBeside
}

const ENDINGS = ['sha256', 'sha512', 'asc'] as const

/**
 * Where what was fetched from a source waits until it is imported. What a collector remembers stays
 * in its folder, so that the next run asks only for what changed; the documents go once they are in.
 */
export class SourceSpool {
  private readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /** The folder of one source, under a name of our own. */
  of(sourceId: string): string {
    return join(this.folder, createHash('sha256').update(sourceId).digest('hex').slice(0, 32))
  }

  /** The documents that one import is about; asked again after a crash, the same in the same order. */
  async list(sourceId: string, jobId: string): Promise<readonly string[] | null> {
    const text = await readFile(this.manifest(sourceId, jobId), 'utf8').catch(() => null)
    return text === null ? null : (JSON.parse(text) as readonly string[])
  }

  /** Fixes what the import is about: all that lies there now. */
  async fix(sourceId: string, jobId: string): Promise<readonly string[]> {
    const folder = this.of(sourceId)
    await mkdir(folder, { recursive: true })
    const names = (await readdir(folder, { recursive: true }))
      .filter((name) => name.endsWith('.json'))
      .sort()
    const manifest = this.manifest(sourceId, jobId)
    await writeFile(`${manifest}.part`, JSON.stringify(names))
    await rename(`${manifest}.part`, manifest)
    return names
  }

  async read(sourceId: string, name: string): Promise<SpooledDocument> {
    const path = join(this.of(sourceId), name)
    const text = (ending: string) => readFile(`${path}.${ending}`, 'utf8').catch(() => null)
    const [sha256, sha512, asc] = await Promise.all(ENDINGS.map(text))
    const beside = { sha256: sha256 ?? null, sha512: sha512 ?? null, asc: asc ?? null }
    return { name, bytes: await readFile(path), beside }
  }

  /** Once the import is over: its documents are kept elsewhere now. */
  async clear(sourceId: string, jobId: string): Promise<void> {
    for (const name of (await this.list(sourceId, jobId)) ?? []) {
      const path = join(this.of(sourceId), name)
      for (const ending of ENDINGS) await rm(`${path}.${ending}`, { force: true })
      await rm(path, { force: true })
    }
    await rm(this.manifest(sourceId, jobId), { force: true })
  }

  private manifest(sourceId: string, jobId: string): string {
    const own = createHash('sha256').update(jobId).digest('hex').slice(0, 32)
    return join(this.of(sourceId), `${own}.import`)
  }
}
