import { sha256 as nobleSha256 } from '@noble/hashes/sha2'

/** SHA-256 as the caller has it: this package's own runs anywhere, `./node` has a faster one. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

export const sha256: Sha256 = (bytes) => nobleSha256(bytes)

export const HASH_BYTES = 32
