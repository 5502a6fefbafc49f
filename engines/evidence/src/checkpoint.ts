import { accept, invariant, type Result, refuse } from '@holdpoint/std'
import { fromBase64, toBase64 } from './bytes.ts'
import { HASH_BYTES } from './sha256.ts'
import {
  type NoteRefusal,
  type NoteSigner,
  type NoteTrust,
  openNote,
  signNote,
} from './signed-note.ts'

/** What a log says of itself when it signs: C2SP tlog-checkpoint. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
}

export interface CheckpointRefusal {
  readonly kind: 'checkpoint-malformed' | 'key-unknown' | 'signature-invalid'
  readonly why: string
}

/** A checkpoint that the log itself signed: only a trusted key named like the origin counts. */
export async function openCheckpoint(
  note: string,
  trust: NoteTrust,
): Promise<Result<Checkpoint, CheckpointRefusal>> {
  const origin = note.slice(0, note.indexOf('\n'))
  const keys = trust.keys.filter((key) => key.name === origin)
  const text = await openNote(note, { keys, verify: trust.verify })
  return text.ok ? parseCheckpoint(text.value) : refuse(asCheckpointRefusal(text.refusal))
}

export function signCheckpoint(checkpoint: Checkpoint, signer: NoteSigner): Promise<string> {
  invariant(checkpoint.origin === signer.key.name, 'a log signs with the key of its own name')
  return signNote(formatCheckpoint(checkpoint), signer)
}

export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root } = checkpoint
  invariant(
    root.length === HASH_BYTES && Number.isSafeInteger(size),
    'a tree has a size and a root',
  )
  return `${origin}\n${size}\n${toBase64(root)}\n`
}

/** Lines after the third are extensions, which the format allows and we do not read. */
export function parseCheckpoint(text: string): Result<Checkpoint, CheckpointRefusal> {
  if (!text.endsWith('\n')) return malformed('the last line is not ended')
  const lines = text.slice(0, -1).split('\n')
  if (lines.includes('')) return malformed('a line is empty')
  const [origin, digits, encoded] = lines
  if (origin === undefined || digits === undefined || encoded === undefined) {
    return malformed('a checkpoint has three lines: origin, size, root')
  }
  const size = Number(digits)
  if (!/^(?:0|[1-9][0-9]*)$/.test(digits) || !Number.isSafeInteger(size)) {
    return malformed('the size is not a decimal number without leading zeros')
  }
  const root = fromBase64(encoded)
  if (root?.length !== HASH_BYTES) return malformed('the root is not the base64 of 32 bytes')
  return accept({ origin, size, root })
}

function asCheckpointRefusal(refusal: NoteRefusal): CheckpointRefusal {
  const { kind, why } = refusal
  return { kind: kind === 'note-malformed' ? 'checkpoint-malformed' : kind, why }
}

function malformed(why: string): Result<never, CheckpointRefusal> {
  return refuse({ kind: 'checkpoint-malformed', why })
}
