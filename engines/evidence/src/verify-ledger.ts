import { textOfUtf8 } from '@holdpoint/std'
import { sameBytes, toBase64 } from './bytes.ts'
import { type Checkpoint, type CheckpointRefusal, openCheckpoint } from './checkpoint.ts'
import { splitBundle } from './entry-bundle.ts'
import { type EntryFault, EntryRules } from './entry-rules.ts'
import type { LedgerSource } from './ledger-files.port.ts'
import { type KeyOrigin, keyOriginOf, type TrustOptions, trustOfFolder } from './ledger-trust.ts'
import { leafHash } from './merkle-tree.ts'
import { HASH_BYTES, type Sha256, sha256 } from './sha256.ts'
import { CHECKPOINT_PATH, TILE_WIDTH, tilePath } from './tile-path.ts'
import { type Tile, TileStack } from './tile-stack.ts'

// This file is the auditor's: README.md beside it tells the same in words, with every code.

export type LedgerFaultCode =
  | CheckpointRefusal['kind']
  | EntryFault['code']
  | 'checkpoint-missing'
  | 'entries-missing'
  | 'tile-missing'
  | 'tile-mismatch'
  | 'size-mismatch'
  | 'root-mismatch'
  | 'fork'
  | 'truncated'

export interface LedgerFault {
  /** The first bad entry, counted from 0; null where the fault is of no one entry. */
  readonly index: number | null
  readonly code: LedgerFaultCode
  readonly why: string
}

export interface LedgerVerdict {
  readonly ok: boolean
  /** As the checkpoint says them; null where no checkpoint could be believed. */
  readonly size: number | null
  readonly root: string | null
  readonly keyOrigin: KeyOrigin
  readonly firstBad?: LedgerFault
}

export interface LedgerVerification extends TrustOptions {
  /** Signed checkpoints kept from earlier visits: only they show a log that was rewritten. */
  readonly keptCheckpoints?: readonly string[]
  readonly hash?: Sha256
  /** Called after each bundle of 256 entries. */
  readonly onProgress?: (entriesDone: number) => void
}

/**
 * Recomputes a whole ledger from its entries: each entry, each tile, the root, the signature.
 * Reads one bundle at a time, and stops at the first fault.
 */
export async function verifyLedger(
  files: LedgerSource,
  options: LedgerVerification,
): Promise<LedgerVerdict> {
  const folder = await trustOfFolder(files, options)
  const keyOrigin = keyOriginOf(options)
  const failed = (code: LedgerFaultCode, why: string): LedgerVerdict => {
    return { ok: false, size: null, root: null, keyOrigin, firstBad: { index: null, code, why } }
  }
  if (!folder.ok) return failed(folder.refusal.kind, folder.refusal.why)
  const trust = folder.value

  const note = await files.read(CHECKPOINT_PATH)
  if (note === null) return failed('checkpoint-missing', `there is no ${CHECKPOINT_PATH}`)
  const head = await openCheckpoint(textOfUtf8(note) ?? '', trust)
  if (!head.ok) return failed(head.refusal.kind, head.refusal.why)

  const kept: Checkpoint[] = []
  for (const [i, keptNote] of (options.keptCheckpoints ?? []).entries()) {
    const opened = await openCheckpoint(keptNote, trust)
    if (!opened.ok)
      return failed(opened.refusal.kind, `kept checkpoint ${i}: ${opened.refusal.why}`)
    kept.push(opened.value)
  }
  kept.sort((a, b) => a.size - b.size)

  const { size, root } = head.value
  const firstBad = await new LedgerAudit(files, { head: head.value, kept, ...options }).run()
  const verdict = { size, root: toBase64(root), keyOrigin }
  return firstBad === null ? { ok: true, ...verdict } : { ok: false, ...verdict, firstBad }
}

interface AuditTask {
  readonly head: Checkpoint
  /** Smallest first. */
  readonly kept: readonly Checkpoint[]
  readonly hash?: Sha256
  readonly onProgress?: (entriesDone: number) => void
}

class LedgerAudit {
  private readonly files: LedgerSource
  private readonly task: AuditTask
  private readonly hash: Sha256
  private readonly tree: TileStack
  private readonly rules = new EntryRules()
  private keptSeen = 0

  constructor(files: LedgerSource, task: AuditTask) {
    this.files = files
    this.task = task
    this.hash = task.hash ?? sha256
    this.tree = new TileStack(this.hash)
  }

  async run(): Promise<LedgerFault | null> {
    const { size } = this.task.head
    let fault = this.compareKept(0)
    for (let start = 0; start < size && fault === null; start += TILE_WIDTH) {
      fault = await this.checkBundle(start, Math.min(TILE_WIDTH, size - start))
      this.task.onProgress?.(Math.min(start + TILE_WIDTH, size))
    }
    return fault ?? (await this.checkEdge())
  }

