import {
  encodeBundle,
  encodeLedgerEntry,
  type LedgerEntry,
  type LedgerFiles,
  leafHash,
  parseVerifierKey,
  signCheckpoint,
  splitBundle,
  type TileAddress,
  TileStack,
  tilePath,
  writeLedgerFiles,
} from '@holdpoint/evidence'
import {
  type NoteKeyPair,
  nodeSha256,
  noteKeyFromSeed,
  verifyEd25519,
} from '@holdpoint/evidence/node'
import type { Result } from '@holdpoint/std'

export const LOG_KEY = noteKeyFromSeed('works.example/ledger', new Uint8Array(32).fill(7))
export const OTHER_KEY = noteKeyFromSeed('works.example/ledger', new Uint8Array(32).fill(8))

export function keyOf(pair: NoteKeyPair) {
  return accepted(parseVerifierKey(pair.verifierKey))
}

export function aLedgerEntry(index: number, changed: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    at: new Date(Date.UTC(2026, 2, 1) + index * 1000).toISOString(),
    body: { asset: `PLC-${index}`, note: 'Ventil geprüft', steps: [1, 2.5, true, null] },
    by: 'a.keller',
    command: `c-${index}`,
    kind: 'step-done',
    rules: 'window@3',
    site: 'works',
    stream: `change:${index % 3}`,
    version: Math.floor(index / 3) + 1,
    ...changed,
  }
}

export function someEntries(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, index) => encodeLedgerEntry(aLedgerEntry(index)))
}

/** A ledger folder in memory. `failAfter` writes and removals succeed, the next ones reject. */
export class MemoryFiles implements LedgerFiles {
  readonly files: Map<string, Uint8Array>
  failAfter = Number.POSITIVE_INFINITY

  constructor(files: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.files = new Map(files)
  }

  async read(path: string): Promise<Uint8Array | null> {
    return this.files.get(path) ?? null
  }

  async write(path: string, bytes: Uint8Array): Promise<void> {
    this.spend()
    this.files.set(path, bytes.slice())
  }

  async removePartials(tilePath: string): Promise<void> {
    this.spend()
    for (const path of this.files.keys()) {
      if (path.startsWith(`${tilePath}.p/`)) this.files.delete(path)
    }
  }

  private spend(): void {
    if (this.failAfter-- <= 0) throw new Error('planted: the disk is gone')
  }
}

export async function aLedger(entries: readonly Uint8Array[]): Promise<MemoryFiles> {
  const files = new MemoryFiles()
  const writing = { signer: LOG_KEY.signer, verify: verifyEd25519, hash: nodeSha256 }
  accepted(await writeLedgerFiles(files, entries, writing))
  return files
}

/** What a thief of the key does: tiles, root and signature made anew over any entries at all. */
export async function aForgedLedger(
  entries: readonly Uint8Array[],
  key: NoteKeyPair = LOG_KEY,
): Promise<MemoryFiles> {
  const files = new MemoryFiles()
  const stack = new TileStack(nodeSha256)
  const put = (tile: TileAddress, bytes: Uint8Array) => files.write(tilePath(tile), bytes)
  for (let start = 0; start < entries.length; start += 256) {
    const bundle = entries.slice(start, start + 256)
    const address = { level: 'entries', index: start / 256, width: bundle.length } as const
    await put(address, encodeBundle(bundle))
    for (const entry of bundle) {
      for (const tile of stack.push(leafHash(entry, nodeSha256))) await put(tile, tile.bytes)
    }
  }
  for (const tile of stack.edge()) await put(tile, tile.bytes)
  const checkpoint = { origin: key.signer.key.name, size: entries.length, root: stack.root() }
  const note = await signCheckpoint(checkpoint, key.signer)
  await files.write('checkpoint', new TextEncoder().encode(note))
  await files.write('keys/log.vkey', new TextEncoder().encode(`${key.verifierKey}\n`))
  return files
}

/** Changes one bundle of a ledger in place and nothing else. */
export function editBundle(
  files: MemoryFiles,
  path: string,
  edit: (entries: Uint8Array[]) => Uint8Array[],
): void {
  const bytes = files.files.get(path)
  if (bytes === undefined) throw new Error(`there is no ${path}`)
  files.files.set(path, encodeBundle(edit([...splitBundle(bytes).entries])))
}

export function checkpointOf(files: MemoryFiles): string {
  return new TextDecoder().decode(files.files.get('checkpoint'))
}

export function accepted<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`)
  return result.value
}
