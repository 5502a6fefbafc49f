import { createHash } from 'node:crypto'
import type { BackupReceipt, BackupVault, VaultRefusal } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'

/** The vault as its port says it; room and altered bytes are set by the test. */
export class InMemoryBackupVault implements BackupVault {
  private readonly images = new Map<string, Uint8Array>()
  bytesFree = Number.POSITIVE_INFINITY

  async seal(bytes: Uint8Array): Promise<Result<BackupReceipt, VaultRefusal>> {
    const sha256 = digest(bytes)
    if (!this.images.has(sha256)) {
      if (bytes.length > this.bytesFree) return refuse({ kind: 'vault-full', why: 'no room' })
      this.images.set(sha256, bytes.slice())
      this.bytesFree -= bytes.length
    }
    const back = await this.readBack(sha256)
    return back.ok ? accept({ sha256, sizeBytes: bytes.length }) : back
  }

  async readBack(sha256: string): Promise<Result<Uint8Array, VaultRefusal>> {
    const bytes = this.images.get(sha256)
    if (bytes === undefined) return refuse({ kind: 'vault-object-missing', sha256 })
    const found = digest(bytes)
    if (found !== sha256) return refuse({ kind: 'vault-object-altered', sha256, found })
    return accept(bytes.slice())
  }

  /** Flips one bit, as a disk or an intruder would. */
  async alter(sha256: string, at: number): Promise<void> {
    const bytes = this.images.get(sha256)
    if (bytes !== undefined) bytes[at] = (bytes[at] ?? 0) ^ 1
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
