import type { ReadPublisherKey } from '@holdpoint/core'
import { accept, type Result, refuse } from '@holdpoint/std'
import { readKeys } from 'openpgp'

/** A public key out of the file that a publisher offers; the words say why it is none. */
export async function readPublisherKey(armored: string): Promise<Result<ReadPublisherKey, string>> {
  try {
    const [key, ...more] = await readKeys({ armoredKeys: armored })
    if (key === undefined) return refuse('holds no key')
    if (more.length > 0) return refuse(`holds ${more.length + 1} keys: give one at a time`)
    if (key.isPrivate()) return refuse('is a private key, which belongs to its owner alone')
    if (await key.isRevoked()) return refuse('is revoked by its owner')
    const expires = await key.getExpirationTime()
    return accept({
      fingerprint: key.getFingerprint().toUpperCase(),
      userIds: key.getUserIDs(),
      createdAt: key.getCreationTime().toISOString(),
      expiresAt: expires instanceof Date ? expires.toISOString() : null,
      armored: key.armor(),
    })
  } catch (error) {
    return refuse(error instanceof Error ? error.message : 'cannot be read')
  }
}
