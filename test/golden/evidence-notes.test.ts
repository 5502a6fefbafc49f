import { createHash } from 'node:crypto'
import {
  appendLeaf,
  consistencyProof,
  edgeTiles,
  emptyFrontier,
  emptyRoot,
  frontierRoot,
  inclusionProof,
  isStrictEd25519,
  leafHash,
  openCheckpoint,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  splitBundle,
  TileStack,
  tilePath,
  verifyConsistency,
  verifyInclusion,
} from '@holdpoint/evidence'
import { verifyEd25519 } from '@holdpoint/evidence/node'
import { describe, expect, test } from 'vitest'
import { titled, vectorFiles } from '../vector-files.ts'
import { accepted } from './evidence-fixtures.ts'

const wycheproof = vectorFiles('wycheproof-ed25519')
const tessera = vectorFiles('tessera-log')
const sunlight = vectorFiles('sunlight-tree')

describe.skipIf(wycheproof === null)(titled('Wycheproof', wycheproof), () => {
  test('our Ed25519 gives every case the verdict that the vectors give it', () => {
    const bytes = wycheproof?.get('testvectors_v1/ed25519_test.json')
    const { testGroups } = JSON.parse(text(bytes)) as { testGroups: WycheproofGroup[] }
    const wrong: number[] = []
    let count = 0
    for (const { publicKey, tests } of testGroups) {
      for (const { tcId, msg, sig, result } of tests) {
        const claim = { publicKey: hex(publicKey.pk), message: hex(msg), signature: hex(sig) }
        if (verifyEd25519(claim) !== (result === 'valid')) wrong.push(tcId)
        count++
      }
    }
    console.log(`score: ed25519 ${count - wrong.length}/151`)
    expect({ wrong, count }).toEqual({ wrong: [], count: 151 })
  })
})

describe.skipIf(tessera === null)(titled('a real log', tessera), () => {
  const trust = () => ({
    keys: [accepted(parseVerifierKey(text(tessera?.get('vkey.txt')).trim()))],
    verify: verifyEd25519,
  })
  const fileOf = (path: string) => tessera?.get(`testdata/log/${path}`) ?? new Uint8Array()
  const leavesOf = (size: number) => {
    const path = tilePath({ level: 'entries', index: 0, width: size })
    const { entries, leftOver } = splitBundle(fileOf(path))
    expect(leftOver).toBe(0)
    return entries.map((entry) => leafHash(entry))
  }

  test('every checkpoint is signed and has the root of its entries and tiles', async () => {
    let right = 0
    for (let size = 0; size <= 15; size++) {
      const opened = await openCheckpoint(text(fileOf(`checkpoint.${size}`)), trust())
      const checkpoint = accepted(opened)
      const stack = new TileStack()
      let frontier = emptyFrontier()
      for (const leaf of size === 0 ? [] : leavesOf(size)) {
        stack.push(leaf)
        frontier = appendLeaf(frontier, leaf)
      }
      expect(checkpoint.size).toBe(size)
      expect(stack.root()).toEqual(checkpoint.root)
      expect(frontierRoot(frontier)).toEqual(checkpoint.root)
      for (const tile of stack.edge())
        expect(tile.bytes).toEqual(new Uint8Array(fileOf(tilePath(tile))))
      right++
    }
    console.log(`score: tessera checkpoints ${right}/16`)
    expect(right).toBe(16)
  })

  test('our proofs lead between all its checkpoints and from each leaf', async () => {
    const leaves = leavesOf(15)
    const rootAt = async (size: number) =>
      accepted(await openCheckpoint(text(fileOf(`checkpoint.${size}`)), trust())).root
    const source = {
      readNode: async (level: number, index: number) => perfect(leaves, level, index),
    }
    for (let size2 = 1; size2 <= 15; size2++) {
      const root = await rootAt(size2)
      for (let size1 = 1; size1 <= size2; size1++) {
        const proof = await consistencyProof({ size1, size2 }, source)
        const claim = { size1, size2, proof, root1: await rootAt(size1), root2: root }
        expect(verifyConsistency(claim), `${size1} to ${size2}`).toBe(true)
        const index = size1 - 1
        const inclusion = await inclusionProof({ index, size: size2 }, source)
        const leaf = leaves[index] as Uint8Array
        const claimed = { index, size: size2, leafHash: leaf, proof: inclusion, root }
        expect(verifyInclusion(claimed), `${index} in ${size2}`).toBe(true)
      }
    }
  })

  test('a note with one changed character is refused', async () => {
    const note = text(fileOf('checkpoint.15'))
    const changed = note.replace('\n15\n', '\n14\n')
    const refused = await openCheckpoint(changed, trust())
    expect(refused).toMatchObject({ ok: false, refusal: { kind: 'signature-invalid' } })
  })
})