  /** One bundle of entries and the leaf tile over it, entry by entry. */
  private async checkBundle(start: number, width: number): Promise<LedgerFault | null> {
    const index = start / TILE_WIDTH
    const bundlePath = tilePath({ level: 'entries', index, width })
    const leafTilePath = tilePath({ level: 0, index, width })
    const read = [this.files.read(bundlePath), this.files.read(leafTilePath)] as const
    const [bundle, leafTile] = await Promise.all(read)
    if (bundle === null) return fault(start, 'entries-missing', `there is no ${bundlePath}`)
    if (leafTile === null) return fault(start, 'tile-missing', `there is no ${leafTilePath}`)
    const { entries, leftOver } = splitBundle(bundle)

    for (let i = 0; i < Math.min(entries.length, width); i++) {
      const entry = entries[i] as Uint8Array
      const leaf = leafHash(entry, this.hash)
      const full = this.tree.push(leaf)
      const found =
        this.checkEntry(start + i, entry) ??
        compareLeaf(leafTile, { position: i, leaf, at: start + i, path: leafTilePath }) ??
        (full.length === 0 ? null : await this.compareTiles(full)) ??
        this.compareKept(start + i + 1)
      if (found !== null) return found
    }
    if (entries.length < width) {
      const why = `${bundlePath} holds ${entries.length} entries, ${width} belong there`
      return fault(start + entries.length, 'entries-missing', why)
    }
    if (entries.length > width || leftOver > 0 || leafTile.length > width * HASH_BYTES) {
      const why = `${bundlePath} or ${leafTilePath} holds more than ${width} entries`
      return fault(start + width, 'size-mismatch', why)
    }
    return null
  }

  private checkEntry(index: number, entry: Uint8Array): LedgerFault | null {
    const found = this.rules.check(entry)
    return found === null ? null : { index, ...found }
  }

  /** The leaf tile is passed over: it was compared hash by hash. */
  private async compareTiles(tiles: readonly Tile[]): Promise<LedgerFault | null> {
    for (const tile of tiles) {
      const found = tile.level === 0 ? null : await this.compareTile(tile)
      if (found !== null) return found
    }
    return null
  }

  /** What stands when all entries are in: the partial tiles, the root, the end. */
  private async checkEdge(): Promise<LedgerFault | null> {
    const { head, kept } = this.task
    const found = await this.compareTiles(this.tree.edge())
    if (found !== null) return found
    if (!sameBytes(this.tree.root(), head.root)) {
      const why = `entries and tiles agree on the root ${toBase64(this.tree.root())}, not on that`
      return fault(null, 'root-mismatch', `${why} of the checkpoint`)
    }
    const largest = kept.at(-1)
    if (largest === undefined || largest.size <= head.size) return null
    const why = `a kept checkpoint has ${largest.size} entries, this log only ${head.size}`
    return fault(head.size, 'truncated', why)
  }

  private async compareTile(tile: Tile): Promise<LedgerFault | null> {
    const path = tilePath(tile)
    const span = TILE_WIDTH ** tile.level
    const first = tile.index * TILE_WIDTH * span
    const bytes = await this.files.read(path)
    if (bytes === null) return fault(first, 'tile-missing', `there is no ${path}`)
    if (sameBytes(bytes, tile.bytes)) return null
    let position = 0
    while (position < tile.width - 1 && sameHash(bytes, position, tile.bytes)) position++
    const why = `${path} is not what the tiles below it give, from hash ${position} on`
    return fault(first + position * span, 'tile-mismatch', why)
  }

  /** The tree has `size` entries now: does it pass through the checkpoints that were kept? */
  private compareKept(size: number): LedgerFault | null {
    const { kept } = this.task
    for (let next = kept[this.keptSeen]; next?.size === size; next = kept[++this.keptSeen]) {
      if (sameBytes(this.tree.root(), next.root)) continue
      const agreed = kept[this.keptSeen - 1]?.size ?? 0
      const why = `the first ${size} entries are not those of a kept checkpoint of that size`
      return fault(agreed, 'fork', `${why}; the first changed one is ${agreed} or a later one`)
    }
    return null
  }
}

function compareLeaf(
  tile: Uint8Array,
  of: { position: number; leaf: Uint8Array; at: number; path: string },
): LedgerFault | null {
  const recorded = tile.subarray(of.position * HASH_BYTES, (of.position + 1) * HASH_BYTES)
  if (sameBytes(recorded, of.leaf)) return null
  const why = `the entry hashes to ${toBase64(of.leaf)}, ${of.path} says ${toBase64(recorded)}`
  return fault(of.at, 'tile-mismatch', why)
}

function sameHash(bytes: Uint8Array, position: number, expected: Uint8Array): boolean {
  const [start, end] = [position * HASH_BYTES, (position + 1) * HASH_BYTES]
  return sameBytes(bytes.subarray(start, end), expected.subarray(start, end))
}

function fault(index: number | null, code: LedgerFaultCode, why: string): LedgerFault {
  return { index, code, why }
}
