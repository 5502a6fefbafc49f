import { sameBytes } from './bytes.ts'
import { nodeHash } from './merkle-tree.ts'
import { HASH_BYTES, type Sha256, sha256 } from './sha256.ts'

// Numbers here come from files that others wrote, and are not 32-bit: no bit operations on them.

export interface InclusionClaim {
  readonly index: number
  readonly size: number
  readonly leafHash: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** RFC 9162 §2.1.3.2: is the leaf at this index of the tree of this size and root? */
export function verifyInclusion(claim: InclusionClaim, hash: Sha256 = sha256): boolean {
  const { index, size, leafHash, proof, root } = claim
  if (!isCount(index) || !isCount(size) || index >= size) return false
  if (!areHashes([leafHash, ...proof, root])) return false
  let node = index
  let last = size - 1
  let computed = leafHash
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      computed = nodeHash(sibling, computed, hash)
      while (!isOdd(node) && node !== 0) {
        node /= 2
        last = half(last)
      }
    } else {
      computed = nodeHash(computed, sibling, hash)
    }
    node = half(node)
    last = half(last)
  }
  return last === 0 && sameBytes(computed, root)
}

export interface ConsistencyClaim {
  readonly size1: number
  readonly size2: number
  readonly proof: readonly Uint8Array[]
  readonly root1: Uint8Array
  readonly root2: Uint8Array
}

/**
 * RFC 9162 §2.1.4.2: does the tree of size2 begin with all that the tree of size1 holds? Refused
 * from size 0: the empty tree is the beginning of every tree, so the proof would prove nothing.
 */
export function verifyConsistency(claim: ConsistencyClaim, hash: Sha256 = sha256): boolean {
  const { size1, size2, proof, root1, root2 } = claim
  if (!isCount(size1) || size1 === 0) return false
  const subtree = { start: 0, end: size1, size: size2, proof, subtreeRoot: root1, root: root2 }
  return verifySubtreeConsistency(subtree, hash)
}

export interface SubtreeInclusionClaim {
  readonly index: number
  readonly start: number
  readonly end: number
  readonly leafHash: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly root: Uint8Array
}

/** Is the leaf in the subtree over the leaves from `start` up to, not with, `end`? */
export function verifySubtreeInclusion(
  claim: SubtreeInclusionClaim,
  hash: Sha256 = sha256,
): boolean {
  const { index, start, end, leafHash, proof, root } = claim
  if (!isSubtree(start, end) || !isCount(index) || index < start) return false
  const inside = { index: index - start, size: end - start, leafHash, proof, root }
  return verifyInclusion(inside, hash)
}

export interface SubtreeConsistencyClaim {
  readonly start: number
  readonly end: number
  readonly size: number
  readonly proof: readonly Uint8Array[]
  readonly subtreeRoot: Uint8Array
  readonly root: Uint8Array
}

/**
 * Is the subtree over [start, end) part of the tree of this size and root? With start 0 this is
 * consistency of RFC 9162; the general case is that of Merkle Tree Certificates.
 */
export function verifySubtreeConsistency(
  claim: SubtreeConsistencyClaim,
  hash: Sha256 = sha256,
): boolean {
  const { start, end, size, proof, subtreeRoot, root } = claim
  if (!isCount(size) || !isCount(end) || !isCount(start) || start > end || end > size) return false
  if (start === end) return proof.length === 0 && sameBytes(subtreeRoot, hash(new Uint8Array(0)))
  if (!isSubtree(start, end)) return false
  // The whole tree: nothing is hashed, so that the roots are the same is all there is to say.
  if (start === 0 && end === size) {
    return proof.length === 0 && root.length > 0 && sameBytes(subtreeRoot, root)
  }
  if (!areHashes([subtreeRoot, ...proof, root])) return false
  return isPartOf(claim, hash)
}

function isPartOf(claim: SubtreeConsistencyClaim, hash: Sha256): boolean {
  const { start, end, size, proof, subtreeRoot, root } = claim
  let first = start
  let last = end - 1
  let treeLast = size - 1
  const climb = () => {
    first = half(first)
    last = half(last)
    treeLast = half(treeLast)
  }
  // Up to the largest node that both trees share whole: there the proof begins.
  const sharesEdge = last === treeLast
  while (first !== last && (sharesEdge || isOdd(last))) climb()
  const beginsAtSubtree = first === last
  const seed = beginsAtSubtree ? subtreeRoot : proof[0]
  if (seed === undefined) return false
  let subtreeComputed = seed
  let computed = seed
  for (const sibling of beginsAtSubtree ? proof : proof.slice(1)) {
    if (treeLast === 0) return false
    if (isOdd(last) || last === treeLast) {
      if (first < last) subtreeComputed = nodeHash(sibling, subtreeComputed, hash)
      computed = nodeHash(sibling, computed, hash)
      while (!isOdd(last) && last !== 0) climb()
    } else {
      computed = nodeHash(computed, sibling, hash)
    }
    climb()
  }
  return treeLast === 0 && sameBytes(subtreeComputed, subtreeRoot) && sameBytes(computed, root)
}

/** A range is a subtree where it starts at a multiple of the power of two that can hold it. */
function isSubtree(start: number, end: number): boolean {
  if (!isCount(start) || !isCount(end) || start >= end) return false
  let room = 1
  while (room < end - start) room *= 2
  return start % room === 0
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

function areHashes(values: readonly Uint8Array[]): boolean {
  return values.every((value) => value.length === HASH_BYTES)
}

function isOdd(value: number): boolean {
  return value % 2 === 1
}

function half(value: number): number {
  return Math.floor(value / 2)
}
