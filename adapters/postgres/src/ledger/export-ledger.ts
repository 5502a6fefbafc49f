import {
  appendLeaf,
  type Checkpoint,
  emptyFrontier,
  frontierRoot,
  type LedgerFiles,
  type LedgerWriteRefusal,
  leafHash,
  type NoteSigner,
  openCheckpoint,
  type WrittenLedger,
  writeLedgerFiles,
} from '@holdpoint/evidence'
import { ledgerFolder, nodeSha256, verifyEd25519 } from '@holdpoint/evidence/node'
import { accept, type Result, refuse } from '@holdpoint/std'
import type { Database } from '../database.ts'
import type { CheckpointSigner, SignRefusal } from './checkpoint-signer.ts'

export type ExportRefusal =
  | SignRefusal
  | LedgerWriteRefusal
  /** The entries in the database do not give the root that was signed. */
  | { readonly kind: 'entries-altered'; readonly size: number; readonly signed: string }
  | { readonly kind: 'folder-holds-another-ledger'; readonly folder: string }

const ENTRIES_AT_A_TIME = 4_096

/**
 * Writes the ledger as plain files that verify offline: entries, tiles and checkpoint. A folder
 * with an earlier export of the same ledger is continued.
 */
export async function exportLedgerFiles(at: {
  readonly database: Database
  readonly site: string
  readonly checkpoints: CheckpointSigner
  readonly signer: NoteSigner
  readonly folder: string
}): Promise<Result<WrittenLedger, ExportRefusal>> {
  const signed = await at.checkpoints.sign()
  if (!signed.ok) return signed
  const { size, root } = signed.value
  const files = ledgerFolder(at.folder)
  const before = await checkpointOf(files, at.signer)
  // The files are signed as they grow: so first make sure that they will come to what is signed.
  const roots = await rootsAt(at, [before?.size ?? 0, size])
  if (roots.at(-1) !== base64(root)) {
    return refuse({ kind: 'entries-altered', size, signed: base64(root) })
  }
  if (before !== null && roots[0] !== base64(before.root)) {
    return refuse({ kind: 'folder-holds-another-ledger', folder: at.folder })
  }
  const writing = { signer: at.signer, verify: verifyEd25519, hash: nodeSha256 }
  let written = await writeLedgerFiles(files, [], writing)
  while (written.ok && written.value.checkpoint.size < size) {
    const from = written.value.checkpoint.size
    const entries = await readEntries(at, from, Math.min(size, from + ENTRIES_AT_A_TIME))
    written = await writeLedgerFiles(files, entries, writing)
  }
  return written.ok ? accept(written.value) : written
}

type Source = { readonly database: Database; readonly site: string }

/** The roots at these sizes, in rising order, computed from the entries' bytes; null: too few. */
async function rootsAt(at: Source, sizes: readonly number[]): Promise<(string | null)[]> {
  let frontier = emptyFrontier()
  const roots: (string | null)[] = []
  for (const size of sizes) {
    while (frontier.size < size) {
      const end = Math.min(size, frontier.size + ENTRIES_AT_A_TIME)
      const entries = await readEntries(at, frontier.size, end)
      if (entries.length === 0) break
      for (const entry of entries) {
        frontier = appendLeaf(frontier, leafHash(entry, nodeSha256), nodeSha256)
      }
    }
    const reached = frontier.size === size
    roots.push(reached ? base64(frontierRoot(frontier, nodeSha256)) : null)
  }
  return roots
}

/** What an earlier export ended with; a damaged one is left to the writer, which says so. */
async function checkpointOf(files: LedgerFiles, signer: NoteSigner): Promise<Checkpoint | null> {
  const note = await files.read('checkpoint')
  if (note === null) return null
  const trust = { keys: [signer.key], verify: verifyEd25519 }
  const opened = await openCheckpoint(Buffer.from(note).toString('utf8'), trust)
  return opened.ok ? opened.value : null
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

async function readEntries(at: Source, from: number, end: number): Promise<Uint8Array[]> {
  const { rows } = await at.database.pool.query<{ bytes: Buffer }>(
    `select bytes from ledger_entry
     where site_id = $1 and leaf_index >= $2 and leaf_index < $3 order by leaf_index`,
    [at.site, from, end],
  )
  return rows.map(({ bytes }) => bytes)
}
