import { invariant } from '@holdpoint/std'
import { nodeHash, splitPoint } from './merkle-tree.ts'
import { type Sha256, sha256 } from './sha256.ts'

/**
 * Reads the hash of a perfect subtree: the node at `index` of `level`, where a node of level 0 is a
 * leaf hash and one of level n is the root over 2^n leaves.
 */
export type ReadNode = (level: number, index: number) => Promise<Uint8Array>

export interface ProofSource {
  readonly readNode: ReadNode
  readonly hash?: Sha256
}

/** RFC 9162 §2.1.3.1: the hashes that lead from a leaf to the root of the tree of this size. */
export async function inclusionProof(
  at: { readonly index: number; readonly size: number },
  source: ProofSource,
): Promise<readonly Uint8Array[]> {
  invariant(at.index >= 0 && at.index < at.size, 'the leaf is in the tree')
  const proof: Uint8Array[] = []
  let [start, end] = [0, at.size]
  while (end - start > 1) {
    const middle = start + splitPoint(end - start)
    if (at.index < middle) {
      proof.push(await rootOfRange({ start: middle, end }, source))
      end = middle
    } else {
      proof.push(await rootOfRange({ start, end: middle }, source))
      start = middle
    }
  }
  return proof.reverse()
}

/** RFC 9162 §2.1.4.1: the hashes that lead from the root at size1 to the root at size2. */
export async function consistencyProof(
  sizes: { readonly size1: number; readonly size2: number },
  source: ProofSource,
): Promise<readonly Uint8Array[]> {
  const { size1, size2 } = sizes
  invariant(size1 > 0 && size1 <= size2, 'consistency leads from a smaller tree, not an empty one')
  const proof: Uint8Array[] = []
  let [start, end] = [0, size2]
  while (end !== size1) {
    const middle = start + splitPoint(end - start)
    if (size1 <= middle) {
      proof.push(await rootOfRange({ start: middle, end }, source))
      end = middle
    } else {
      proof.push(await rootOfRange({ start, end: middle }, source))
      start = middle
    }
  }
  // The verifier knows the root at size1 already where the path never left the first half.
  if (start > 0) proof.push(await rootOfRange({ start, end }, source))
  return proof.reverse()
}

/** The root over leaves [start, end), a range that RFC 9162's splitting leads to. */
export async function rootOfRange(
  range: { readonly start: number; readonly end: number },
  source: ProofSource,
): Promise<Uint8Array> {
  const { start, end } = range
  const width = end - start
  const level = Math.log2(width)
  if (Number.isInteger(level)) return source.readNode(level, start / width)
  const middle = start + splitPoint(width)
  const left = await rootOfRange({ start, end: middle }, source)
  const right = await rootOfRange({ start: middle, end }, source)
  return nodeHash(left, right, source.hash ?? sha256)
}
