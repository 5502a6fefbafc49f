import { textOfUtf8 } from '@holdpoint/std'
import { fromBase64, toHex } from './bytes.ts'
import { readCanonicalJson } from './canonical-json.ts'
import { type Checkpoint, openCheckpoint } from './checkpoint.ts'
import {
  isPackPath,
  PACK_NOTE_PATH,
  PACK_PATH,
  type PackEntry,
  type PackFile,
  type PackManifest,
  packNoteText,
  parseManifest,
} from './evidence-pack.ts'
import { parseLedgerEntry } from './ledger-entry.ts'
import { type KeyOrigin, keyOriginOf, type TrustOptions, trustOfFolder } from './ledger-trust.ts'
import { verifyInclusion } from './merkle-proof.ts'
import { leafHash } from './merkle-tree.ts'
import { type Sha256, sha256 } from './sha256.ts'
import { type NoteTrust, openNote } from './signed-note.ts'

// This file is the auditor's: README.md beside it tells the same in words, with every code.

export type PackFailureCode =
  | 'pack-missing'
  | 'pack-not-canonical'
  | 'pack-malformed'
  | 'pack-unsigned'
  | 'pack-mismatch'
  | 'checkpoint-malformed'
  | 'key-unknown'
  | 'signature-invalid'
  | 'path-refused'
  | 'path-repeated'
  | 'file-missing'
  | 'file-mismatch'
  | 'file-unknown'
  | 'entry-missing'
  | 'entry-malformed'
  | 'entry-not-canonical'
  | 'entry-mismatch'
  | 'inclusion-invalid'

export interface PackFailure {
  readonly code: PackFailureCode
  /** A path in the pack, or a field of pack.json. */
  readonly where: string
  readonly why: string
}

export interface PackVerdict {
  readonly ok: boolean
  readonly failures: readonly PackFailure[]
  readonly keyOrigin: KeyOrigin
}

/** The files of a pack as they are, whatever pack.json says. */
export interface PackSource {
  list(): Promise<readonly { readonly path: string; readonly size: number }[]>
  /** Null where there is no such plain file. */
  read(path: string): Promise<Uint8Array | null>
}

export interface PackVerification extends TrustOptions {
  readonly hash?: Sha256
}

/** Checks a pack against itself and the log's signature; reports all that is wrong at once. */
export async function verifyEvidencePack(
  pack: PackSource,
  options: PackVerification,
): Promise<PackVerdict> {
  const failures = await new PackAudit(pack, options).run()
  return { ok: failures.length === 0, failures, keyOrigin: keyOriginOf(options) }
}

class PackAudit {
  private readonly pack: PackSource
  private readonly options: PackVerification
  private readonly hash: Sha256
  private readonly failures: PackFailure[] = []

  constructor(pack: PackSource, options: PackVerification) {
    this.pack = pack
    this.options = options
    this.hash = options.hash ?? sha256
  }

  async run(): Promise<readonly PackFailure[]> {
    const trust = await trustOfFolder(this.pack, this.options)
    if (!trust.ok) return this.fail('key-unknown', 'keys', trust.refusal.why)
    const bytes = await this.pack.read(PACK_PATH)
    if (bytes === null) return this.fail('pack-missing', PACK_PATH, 'there is no such file')
    const json = readCanonicalJson(bytes)
    if (!json.ok) return this.fail('pack-not-canonical', PACK_PATH, json.refusal.why)
    const manifest = parseManifest(json.value)
    if (!manifest.ok) {
      return this.fail('pack-malformed', manifest.refusal.where, 'it is not as the format has it')
    }
    const head = await this.checkHead(manifest.value, trust.value)
    if (head !== null) await this.checkSignature(this.hash(bytes), keysOf(head, trust.value))
    if (this.checkPaths(manifest.value)) {
      for (const entry of manifest.value.entries) await this.checkEntry(entry, head)
      await this.checkFiles(manifest.value)
    }
    return this.failures
  }

  /** The checkpoint: the log's own statement of its size and root. */
  private async checkHead(manifest: PackManifest, trust: NoteTrust): Promise<Checkpoint | null> {
    const opened = await openCheckpoint(manifest.checkpoint, trust)
    if (opened.ok) return opened.value
    this.fail(opened.refusal.kind, 'checkpoint', opened.refusal.why)
    return null
  }

