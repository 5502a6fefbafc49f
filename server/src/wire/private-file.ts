import { randomUUID } from 'node:crypto'
import { link, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The whole file at once, durable, for the server's user alone. */
export async function replaceWith(path: string, bytes: Uint8Array): Promise<void> {
  await rename(await draftOf(path, bytes), path)
}

/** Leaves what is there already, by whichever server. */
export async function writeOnce(path: string, bytes: Uint8Array): Promise<void> {
  const draft = await draftOf(path, bytes)
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function draftOf(path: string, bytes: Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomUUID()}.new`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  return draft
}
