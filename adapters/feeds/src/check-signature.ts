import type { PublisherKey, SignatureVerdict } from '@holdpoint/core'
import {
  createMessage,
  type PublicKey,
  readKey,
  readSignature,
  type Signature,
  verify,
} from 'openpgp'

type VerificationResult = Awaited<ReturnType<typeof verify>>['signatures'][number]

/** Says of the signature beside a document what these keys say of it; null where none lies there. */
export type SignatureChecker = (bytes: Uint8Array, asc: string | null) => Promise<SignatureVerdict>

/** By the plant's own keys, and by them alone. */
export async function signatureChecker(
  keys: readonly Pick<PublisherKey, 'armored'>[],
): Promise<SignatureChecker> {
  const known = await Promise.all(keys.map(({ armored }) => readKey({ armoredKey: armored })))
  return async (bytes, asc) => (asc === null ? { kind: 'unsigned' } : check(bytes, asc, known))
}

async function check(
  bytes: Uint8Array,
  asc: string,
  keys: readonly PublicKey[],
): Promise<SignatureVerdict> {
  const signature = await readOrSay(asc)
  if (typeof signature === 'string') return { kind: 'bad', fingerprint: '', why: signature }
  const message = await createMessage({ binary: bytes })
  const verificationKeys = [...keys]
  const { signatures } = await verify({ message, signature, verificationKeys })
  let bad: SignatureVerdict | null = null
  const unknown: string[] = []
  for (const one of signatures) {
    const key = keys.find((each) => each.getKeys(one.keyID).length > 0)
    if (key === undefined) {
      unknown.push(one.keyID.toHex().toUpperCase())
      continue
    }
    const fault = await faultOf(one)
    // One signature that holds is enough: a publisher may change keys and sign with both.
    if (fault === null) return await signed(key, one)
    bad = { kind: 'bad', fingerprint: key.getFingerprint().toUpperCase(), why: fault }
  }
  if (bad !== null) return bad
  if (unknown.length > 0) return { kind: 'key-unknown', keyIds: unknown }
  return { kind: 'bad', fingerprint: '', why: 'the file beside it holds no signature' }
}

/** The words say why it cannot be read. */
async function readOrSay(asc: string): Promise<Signature | string> {
  try {
    return await readSignature({ armoredSignature: asc })
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    return `the signature beside it cannot be read: ${why}`
  }
}

async function faultOf({ verified }: VerificationResult): Promise<string | null> {
  try {
    return (await verified) ? null : 'it is not of these bytes'
  } catch (error) {
    return error instanceof Error ? error.message : 'it does not hold'
  }
}

async function signed(key: PublicKey, one: VerificationResult): Promise<SignatureVerdict> {
  const { packets } = await one.signature
  const created = packets[0]?.created ?? null
  return {
    kind: 'signed',
    fingerprint: key.getFingerprint().toUpperCase(),
    by: key.getUserIDs()[0] ?? 'an owner without a name',
    signedAt: created === null ? null : created.toISOString(),
  }
}
