import { createHash } from 'node:crypto'
import { accept, type Result, refuse } from '@holdpoint/std'
import { createMessage, type PublicKey, readKey, readSignature, verify } from 'openpgp'

export type DocumentRefusal = {
  readonly kind: 'wrong-hash' | 'no-hash' | 'wrong-signature' | 'no-signature'
  readonly words: string
}

/** What was published beside a document; null where it was not there. */
export type Beside = {
  readonly sha512: string | null
  readonly sha256: string | null
  readonly signature: string | null
}

/**
 * Before a document is read at all: its hash, and its signature where the provider has keys. The
 * strongest hash that is there must hold; a provider with keys signs everything.
 */
export async function checkDocument(
  bytes: Uint8Array,
  beside: Beside,
  keys: readonly PublicKey[],
): Promise<Result<'checked', DocumentRefusal>> {
  const algorithm = beside.sha512 === null ? 'sha256' : 'sha512'
  const stated = beside.sha512 ?? beside.sha256
  if (stated === null) return refuse({ kind: 'no-hash', words: 'no hash is published beside it' })
  const [said = ''] = stated.trim().split(/\s+/)
  const own = createHash(algorithm).update(bytes).digest('hex')
  if (said.toLowerCase() !== own) {
    const words = `its ${algorithm} is ${own.slice(0, 16)}…, published is ${said.slice(0, 16)}…`
    return refuse({ kind: 'wrong-hash', words })
  }
  if (keys.length === 0) return accept('checked')
  if (beside.signature === null) {
    return refuse({ kind: 'no-signature', words: 'the provider has keys and this is not signed' })
  }
  const signed = await isSigned(bytes, beside.signature, keys)
  if (signed === null) return accept('checked')
  return refuse({ kind: 'wrong-signature', words: signed })
}

/** Null where one of the keys made it, else why not. */
async function isSigned(
  bytes: Uint8Array,
  armored: string,
  keys: readonly PublicKey[],
): Promise<string | null> {
  try {
    const signature = await readSignature({ armoredSignature: armored })
    const message = await createMessage({ binary: bytes })
    const { signatures } = await verify({ message, signature, verificationKeys: [...keys] })
    const reasons: string[] = []
    for (const one of signatures) {
      const good = await one.verified.catch((error: Error) => {
        reasons.push(error.message)
        return false
      })
      if (good) return null
    }
    return reasons[0] ?? 'it carries no signature'
  } catch (error) {
    return error instanceof Error ? error.message : 'the signature cannot be read'
  }
}

export type KeyRefusal = { readonly kind: 'wrong-key'; readonly words: string }

/** A key is taken only when it is the one whose fingerprint the metadata names. */
export async function readProviderKey(
  armored: string,
  fingerprint: string,
): Promise<Result<PublicKey, KeyRefusal>> {
  try {
    const key = await readKey({ armoredKey: armored })
    const own = key.getFingerprint().toUpperCase()
    if (own === fingerprint.replaceAll(' ', '').toUpperCase()) return accept(key.toPublic())
    return refuse({
      kind: 'wrong-key',
      words: `its fingerprint is ${own}, named is ${fingerprint}`,
    })
  } catch (error) {
    const words = error instanceof Error ? error.message : 'it cannot be read'
    return refuse({ kind: 'wrong-key', words })
  }
}
