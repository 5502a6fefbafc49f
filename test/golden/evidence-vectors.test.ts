import {
  canonicalJson,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from '@holdpoint/evidence'
import { readStrictJson } from '@holdpoint/std'
import { describe, expect, test } from 'vitest'
import { titled, vectorFiles } from '../vector-files.ts'

const merkle = vectorFiles('merkle')
const jcs = vectorFiles('jcs')

interface Case {
  readonly leafIdx: number
  readonly treeSize: number
  readonly start: number
  readonly end: number
  readonly size: number
  readonly size1: number
  readonly size2: number
  readonly root: Uint8Array
  readonly root1: Uint8Array
  readonly root2: Uint8Array
  readonly leafHash: Uint8Array
  readonly proof: readonly Uint8Array[]
  readonly wantErr: boolean
}

describe.skipIf(merkle === null)(titled('Merkle proofs', merkle), () => {
  test.each<[string, number, (vector: Case) => boolean]>([
    ['inclusion', 98, (v) => verifyInclusion({ ...v, index: v.leafIdx, size: v.treeSize })],
    ['consistency', 98, (v) => verifyConsistency(v)],
    ['subtreeinclusion', 204, (v) => verifySubtreeInclusion({ ...v, index: v.leafIdx })],
    [
      'subtreeconsistency',
      118,
      (v) => verifySubtreeConsistency({ ...v, subtreeRoot: v.root1, root: v.root2 }),
    ],
  ])('every %s proof gets the verdict that the vectors give it', (folder, count, verify) => {
    const cases = [...(merkle ?? [])].filter(([path]) => path.startsWith(`testdata/${folder}/`))
    const wrong = cases.filter(([, bytes]) => verify(caseOf(bytes)) === caseOf(bytes).wantErr)
    console.log(`score: merkle ${folder} ${cases.length - wrong.length}/${count}`)
    expect(wrong.map(([path]) => path)).toEqual([])
    expect(cases.length).toBe(count)
  })
})

describe.skipIf(jcs === null)(titled('RFC 8785', jcs), () => {
  test('every input has the canonical form that the vectors give it, byte for byte', () => {
    const right: string[] = []
    const inputs = [...(jcs ?? [])].filter(([path]) => path.startsWith('testdata/input/'))
    for (const [path, bytes] of inputs) {
      const read = readStrictJson(bytes)
      if (!read.ok) throw new Error(`${path}: ${read.refusal.why}`)
      const hex = Buffer.from(canonicalJson(read.value)).toString('hex')
      const name = path.slice('testdata/input/'.length).replace('.json', '')
      const outhex = jcs?.get(`testdata/outhex/${name}.txt`) ?? new Uint8Array()
      const output = jcs?.get(`testdata/output/${name}.json`) ?? new Uint8Array()
      const expected = Buffer.from(outhex).toString().replaceAll(/\s/g, '')
      if (hex === expected && hex === Buffer.from(output).toString('hex')) right.push(name)
    }
    console.log(`score: jcs ${right.length}/6`)
    expect(right).toEqual(['arrays', 'french', 'structures', 'unicode', 'values', 'weird'])
  })
})

/** Hashes are base64; an absent hash stands for no bytes, and null for no proof. */
function caseOf(bytes: Uint8Array): Case {
  const json = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
  const hash = (value: unknown) => new Uint8Array(Buffer.from((value as string) ?? '', 'base64'))
  return {
    ...(json as unknown as Case),
    root: hash(json.root),
    root1: hash(json.root1),
    root2: hash(json.root2),
    leafHash: hash(json.leafHash),
    proof: ((json.proof as string[] | null) ?? []).map(hash),
  }
}