  /** pack.note: without it, whoever edits a report could edit its digest in pack.json as well. */
  private async checkSignature(packDigest: Uint8Array, trust: NoteTrust): Promise<void> {
    const bytes = await this.pack.read(PACK_NOTE_PATH)
    if (bytes === null) {
      this.fail('pack-unsigned', PACK_NOTE_PATH, 'there is no such file')
      return
    }
    const text = await openNote(textOfUtf8(bytes) ?? '', trust)
    if (!text.ok) {
      const { kind, why } = text.refusal
      this.fail(kind === 'note-malformed' ? 'pack-unsigned' : kind, PACK_NOTE_PATH, why)
    } else if (text.value !== packNoteText(packDigest)) {
      this.fail('pack-mismatch', PACK_PATH, 'the log signed another pack.json')
    }
  }

  /** Before any path is opened. Names that differ in case alone are one file on some systems. */
  private checkPaths(manifest: PackManifest): boolean {
    const before = this.failures.length
    const seen = new Set([PACK_PATH, PACK_NOTE_PATH])
    const paths = [...manifest.entries.map((e) => e.file), ...manifest.files.map((f) => f.path)]
    for (const path of paths) {
      if (!isPackPath(path)) this.fail('path-refused', path, 'it could mean a file elsewhere')
      if (seen.has(path.toLowerCase())) this.fail('path-repeated', path, 'it is listed before')
      seen.add(path.toLowerCase())
    }
    return this.failures.length === before
  }

  private async checkEntry(entry: PackEntry, head: Checkpoint | null): Promise<void> {
    const bytes = await this.pack.read(entry.file)
    if (bytes === null) {
      this.fail('entry-missing', entry.file, 'there is no such file')
      return
    }
    const parsed = parseLedgerEntry(bytes)
    if (!parsed.ok) this.fail(parsed.refusal.kind, entry.file, parsed.refusal.why)
    const leaf = leafHash(bytes, this.hash)
    if (toHex(leaf) !== entry.sha256) {
      this.fail('entry-mismatch', entry.file, `its leaf hash is ${toHex(leaf)}`)
    } else if (head !== null) {
      const proof = entry.proof.map((hash) => fromBase64(hash) ?? new Uint8Array(0))
      const claim = { index: entry.index, leafHash: leaf, proof, ...head }
      if (verifyInclusion(claim, this.hash)) return
      this.fail('inclusion-invalid', entry.file, `not entry ${entry.index} of the checkpoint`)
    }
  }

  private async checkFiles(manifest: PackManifest): Promise<void> {
    const present = new Map((await this.pack.list()).map(({ path, size }) => [path, size]))
    for (const file of manifest.files) await this.checkFile(file, present.get(file.path))
    for (const path of [PACK_PATH, PACK_NOTE_PATH]) present.delete(path)
    for (const { file } of manifest.entries) present.delete(file)
    for (const { path } of manifest.files) present.delete(path)
    for (const path of [...present.keys()].sort()) {
      this.fail('file-unknown', path, 'pack.json does not list it')
    }
  }

  private async checkFile(file: PackFile, size: number | undefined): Promise<void> {
    if (size !== undefined && size !== file.size) {
      // Not read at all: a file that grew to any length costs nothing.
      this.fail('file-mismatch', file.path, `${file.size} bytes are listed, ${size} are there`)
      return
    }
    const bytes = await this.pack.read(file.path)
    if (bytes === null) {
      this.fail('file-missing', file.path, 'there is no such file')
    } else if (toHex(this.hash(bytes)) !== file.sha256) {
      this.fail('file-mismatch', file.path, `its digest is ${toHex(this.hash(bytes))}`)
    }
  }

  private fail(code: PackFailureCode, where: string, why: string): readonly PackFailure[] {
    this.failures.push({ code, where, why })
    return this.failures
  }
}

/** Only the log that signed the checkpoint may sign the pack. */
function keysOf(head: Checkpoint, trust: NoteTrust): NoteTrust {
  return { ...trust, keys: trust.keys.filter((key) => key.name === head.origin) }
}

/** A pack in memory, such as one just built. */
export function packInMemory(files: ReadonlyMap<string, Uint8Array>): PackSource {
  return {
    list: async () => [...files].map(([path, bytes]) => ({ path, size: bytes.length })),
    read: async (path) => files.get(path) ?? null,
  }
}
