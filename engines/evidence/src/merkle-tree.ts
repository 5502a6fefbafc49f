import { HASH_BYTES, type Sha256, sha256 } from './sha256.ts'

/** RFC 9162 §2.1.1: leaves and nodes start with different bytes: neither can pass for the other. */
const LEAF = 0x00
const NODE = 0x01

export function leafHash(entry: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const bytes = new Uint8Array(1 + entry.length)
  bytes[0] = LEAF
  bytes.set(entry, 1)
  return hash(bytes)
}

export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Sha256 = sha256): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * HASH_BYTES)
  bytes[0] = NODE
  bytes.set(left, 1)
  bytes.set(right, 1 + HASH_BYTES)
  return hash(bytes)
}

export function emptyRoot(hash: Sha256 = sha256): Uint8Array {
  return hash(new Uint8Array(0))
}

/** The root over hashes that stand side by side, at most a tile of them. */
export function rootOfHashes(hashes: readonly Uint8Array[], hash: Sha256 = sha256): Uint8Array {
  if (hashes.length === 0) return emptyRoot(hash)
  let row = hashes
  // An odd last hash moves up unchanged: the same tree as RFC 9162's split at a power of two.
  while (row.length > 1) {
    const above: Uint8Array[] = []
    for (let i = 0; i + 1 < row.length; i += 2) {
      above.push(nodeHash(row[i] as Uint8Array, row[i + 1] as Uint8Array, hash))
    }
    if (row.length % 2 === 1) above.push(row[row.length - 1] as Uint8Array)
    row = above
  }
  return row[0] as Uint8Array
}

export function splitHashes(bytes: Uint8Array): readonly Uint8Array[] {
  const hashes: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += HASH_BYTES) {
    hashes.push(bytes.subarray(at, at + HASH_BYTES))
  }
  return hashes
}

/** The largest power of two that is smaller than `size`; `size` is at least 2. */
export function splitPoint(size: number): number {
  let half = 1
  while (half * 2 < size) half *= 2
  return half
}
