import { accept, type Result, refuse } from '@holdpoint/std'
import { fromBase64, joinBytes, toBase64, toHex, utf8 } from './bytes.ts'
import { sha256 } from './sha256.ts'

/** C2SP signed-note's signature type byte for plain Ed25519. We accept no other. */
const ED25519 = 0x01
const KEY_BYTES = 32

/** A key that notes are checked with. Name and id together identify it. */
export interface NoteKey {
  readonly name: string
  /** Eight hexadecimal digits; short, so an identifier and no proof. */
  readonly id: string
  readonly publicKey: Uint8Array
}

export interface MalformedKey {
  readonly kind: 'malformed-key'
  readonly why: string
}

/** Null where the name may not stand in a note: empty, or with a space or a plus. */
export function makeNoteKey(name: string, publicKey: Uint8Array): NoteKey | null {
  if (!isKeyName(name) || publicKey.length !== KEY_BYTES) return null
  return { name, id: keyId(name, publicKey), publicKey }
}

/** `name+id+base64(type, public key)`: the text that travels by another way than the ledger. */
export function formatVerifierKey(key: NoteKey): string {
  return `${key.name}+${key.id}+${toBase64(joinBytes(Uint8Array.of(ED25519), key.publicKey))}`
}

export function parseVerifierKey(text: string): Result<NoteKey, MalformedKey> {
  const [, name, id, encoded] = /^([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text) ?? []
  const publicKey = keyBytes(encoded)
  if (name === undefined || publicKey === null) {
    return malformed('a verifier key is name+id+base64 of an Ed25519 key')
  }
  const key = makeNoteKey(name, publicKey)
  if (key === null) return malformed('the name may hold no space')
  if (key.id !== id) return malformed(`the id is ${id}, the key and the name give ${key.id}`)
  return accept(key)
}

/** What a `PRIVATE+KEY+…` text says. Its public key follows from the seed. */
export interface SignerKeyText {
  readonly name: string
  readonly id: string
  readonly seed: Uint8Array
}

export function formatSignerKey(key: SignerKeyText): string {
  const encoded = toBase64(joinBytes(Uint8Array.of(ED25519), key.seed))
  return `PRIVATE+KEY+${key.name}+${key.id}+${encoded}`
}

export function parseSignerKey(text: string): Result<SignerKeyText, MalformedKey> {
  const pattern = /^PRIVATE\+KEY\+([^+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/
  const [, name, id, encoded] = pattern.exec(text) ?? []
  const seed = keyBytes(encoded)
  // The text is secret: a refusal never repeats any of it.
  if (name === undefined || id === undefined || seed === null || !isKeyName(name)) {
    return malformed('a signer key is PRIVATE+KEY+name+id+base64 of an Ed25519 seed')
  }
  return accept({ name, id, seed })
}

/** C2SP signed-note: non-empty, without Unicode spaces or plus; control characters end a note. */
export function isKeyName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids exactly these.
  return name !== '' && !/[\s\u0085+\u0000-\u001f]/.test(name)
}

function keyId(name: string, publicKey: Uint8Array): string {
  const identity = joinBytes(utf8(`${name}\n`), Uint8Array.of(ED25519), publicKey)
  return toHex(sha256(identity).subarray(0, 4))
}

function keyBytes(encoded: string | undefined): Uint8Array | null {
  const bytes = encoded === undefined ? null : fromBase64(encoded)
  if (bytes === null || bytes.length !== 1 + KEY_BYTES || bytes[0] !== ED25519) return null
  return bytes.subarray(1)
}

function malformed(why: string): Result<never, MalformedKey> {
  return refuse({ kind: 'malformed-key', why })
}
