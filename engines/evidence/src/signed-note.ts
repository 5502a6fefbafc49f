import { accept, invariant, type Result, refuse } from '@holdpoint/std'
import { fromBase64, fromHex, joinBytes, toBase64, toHex, utf8 } from './bytes.ts'
import { isKeyName, type NoteKey } from './note-key.ts'

// C2SP signed-note: text, an empty line, one signature a line.

export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export interface NoteSignature {
  readonly name: string
  readonly keyId: string
  readonly signature: Uint8Array
}

export interface NoteRefusal {
  readonly kind: 'note-malformed' | 'key-unknown' | 'signature-invalid'
  readonly why: string
}

/** The caller's Ed25519. It must be strict: `isStrictEd25519` says what that means. */
export type VerifyEd25519 = (claim: {
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}) => boolean | Promise<boolean>

/** Whose signature counts, and how it is checked. */
export interface NoteTrust {
  readonly keys: readonly NoteKey[]
  readonly verify: VerifyEd25519
}

export interface NoteSigner {
  readonly key: NoteKey
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>
}

/** Far above 16 signatures of 5 kB, which every reader must take; far below what would hurt. */
export const NOTE_LENGTH_MAX = 1_000_000
export const NOTE_SIGNATURES_MAX = 100

/**
 * The text of a note that a trusted key signed. Signatures of other keys are passed over; a false
 * one of a trusted key refuses the note.
 */
export async function openNote(
  note: string,
  trust: NoteTrust,
): Promise<Result<string, NoteRefusal>> {
  const parsed = parseNote(note)
  if (!parsed.ok) return parsed
  const message = utf8(parsed.value.text)
  let verified = 0
  for (const { name, keyId, signature } of parsed.value.signatures) {
    const key = trust.keys.find((known) => known.name === name && known.id === keyId)
    if (key === undefined) continue
    if (!(await trust.verify({ publicKey: key.publicKey, message, signature }))) {
      return refuse({ kind: 'signature-invalid', why: `${name}+${keyId} did not sign this text` })
    }
    verified++
  }
  if (verified > 0) return accept(parsed.value.text)
  const signers = parsed.value.signatures.map((s) => `${s.name}+${s.keyId}`).join(', ')
  return refuse({ kind: 'key-unknown', why: `no trusted key signed it; signed by ${signers}` })
}

export async function signNote(text: string, signer: NoteSigner): Promise<string> {
  const signature = await signer.sign(utf8(text))
  const { name, id } = signer.key
  return formatNote({ text, signatures: [{ name, keyId: id, signature }] })
}

export function formatNote(note: SignedNote): string {
  invariant(note.text.endsWith('\n') && !CONTROL.test(note.text), 'we sign whole, plain lines')
  const lines = note.signatures.map(({ name, keyId, signature }) => {
    const id = fromHex(keyId)
    invariant(id?.length === 4 && isKeyName(name), 'a signature names its key')
    return `— ${name} ${toBase64(joinBytes(id, signature))}\n`
  })
  return `${note.text}\n${lines.join('')}`
}

export function parseNote(note: string): Result<SignedNote, NoteRefusal> {
  if (note.length > NOTE_LENGTH_MAX) return malformed('the note is too long')
  if (CONTROL.test(note)) return malformed('the note holds a control character')
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n'))
    return malformed('no empty line divides text and signatures')
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > NOTE_SIGNATURES_MAX) return malformed('the note has too many signatures')
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const signature = parseSignature(line)
    if (signature === null) return malformed(`not a signature line: ${line.slice(0, 80)}`)
    signatures.push(signature)
  }
  return accept({ text: note.slice(0, split + 1), signatures })
}

function parseSignature(line: string): NoteSignature | null {
  const [, name, encoded] = /^— ([^ ]+) ([^ ]+)$/.exec(line) ?? []
  const bytes = encoded === undefined ? null : fromBase64(encoded)
  if (name === undefined || !isKeyName(name) || bytes === null || bytes.length < 5) return null
  return { name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.subarray(4) }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids all but the newline.
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/

function malformed(why: string): Result<never, NoteRefusal> {
  return refuse({ kind: 'note-malformed', why })
}
