import { accept, type JsonValue, type Result, refuse } from '@holdpoint/std'
import { toBase64, toHex, utf8 } from './bytes.ts'
import { canonicalJson } from './canonical-json.ts'
import { parseCheckpoint } from './checkpoint.ts'
import {
  entryPath,
  isPackPath,
  PACK_FORMAT,
  PACK_NOTE_PATH,
  PACK_PATH,
  type PackManifest,
  packNoteText,
} from './evidence-pack.ts'
import { leafHash } from './merkle-tree.ts'
import { formatVerifierKey } from './note-key.ts'
import { inclusionProof, type ProofSource } from './proof-builder.ts'
import { sha256 } from './sha256.ts'
import { type NoteSigner, parseNote, signNote } from './signed-note.ts'
import { LOG_KEY_PATH } from './tile-path.ts'

export interface EvidencePackContent {
  readonly subject: string
  readonly site: string
  readonly createdAt: string
  /** The signed checkpoint that covers all the entries. */
  readonly checkpoint: string
  readonly entries: readonly { readonly index: number; readonly bytes: Uint8Array }[]
  /** Reports and records beside the entries, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>
}

export type PackBuildRefusal =
  | { readonly kind: 'path-refused'; readonly path: string }
  | { readonly kind: 'checkpoint-malformed'; readonly why: string }
  | { readonly kind: 'entry-not-covered'; readonly index: number; readonly size: number }

/** The files of a pack by path. The signer is the log's own: it holds the pack together. */
export async function buildEvidencePack(
  content: EvidencePackContent,
  making: { readonly source: ProofSource; readonly signer: NoteSigner },
): Promise<Result<ReadonlyMap<string, Uint8Array>, PackBuildRefusal>> {
  const note = parseNote(content.checkpoint)
  const head = note.ok ? parseCheckpoint(note.value.text) : note
  if (!head.ok) return refuse({ kind: 'checkpoint-malformed', why: head.refusal.why })
  const { size } = head.value
  const key = utf8(`${formatVerifierKey(making.signer.key)}\n`)
  const files = new Map(content.files).set(LOG_KEY_PATH, key)
  const badPath = [...files.keys()].find((path) => !isPackPath(path) || isOurs(path))
  if (badPath !== undefined) return refuse({ kind: 'path-refused', path: badPath })

  const pack = new Map<string, Uint8Array>()
  const entries: PackManifest['entries'][number][] = []
  for (const { index, bytes } of content.entries.toSorted((a, b) => a.index - b.index)) {
    if (index >= size) return refuse({ kind: 'entry-not-covered', index, size })
    const proof = await inclusionProof({ index, size }, making.source)
    const leaf = toHex(leafHash(bytes))
    entries.push({ index, sha256: leaf, file: entryPath(index), proof: proof.map(toBase64) })
    pack.set(entryPath(index), bytes)
  }
  for (const [path, bytes] of files) pack.set(path, bytes)
  const { subject, site, createdAt, checkpoint } = content
  const listed = [...files].map(([path, bytes]) => {
    return { path, sha256: toHex(sha256(bytes)), size: bytes.length }
  })
  const manifest: PackManifest = {
    ...{ format: PACK_FORMAT, subject, site, createdAt, checkpoint, entries },
    files: listed.sort((a, b) => (a.path < b.path ? -1 : 1)),
  }
  const manifestBytes = utf8(canonicalJson(manifest as unknown as JsonValue))
  pack.set(PACK_PATH, manifestBytes)
  pack.set(PACK_NOTE_PATH, utf8(await signNote(packNoteText(sha256(manifestBytes)), making.signer)))
  return accept(pack)
}

function isOurs(path: string): boolean {
  return path === PACK_PATH || path === PACK_NOTE_PATH || path.startsWith('entries/')
}
