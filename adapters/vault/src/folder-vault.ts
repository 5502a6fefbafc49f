import { createHash } from 'node:crypto'
import { chmod, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackupReceipt, BackupVault, VaultRefusal } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'

/**
 * A vault in a folder: each image is a file named for its SHA-256, written once and never again.
 * The name is the proof, so an altered byte cannot hide; only a second copy can undo it.
 */
export class FolderVault implements BackupVault {
  private readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  async seal(bytes: Uint8Array): Promise<Result<BackupReceipt, VaultRefusal>> {
    const sha256 = digest(bytes)
    const receipt = { sha256, sizeBytes: bytes.length }
    // The same image again, or one that an earlier crash left unnoticed: sealed if it reads back.
    const there = await this.readBack(sha256)
    if (there.ok) return accept(receipt)
    if (there.refusal.kind === 'vault-object-altered') return there
    try {
      await this.write(sha256, bytes)
    } catch (error) {
      if (!isNoRoom(error)) throw error
      return refuse({ kind: 'vault-full', why: `${this.folder}: ${error.message}` })
    }
    const back = await this.readBack(sha256)
    return back.ok ? accept(receipt) : back
  }

  async readBack(sha256: string): Promise<Result<Uint8Array, VaultRefusal>> {
    // The digest becomes a path: nothing but a digest may.
    if (!DIGEST.test(sha256)) return refuse({ kind: 'vault-object-missing', sha256 })
    const bytes = await readFile(this.pathOf(sha256)).catch((error) => {
      if (error.code === 'ENOENT') return null
      throw error
    })
    if (bytes === null) return refuse({ kind: 'vault-object-missing', sha256 })
    const found = digest(bytes)
    if (found !== sha256) return refuse({ kind: 'vault-object-altered', sha256, found })
    return accept(bytes)
  }

  /** Reads every image again and names each one that is not what its name says. */
  async check(): Promise<{ readonly sound: number; readonly refusals: readonly VaultRefusal[] }> {
    let sound = 0
    const refusals: VaultRefusal[] = []
    for (const sha256 of await this.list()) {
      const back = await this.readBack(sha256)
      if (back.ok) sound += 1
      else refusals.push(back.refusal)
    }
    return { sound, refusals }
  }

  private async list(): Promise<string[]> {
    const names = await readdir(this.folder, { recursive: true }).catch((error) => {
      if (error.code === 'ENOENT') return []
      throw error
    })
    const digests = names.map((name) => name.split(/[\\/]/).at(-1) ?? '')
    return digests.filter((name) => DIGEST.test(name)).sort()
  }

  // After a power cut there is the whole image under its name, or no such name.
  private async write(sha256: string, bytes: Uint8Array): Promise<void> {
    const shelf = this.shelfOf(sha256)
    await mkdir(shelf, { recursive: true, mode: 0o700 })
    const draft = join(shelf, `${sha256}.${process.pid}.${drafts++}.tmp`)
    try {
      const file = await open(draft, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await chmod(draft, 0o444)
      await rename(draft, this.pathOf(sha256))
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
    await syncFolder(shelf)
    await syncFolder(this.folder)
  }

  private pathOf(sha256: string): string {
    return join(this.shelfOf(sha256), sha256)
  }

  // A folder with a hundred thousand files is slow on some systems; 256 shelves are not.
  private shelfOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2))
  }
}

const DIGEST = /^[0-9a-f]{64}$/
let drafts = 0

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function isNoRoom(error: unknown): error is Error {
  const code = (error as NodeJS.ErrnoException).code ?? ''
  return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code)
}

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