// The sample's tiles are stand-ins ("fake full data tile") and its key is ECDSA, as Certificate
// Transparency has it; so its layout and its checkpoint's form are what can be checked.
describe.skipIf(sunlight === null)(titled('a tiled sample', sunlight), () => {
  const folder = 'cmd/skylight/testdata/tree/'

  test('its checkpoint reads, and the tiles that its size asks for are there', () => {
    const note = accepted(parseNote(text(sunlight?.get(`${folder}checkpoint`))))
    const checkpoint = accepted(parseCheckpoint(note.text))
    const head = JSON.parse(text(sunlight?.get(`${folder}log.v3.json`))) as SunlightLog
    expect(checkpoint.size).toBe(head.final_tree_head.tree_size)
    expect(base64(checkpoint.root)).toBe(head.final_tree_head.sha256_root_hash)
    const asked = [{ level: 0, index: 0, width: 256 }, ...edgeTiles(checkpoint.size)].map(tilePath)
    const present = [...(sunlight?.keys() ?? [])]
      .map((path) => path.slice(folder.length))
      .filter((path) => /^tile\/[0-9]/.test(path))
    expect(present.sort()).toEqual(asked.sort())
  })

  test('its signature’s key id is that of its key under RFC 6962', () => {
    const note = accepted(parseNote(text(sunlight?.get(`${folder}checkpoint`))))
    const head = JSON.parse(text(sunlight?.get(`${folder}log.v3.json`))) as SunlightLog
    const identity = Buffer.concat([
      Buffer.from('rome2026h1.example.org\n\x05'),
      Buffer.from(head.log_id, 'base64'),
    ])
    const id = createHash('sha256').update(identity).digest('hex').slice(0, 8)
    expect(note.signatures.map((s) => s.keyId)).toEqual([id])
  })
})

test('a key of small order, which would vouch for anything, is refused', () => {
  const orderEight = hex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')
  const one = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 1 : 0))
  for (const publicKey of [orderEight, one, new Uint8Array(32)]) {
    const signature = new Uint8Array([...one, ...new Uint8Array(32)])
    expect(isStrictEd25519(publicKey, signature)).toBe(false)
    for (let i = 0; i < 64; i++) {
      expect(verifyEd25519({ publicKey, message: Uint8Array.of(i), signature })).toBe(false)
    }
  }
  expect(base64(emptyRoot())).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
})

interface WycheproofGroup {
  readonly publicKey: { readonly pk: string }
  readonly tests: readonly { tcId: number; msg: string; sig: string; result: string }[]
}

interface SunlightLog {
  readonly log_id: string
  readonly final_tree_head: { readonly tree_size: number; readonly sha256_root_hash: string }
}

function perfect(leaves: readonly Uint8Array[], level: number, index: number): Uint8Array {
  let frontier = emptyFrontier()
  const width = 2 ** level
  for (const leaf of leaves.slice(index * width, (index + 1) * width)) {
    frontier = appendLeaf(frontier, leaf)
  }
  expect(frontier.size).toBe(width)
  return frontierRoot(frontier)
}

function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder().decode(bytes)
}

function hex(digits: string): Uint8Array {
  return new Uint8Array(Buffer.from(digits, 'hex'))
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}
