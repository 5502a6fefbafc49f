import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export type StagedArchive = {
  readonly ordinal: number
  readonly fileName: string
  readonly path: string
}

export type ArchivePart = {
  readonly ordinal: number
  readonly fileName: string
  /** Where in the archive these bytes stand. */
  readonly at: number
  readonly bytes: Uint8Array
}

const NAME = '.name'
const ABANDONED_AFTER_MS = 2 * 24 * 60 * 60 * 1000

/** Archives on their way in, one folder for each import, under names of our own. */
export class FolderArchiveStage {
  private readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  /** Each part has its place: one that is sent twice is there once. False: a part before it is missing. */
  async write(importId: string, { ordinal, fileName, at, bytes }: ArchivePart): Promise<boolean> {
    const folder = this.of(importId)
    await mkdir(folder, { recursive: true })
    const path = join(folder, String(ordinal))
    const there = await stat(path).catch(() => null)
    if (at > (there?.size ?? 0)) return false
    await writeFile(`${path}${NAME}`, fileName)
    const file = await open(path, there === null ? 'w' : 'r+')
    try {
      await file.write(bytes, 0, bytes.length, at)
    } finally {
      await file.close()
    }
    return true
  }

  async list(importId: string): Promise<readonly StagedArchive[]> {
    const folder = this.of(importId)
    const names = await readdir(folder).catch(() => [])
    const ordinals = names
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .sort((a, b) => a - b)
    return Promise.all(
      ordinals.map(async (ordinal) => {
        const path = join(folder, String(ordinal))
        return { ordinal, path, fileName: await readFile(`${path}${NAME}`, 'utf8') }
      }),
    )
  }

  async forget(importId: string): Promise<void> {
    await rm(this.of(importId), { recursive: true, force: true })
  }

  /** What somebody uploaded and never started. */
  async forgetAbandoned(nowMs: number): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) {
      const path = join(this.folder, name)
      const there = await stat(path).catch(() => null)
      if (there === null || nowMs - there.mtimeMs < ABANDONED_AFTER_MS) continue
      await rm(path, { recursive: true, force: true })
    }
  }

  /** The caller controls the id: as a digest it is a name like any other. */
  private of(importId: string): string {
    return join(this.folder, createHash('sha256').update(importId).digest('hex'))
  }
}
