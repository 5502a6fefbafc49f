import { lstat, readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { accept, type Result, refuse } from '@holdpoint/std'
import {
  type PackSource,
  type PackVerdict,
  type PackVerification,
  verifyEvidencePack,
} from '../verify-evidence-pack.ts'
import { verifyEd25519 } from './ed25519.ts'
import { type FolderRefusal, isSystemError, whyUnreadable } from './ledger-folder.ts'
import { nodeSha256 } from './sha256.ts'

export type EvidenceFolderOptions = Omit<PackVerification, 'verify' | 'hash'>

/** Verifies an evidence pack offline. Refuses only where there is no folder to read. */
export async function verifyEvidenceFolder(
  path: string,
  options: EvidenceFolderOptions = {},
): Promise<Result<PackVerdict, FolderRefusal>> {
  const unreadable = (why: string) => refuse({ kind: 'folder-unreadable' as const, path, why })
  try {
    if (!(await stat(path)).isDirectory()) return unreadable('it is not a folder')
    const verification = { ...options, verify: verifyEd25519, hash: nodeSha256 }
    return accept(await verifyEvidencePack(packFolder(path), verification))
  } catch (error) {
    if (isSystemError(error)) return unreadable(whyUnreadable(error))
    throw error
  }
}

function packFolder(folder: string): PackSource {
  return {
    async list() {
      const found = await readdir(folder, { recursive: true, withFileTypes: true })
      const files = found.filter((entry) => !entry.isDirectory())
      return Promise.all(
        files.map(async ({ parentPath, name }) => {
          const path = join(parentPath, name)
          const { size } = await lstat(path)
          return { path: relative(folder, path).split(sep).join('/'), size }
        }),
      )
    },
    read: (path) => readPlainFile(folder, path),
  }
}

/** No file of a pack comes near; a larger one counts as missing, so it cannot exhaust memory. */
const PACK_FILE_BYTES_MAX = 1_000_000_000

/** Through no link on the way: a link could show a file that is not part of the pack. */
async function readPlainFile(folder: string, path: string): Promise<Uint8Array | null> {
  const names = path.split('/')
  try {
    for (let depth = 1; depth < names.length; depth++) {
      const above = await lstat(join(folder, ...names.slice(0, depth)))
      if (!above.isDirectory()) return null
    }
    const file = await lstat(join(folder, ...names))
    return file.isFile() && file.size <= PACK_FILE_BYTES_MAX
      ? await readFile(join(folder, ...names))
      : null
  } catch (error) {
    if (isSystemError(error) && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
    throw error
  }
}
