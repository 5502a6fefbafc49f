import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  appendLeaf,
  emptyFrontier,
  formatFrontier,
  frontierRoot,
  parseFrontier,
} from './frontier.ts'
import { verifyConsistency, verifyInclusion, verifySubtreeConsistency } from './merkle-proof.ts'
import { emptyRoot, leafHash, nodeHash } from './merkle-tree.ts'
import { consistencyProof, inclusionProof } from './proof-builder.ts'
import { edgeTiles } from './tile-path.ts'
import { TileStack } from './tile-stack.ts'

const SEED = Number(process.env.HOLDPOINT_SEED ?? 20260301)
const LEAVES = Array.from({ length: 530 }, (_, i) => leafHash(Uint8Array.of(i >> 8, i)))
const source = {
  readNode: async (level: number, index: number) =>
    slowRoot(LEAVES.slice(index * 2 ** level, (index + 1) * 2 ** level)),
}
const size = fc.integer({ min: 1, max: LEAVES.length })

describe(`trees (seed ${SEED})`, () => {
  test('frontier and tiles give the root of RFC 9162’s definition at every size', () => {
    let frontier = emptyFrontier()
    const stack = new TileStack()
    for (let n = 0; n <= LEAVES.length; n++) {
      const root = slowRoot(LEAVES.slice(0, n))
      expect(frontierRoot(frontier), `frontier at ${n}`).toEqual(root)
      expect(stack.root(), `tiles at ${n}`).toEqual(root)
      expect(stack.edge().map(({ bytes, ...address }) => address)).toEqual(edgeTiles(n))
      expect(parseFrontier(formatFrontier(frontier))).toEqual({ ok: true, value: frontier })
      if (n === LEAVES.length) break
      frontier = appendLeaf(frontier, LEAVES[n] as Uint8Array)
      stack.push(LEAVES[n] as Uint8Array)
    }
  })

  test('a proof that we build is accepted, and with any one bit changed refused', async () => {
    const property = fc.asyncProperty(size, fc.nat(), fc.nat(), async (n, pick, flip) => {
      const index = pick % n
      const claim = {
        index,
        size: n,
        leafHash: LEAVES[index] as Uint8Array,
        proof: await inclusionProof({ index, size: n }, source),
        root: slowRoot(LEAVES.slice(0, n)),
      }
      expect(verifyInclusion(claim)).toBe(true)
      expect(verifyInclusion({ ...claim, index: index + 1 })).toBe(false)
      expect(verifyInclusion({ ...claim, proof: [...claim.proof, claim.root] })).toBe(false)
      expect(verifyInclusion({ ...claim, proof: flipped(claim.proof, flip) })).toBe(n === 1)
    })
    await fc.assert(property, { seed: SEED, numRuns: 300 })
  })

  test('a tree is consistent with each of its beginnings and with no other tree', async () => {
    const property = fc.asyncProperty(size, size, fc.nat(), async (a, b, flip) => {
      const [size1, size2] = [Math.min(a, b), Math.max(a, b)]
      const claim = {
        size1,
        size2,
        proof: await consistencyProof({ size1, size2 }, source),
        root1: slowRoot(LEAVES.slice(0, size1)),
        root2: slowRoot(LEAVES.slice(0, size2)),
      }
      expect(verifyConsistency(claim)).toBe(true)
      expect(verifyConsistency({ ...claim, root1: emptyRoot() })).toBe(false)
      const empty = claim.proof.length === 0
      expect(verifyConsistency({ ...claim, proof: flipped(claim.proof, flip) })).toBe(empty)
      expect(verifyConsistency({ ...claim, size1: 0 })).toBe(false)
    })
    await fc.assert(property, { seed: SEED, numRuns: 300 })
  })

  test('a perfect subtree is part of its tree by the proof of its first leaf', async () => {
    const [start, end, whole] = [8, 12, 21]
    const proof = await inclusionProof({ index: start, size: whole }, source)
    const claim = {
      start,
      end,
      size: whole,
      // The two lowest hashes lie inside the subtree.
      proof: proof.slice(2),
      subtreeRoot: slowRoot(LEAVES.slice(start, end)),
      root: slowRoot(LEAVES.slice(0, whole)),
    }
    expect(verifySubtreeConsistency(claim)).toBe(true)
    expect(verifySubtreeConsistency({ ...claim, start: 9, end: 13 })).toBe(false)
  })

  test('a frontier that does not fit its size is refused', () => {
    const hash = Buffer.alloc(32).toString('base64')
    for (const text of [
      '',
      '1:',
      `2:${hash},${hash}`,
      `01:${hash}`,
      '1:AAAA',
      `1:${hash},`,
      '-1:',
    ]) {
      expect(parseFrontier(text).ok, text).toBe(false)
    }
  })
})

/** RFC 9162 §2.1.1 word for word. */
function slowRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return emptyRoot()
  if (leaves.length === 1) return leaves[0] as Uint8Array
  let k = 1
  while (k * 2 < leaves.length) k *= 2
  return nodeHash(slowRoot(leaves.slice(0, k)), slowRoot(leaves.slice(k)))
}

function flipped(proof: readonly Uint8Array[], pick: number): readonly Uint8Array[] {
  if (proof.length === 0) return proof
  const at = pick % proof.length
  const byte = pick % 32
  return proof.map((hash, i) => (i === at ? hash.with(byte, (hash[byte] as number) ^ 1) : hash))
}
