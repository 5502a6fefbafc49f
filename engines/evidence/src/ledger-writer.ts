import { accept, type Result, refuse, textOfUtf8 } from '@holdpoint/std'
import { sameBytes, utf8 } from './bytes.ts'
import { type Checkpoint, openCheckpoint, signCheckpoint } from './checkpoint.ts'
import { ENTRY_BYTES_MAX, encodeBundle, splitBundle } from './entry-bundle.ts'
import { parseLedgerEntry } from './ledger-entry.ts'
import type { LedgerFiles, LedgerSource } from './ledger-files.port.ts'
import { leafHash, splitHashes } from './merkle-tree.ts'
import { formatVerifierKey, type NoteKey } from './note-key.ts'
import { HASH_BYTES, type Sha256, sha256 } from './sha256.ts'
import type { NoteSigner, VerifyEd25519 } from './signed-note.ts'
import {
  CHECKPOINT_PATH,
  edgeTiles,
  LOG_KEY_PATH,
  TILE_WIDTH,
  type TileAddress,
  tilePath,
  wholeTilePath,
} from './tile-path.ts'
import { type Tile, TileStack } from './tile-stack.ts'

export type LedgerWriteRefusal =
  | {
      readonly kind: 'entry-too-large'
      readonly position: number
      readonly bytes: number
      readonly bytesMax: number
    }
  | {
      readonly kind: 'entry-malformed' | 'entry-not-canonical'
      readonly position: number
      readonly why: string
    }
  /** The folder is not what its checkpoint says: verify it, restore it; never sign over it. */
  | { readonly kind: 'ledger-damaged'; readonly path: string; readonly why: string }

export interface LedgerWriting {
  readonly signer: NoteSigner
  /** After a change of key: those that may have signed the checkpoint that is there. */
  readonly formerKeys?: readonly NoteKey[]
  readonly verify: VerifyEd25519
  readonly hash?: Sha256
}

export interface WrittenLedger {
  readonly checkpoint: Checkpoint
  readonly note: string
}

/**
 * Appends entries to a ledger folder, which may be empty, and signs the new checkpoint. The
 * checkpoint is written last: a crash before it leaves the old ledger; the same call repairs it.
 */
export async function writeLedgerFiles(
  files: LedgerFiles,
  entries: readonly Uint8Array[],
  writing: LedgerWriting,
): Promise<Result<WrittenLedger, LedgerWriteRefusal>> {
  const refusal = entries.map(entryRefusal).find((found) => found !== null)
  if (refusal) return refuse(refusal)
  const opened = await openEdge(files, writing)
  if (!opened.ok) return opened
  const { size, stack, bundle } = opened.value
  const filled = await appendEntries(files, { size, stack, bundle, entries, ...writing })
  for (const tile of stack.edge()) await files.write(tilePath(tile), tile.bytes)

  const checkpoint = {
    origin: writing.signer.key.name,
    size: size + entries.length,
    root: stack.root(),
  }
  const note = await signCheckpoint(checkpoint, writing.signer)
  await keepKey(files, formatVerifierKey(writing.signer.key))
  await files.write(CHECKPOINT_PATH, utf8(note))
  // From here on every reader finds the full tiles, so C2SP lets the partial ones go.
  for (const tile of filled) await files.removePartials(wholeTilePath(tile))
  return accept({ checkpoint, note })
}

function entryRefusal(entry: Uint8Array, position: number): LedgerWriteRefusal | null {
  if (entry.length > ENTRY_BYTES_MAX) {
    const bytesMax = ENTRY_BYTES_MAX
    return { kind: 'entry-too-large', position, bytes: entry.length, bytesMax }
  }
  const parsed = parseLedgerEntry(entry)
  return parsed.ok ? null : { ...parsed.refusal, position }
}

interface Edge {
  readonly size: number
  readonly stack: TileStack
  /** The entries of the last bundle, where it is not full. */
  readonly bundle: readonly Uint8Array[]
}

/** Reads what is needed to go on, and believes none of it that the checkpoint does not cover. */
async function openEdge(
  files: LedgerSource,
  { signer, formerKeys = [], verify, hash = sha256 }: LedgerWriting,
): Promise<Result<Edge, LedgerWriteRefusal>> {
  const note = await files.read(CHECKPOINT_PATH)
  if (note === null) return accept({ size: 0, stack: new TileStack(hash), bundle: [] })
  const trust = { keys: [signer.key, ...formerKeys], verify }
  const opened = await openCheckpoint(textOfUtf8(note) ?? '', trust)
  if (!opened.ok) return damaged(CHECKPOINT_PATH, opened.refusal.why)
  const { size, root } = opened.value

  const edge: Tile[] = []
  for (const tile of edgeTiles(size)) {
    const bytes = await files.read(tilePath(tile))
    if (bytes?.length !== tile.width * HASH_BYTES) return damaged(tilePath(tile), 'missing or cut')
    edge.push({ ...tile, bytes })
  }
  const stack = TileStack.from(size, edge, hash)
  if (!sameBytes(stack.root(), root)) {
    return damaged(CHECKPOINT_PATH, 'the tiles at the edge do not give its root')
  }
  const width = size % TILE_WIDTH
  if (width === 0) return accept({ size, stack, bundle: [] })
  const path = tilePath({ level: 'entries', index: Math.floor(size / TILE_WIDTH), width })
  const bundle = splitBundle((await files.read(path)) ?? new Uint8Array(0)).entries
  const leaves = splitHashes(edge[0]?.bytes ?? new Uint8Array(0))
  const sound = leaves.every((leaf, i) => {
    const entry = bundle[i]
    return entry !== undefined && sameBytes(leafHash(entry, hash), leaf)
  })
  if (!sound || bundle.length !== width) return damaged(path, 'it does not fit its tile')
  return accept({ size, stack, bundle })
}

async function appendEntries(
  files: LedgerFiles,
  edge: Edge & { readonly entries: readonly Uint8Array[]; readonly hash?: Sha256 },
): Promise<readonly Omit<TileAddress, 'width'>[]> {
  const filled: Omit<TileAddress, 'width'>[] = []
  let bundle = edge.bundle.slice()
  let index = Math.floor(edge.size / TILE_WIDTH)
  const writeBundle = () =>
    files.write(tilePath({ level: 'entries', index, width: bundle.length }), encodeBundle(bundle))

  for (const entry of edge.entries) {
    bundle.push(entry)
    for (const tile of edge.stack.push(leafHash(entry, edge.hash))) {
      await files.write(tilePath(tile), tile.bytes)
      filled.push(tile)
    }
    if (bundle.length === TILE_WIDTH) {
      await writeBundle()
      filled.push({ level: 'entries', index })
      bundle = []
      index++
    }
  }
  if (bundle.length > 0) await writeBundle()
  return filled
}

async function keepKey(files: LedgerFiles, verifierKey: string): Promise<void> {
  const kept = textOfUtf8((await files.read(LOG_KEY_PATH)) ?? new Uint8Array(0)) ?? ''
  if (kept.split('\n').includes(verifierKey)) return
  await files.write(LOG_KEY_PATH, utf8(`${kept}${verifierKey}\n`))
}

function damaged(path: string, why: string): Result<never, LedgerWriteRefusal> {
  return refuse({ kind: 'ledger-damaged', path, why })
}
