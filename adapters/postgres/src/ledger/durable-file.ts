import { link, open, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a file that would survive power loss, or finds that it exists: never half of it, and never
 * over another's. False: somebody else was first.
 */
export async function makeDurableFile(path: string, text: string, mode: number): Promise<boolean> {
  const draft = `${path}.${process.pid}.${drafts++}.tmp`
  const file = await open(draft, 'wx', mode)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
  await syncFolder(dirname(path))
  return true
}

let drafts = 0

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle on a folder; its file system journals the entry by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
