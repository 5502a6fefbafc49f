import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { accept, invariant, type Result, refuse } from '@holdpoint/std'
import { isStrictEd25519 } from '../ed25519-strict.ts'
import {
  formatSignerKey,
  formatVerifierKey,
  type MalformedKey,
  makeNoteKey,
  parseSignerKey,
} from '../note-key.ts'
import type { NoteSigner, VerifyEd25519 } from '../signed-note.ts'

/** Strict Ed25519 on Node's own cryptography. */
export const verifyEd25519 = (({ publicKey, message, signature }) => {
  if (!isStrictEd25519(publicKey, signature)) return false
  return verify(null, message, publicKeyOf(publicKey), signature)
}) satisfies VerifyEd25519

export interface NoteKeyPair {
  readonly signer: NoteSigner
  /** Secret. */
  readonly signerKey: string
  readonly verifierKey: string
}

/** The same key for the same seed: 32 bytes from a source of secrets. */
export function noteKeyFromSeed(name: string, seed: Uint8Array): NoteKeyPair {
  const privateKey = privateKeyOf(seed)
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const key = makeNoteKey(name, new Uint8Array(publicKey.subarray(SPKI_PREFIX.length)))
  invariant(key !== null, 'the name of a key holds no space and no plus')
  return {
    signer: { key, sign: (message) => new Uint8Array(sign(null, message, privateKey)) },
    signerKey: formatSignerKey({ name, id: key.id, seed }),
    verifierKey: formatVerifierKey(key),
  }
}

export function readSignerKey(text: string): Result<NoteSigner, MalformedKey> {
  const parsed = parseSignerKey(text)
  if (!parsed.ok) return parsed
  const { signer } = noteKeyFromSeed(parsed.value.name, parsed.value.seed)
  if (signer.key.id === parsed.value.id) return accept(signer)
  return refuse({ kind: 'malformed-key', why: 'the id does not fit the name and the key' })
}

// RFC 8410: what comes before the 32 raw bytes in DER.
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex')
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

function publicKeyOf(raw: Uint8Array): KeyObject {
  const key = Buffer.concat([SPKI_PREFIX, raw])
  return createPublicKey({ key, format: 'der', type: 'spki' })
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  invariant(seed.length === 32, 'an Ed25519 seed is 32 bytes')
  const key = Buffer.concat([PKCS8_PREFIX, seed])
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' })
}
