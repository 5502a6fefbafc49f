import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { accept, type Result, refuse } from '@holdpoint/std'
import { ENTRY_BYTES_MAX } from '../entry-bundle.ts'
import type { LedgerFiles } from '../ledger-files.port.ts'
import { TILE_WIDTH } from '../tile-path.ts'
import { type LedgerVerdict, type LedgerVerification, verifyLedger } from '../verify-ledger.ts'
import { verifyEd25519 } from './ed25519.ts'
import { nodeSha256 } from './sha256.ts'

export interface FolderRefusal {
  readonly kind: 'folder-unreadable'
  readonly path: string
  readonly why: string
}

export type LedgerFolderOptions = Omit<LedgerVerification, 'verify' | 'hash'>

/** Verifies a ledger folder offline. Refuses only where there is no folder to read. */
export async function verifyLedgerFolder(
  path: string,
  options: LedgerFolderOptions = {},
): Promise<Result<LedgerVerdict, FolderRefusal>> {
  const unreadable = (why: string) => refuse({ kind: 'folder-unreadable' as const, path, why })
  try {
    if (!(await stat(path)).isDirectory()) return unreadable('it is not a folder')
    const verification = { ...options, verify: verifyEd25519, hash: nodeSha256 }
    return accept(await verifyLedger(ledgerFolder(path), verification))
  } catch (error) {
    if (isSystemError(error)) return unreadable(whyUnreadable(error))
    throw error
  }
}

/** A ledger in a folder of the file system. */
export function ledgerFolder(folder: string): LedgerFiles {
  return {
    read: (path) => readBounded(join(folder, path), LEDGER_FILE_BYTES_MAX),
    write: (path, bytes) => writeDurably(join(folder, path), bytes),
    removePartials: (path) => rm(join(folder, `${path}.p`), { recursive: true, force: true }),
  }
}

/** A full bundle of the longest entries: no file of a ledger is larger. */
const LEDGER_FILE_BYTES_MAX = TILE_WIDTH * (2 + ENTRY_BYTES_MAX)

/** At most one byte more than allowed: enough for the verifier to see that it is too much. */
async function readBounded(path: string, bytesMax: number): Promise<Uint8Array | null> {
  const file = await open(path, 'r').catch(nullIfAbsent)
  if (file === null) return null
  try {
    const { size } = await file.stat()
    const buffer = Buffer.allocUnsafe(Math.min(size, bytesMax + 1))
    let length = 0
    while (length < buffer.length) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, length)
      if (bytesRead === 0) break
      length += bytesRead
    }
    return buffer.subarray(0, length)
  } finally {
    await file.close()
  }
}

/** Beside it, flushed, renamed over it, and the folder flushed: power loss leaves old or new. */
async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path)
  const firstMade = await mkdir(folder, { recursive: true })
  const beside = `${path}.new`
  const file = await open(beside, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(beside, path)
  await syncFolder(folder)
  if (firstMade === undefined) return
  // A new folder is only as durable as its name in the one above it.
  const last = dirname(resolve(firstMade))
  for (let made = resolve(folder); made !== last; made = dirname(made)) {
    await syncFolder(dirname(made))
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync().finally(() => folder.close())
}

function nullIfAbsent(error: unknown): null {
  if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
  throw error
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error
}

export function whyUnreadable(error: NodeJS.ErrnoException): string {
  return error.code === 'ENOENT' ? 'there is no such folder' : (error.code ?? error.message)
}
