import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  timingSafeEqual,
} from 'node:crypto'
import type { ProbeSecret, SnmpUser } from '@holdpoint/core'
import { invariant } from '@holdpoint/std'
import { macBytes, maySnmp3BeSealed, type Snmp3Parts } from './snmp3-message.ts'

const hashes = { sha: 'sha1', 'sha-256': 'sha256' } as const
const STRETCHED_BYTES = 1_048_576
const AES_KEY_BYTES = 16

/** What a user's words become for one engine. */
export type Snmp3Keys = {
  mac(message: Uint8Array): Buffer
  /** Whether this message, its digest set to zeros, has this digest. */
  isGenuine(message: Buffer, parts: Snmp3Parts): boolean
  seal(scoped: Buffer, iv: SealNumbers): Buffer
  open(sealed: Buffer, iv: SealNumbers): Buffer
}

type SealNumbers = { readonly boots: number; readonly time: number; readonly salt: Buffer }

export function snmp3Keys(user: SnmpUser, secret: ProbeSecret, engine: Buffer): Snmp3Keys {
  const hash = hashes[user.auth]
  const authKey = localized(hash, secret.authentication, engine)
  const mac = (message: Uint8Array) =>
    createHmac(hash, authKey).update(message).digest().subarray(0, macBytes[user.auth])
  const sealKey = () => {
    invariant(secret.privacy !== null, 'only who has the words of a seal seals')
    return localized(hash, secret.privacy, engine).subarray(0, AES_KEY_BYTES)
  }
  return {
    mac,
    isGenuine: (message, { macAt, mac: said }) => {
      const zeroed = Buffer.from(message).fill(0, macAt, macAt + said.length)
      return said.length === macBytes[user.auth] && timingSafeEqual(mac(zeroed), said)
    },
    seal: (scoped, iv) => {
      invariant(maySnmp3BeSealed(engine, scoped), 'a probe seals only what is on its list')
      const cipher = createCipheriv('aes-128-cfb', sealKey(), ivOf(iv))
      return Buffer.concat([cipher.update(scoped), cipher.final()])
    },
    open: (sealed, iv) => {
      const decipher = createDecipheriv('aes-128-cfb', sealKey(), ivOf(iv))
      return Buffer.concat([decipher.update(sealed), decipher.final()])
    },
  }
}

/** RFC 3414, A.2: the words again and again to a megabyte; then bound to the engine (2.6). */
function localized(hash: string, words: string, engine: Buffer): Buffer {
  const one = Buffer.from(words, 'utf8')
  const long = Buffer.alloc(STRETCHED_BYTES, one)
  const key = createHash(hash).update(long).digest()
  return createHash(hash).update(key).update(engine).update(key).digest()
}

/** RFC 3826, 3.1.2.1. */
function ivOf({ boots, time, salt }: SealNumbers): Buffer {
  const numbers = Buffer.alloc(8)
  numbers.writeUInt32BE(boots, 0)
  numbers.writeUInt32BE(time, 4)
  return Buffer.concat([numbers, salt.subarray(0, 8)])
}
