import { hash } from 'node:crypto'
import { HASH_BYTES, type Sha256 } from '../sha256.ts'

/** SHA-256 by Node's own cryptography: a few times as fast as the portable one on short inputs. */
export const nodeSha256: Sha256 = (bytes) => {
  // One character a byte: Node makes a short string in half the time that a Buffer takes it.
  const characters = hash('sha256', bytes, 'binary')
  const digest = new Uint8Array(HASH_BYTES)
  for (let i = 0; i < HASH_BYTES; i++) digest[i] = characters.charCodeAt(i)
  return digest
}
