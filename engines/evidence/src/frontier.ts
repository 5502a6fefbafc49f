import { accept, invariant, type Result, refuse } from '@holdpoint/std'
import { fromBase64, toBase64 } from './bytes.ts'
import { emptyRoot, nodeHash } from './merkle-tree.ts'
import { HASH_BYTES, type Sha256, sha256 } from './sha256.ts'

/**
 * All that a writer needs of a tree to append to it: the roots of the perfect subtrees that the
 * size is made of, largest first; one for each 1 in the binary form of the size.
 */
export interface Frontier {
  readonly size: number
  readonly roots: readonly Uint8Array[]
}

export interface MalformedFrontier {
  readonly kind: 'malformed-frontier'
  readonly why: string
}

export function emptyFrontier(): Frontier {
  return { size: 0, roots: [] }
}

export function appendLeaf(
  frontier: Frontier,
  leafHash: Uint8Array,
  hash: Sha256 = sha256,
): Frontier {
  invariant(leafHash.length === HASH_BYTES, 'a leaf hash is a SHA-256')
  const roots = frontier.roots.slice()
  let last = leafHash
  // Each 1 at the end of the size is a perfect subtree as large as what is being carried: merge.
  for (let size = frontier.size; size % 2 === 1; size = Math.floor(size / 2)) {
    last = nodeHash(roots.pop() as Uint8Array, last, hash)
  }
  roots.push(last)
  return { size: frontier.size + 1, roots }
}

export function frontierRoot(frontier: Frontier, hash: Sha256 = sha256): Uint8Array {
  if (frontier.size === 0) return emptyRoot(hash)
  return frontier.roots.reduceRight((right, left) => nodeHash(left, right, hash))
}

/** `size:base64,base64,…`: one text column, or one JSON string. */
export function formatFrontier(frontier: Frontier): string {
  return `${frontier.size}:${frontier.roots.map(toBase64).join(',')}`
}

export function parseFrontier(text: string): Result<Frontier, MalformedFrontier> {
  const [, digits, list] = /^(0|[1-9][0-9]{0,15}):([A-Za-z0-9+/=,]*)$/.exec(text) ?? []
  if (digits === undefined || list === undefined) return malformed('it must be size:hash,hash,…')
  const size = Number(digits)
  if (!Number.isSafeInteger(size)) return malformed('the size is beyond counting')
  const roots = list === '' ? [] : list.split(',').map(fromBase64)
  if (!roots.every((root) => root !== null && root.length === HASH_BYTES)) {
    return malformed('a hash is not the base64 of 32 bytes')
  }
  const ones = size.toString(2).replaceAll('0', '').length
  if (roots.length !== ones) return malformed(`size ${size} needs ${ones} hashes`)
  return accept({ size, roots: roots as Uint8Array[] })
}

function malformed(why: string): Result<Frontier, MalformedFrontier> {
  return refuse({ kind: 'malformed-frontier', why })
}
