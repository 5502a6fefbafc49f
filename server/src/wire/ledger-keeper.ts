import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { leafHash, type NoteSigner, nodeHash, type ProofSource } from '@holdpoint/evidence'
import { nodeSha256 } from '@holdpoint/evidence/node'
import {
  type Database,
  exportLedgerFiles,
  newestCheckpoint,
  type SiteStore,
} from '@holdpoint/postgres'
import type { Checkpoint, LedgerFile, LedgerKeeper } from '../platform.ts'

const ENTRIES_AT_A_TIME = 5_000

/** The ledger as the server needs it: signed, exported, and proven entry by entry. */
export function createLedgerKeeper(given: {
  readonly database: Database
  readonly site: string
  readonly opened: SiteStore
}): LedgerKeeper {
  const { database, site, opened } = given
  const { checkpoints, signer, verifierKey } = opened

  async function entryBytes(from: number, limit: number): Promise<readonly Uint8Array[]> {
    const { rows } = await database.pool.query<{ bytes: Buffer }>(
      `select bytes from ledger_entry where site_id = $1 and leaf_index >= $2
       order by leaf_index limit $3`,
      [site, from, limit],
    )
    return rows.map((row) => new Uint8Array(row.bytes))
  }

  async function newest(): Promise<Checkpoint | null> {
    const found = await newestCheckpoint(database, site)
    if (found === null) return null
    const { size, note, signedAt } = found
    return { size, note, signedAt, root: Buffer.from(found.root).toString('base64') }
  }

  return {
    verifierKey,
    signer,
    newest,
    entryBytes,
    async sign() {
      const signed = await checkpoints.sign()
      if (!signed.ok) throw new Error(`the ledger was not signed: ${signed.refusal.kind}`)
      const found = await newest()
      if (found === null) throw new Error('a checkpoint that was signed is there')
      return found
    },
    exportFiles: () => exportToMemory({ database, site, signer, opened }),
    proofSource: async (size) => {
      const leaves: Uint8Array[] = []
      for (let from = 0; from < size; from += ENTRIES_AT_A_TIME) {
        const entries = await entryBytes(from, Math.min(ENTRIES_AT_A_TIME, size - from))
        leaves.push(...entries.map((entry) => leafHash(entry, nodeSha256)))
      }
      return sourceOver(leaves)
    },
  }
}

/** All perfect subtrees over the leaves, level by level. */
function sourceOver(leaves: readonly Uint8Array[]): ProofSource {
  const levels: Uint8Array[][] = [[...leaves]]
  for (let below = levels[0] ?? []; below.length > 1; below = levels.at(-1) ?? []) {
    const level: Uint8Array[] = []
    for (let index = 0; index + 1 < below.length; index += 2) {
      const [left, right] = [below[index], below[index + 1]]
      if (left !== undefined && right !== undefined) level.push(nodeHash(left, right, nodeSha256))
    }
    levels.push(level)
  }
  return {
    hash: nodeSha256,
    readNode: async (level, index) => {
      const node = levels[level]?.[index]
      if (node === undefined) throw new Error(`the tree has no node ${level}/${index}`)
      return node
    },
  }
}

async function exportToMemory(given: {
  readonly database: Database
  readonly site: string
  readonly signer: NoteSigner
  readonly opened: SiteStore
}): Promise<readonly LedgerFile[]> {
  const { opened, ...rest } = given
  const folder = await mkdtemp(join(tmpdir(), 'holdpoint-ledger-'))
  try {
    const written = await exportLedgerFiles({ ...rest, checkpoints: opened.checkpoints, folder })
    if (!written.ok) throw new Error(`the ledger was not exported: ${written.refusal.kind}`)
    const names = await readdir(folder, { recursive: true, withFileTypes: true })
    const files = names.filter((name) => name.isFile())
    return Promise.all(
      files.map(async (file) => {
        const at = join(file.parentPath, file.name)
        const path = relative(folder, at).split(sep).join('/')
        return { path, bytes: new Uint8Array(await readFile(at)) }
      }),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
