import {
  type JsonRefusal,
  type JsonValue,
  type Result,
  readJson,
  readStrictJson,
} from '@holdpoint/std'
import { describe, expect, test } from 'vitest'
import { titled, vectorFiles } from '../vector-files.ts'

const vectors = vectorFiles('jsontestsuite')

type Read = (bytes: Uint8Array) => Result<JsonValue, JsonRefusal>

describe.skipIf(vectors === null)(titled('JSONTestSuite', vectors), () => {
  test('the plain reader accepts what must be accepted and refuses the rest', () => {
    const { accepted, refused } = verdicts(readJson)
    console.log(`score: json plain accepted ${accepted.y}/95, refused ${refused.n.length}/188`)
    expect({ accepted: accepted.y, refused: refused.n.length }).toEqual({
      accepted: 95,
      refused: 188,
    })
  })

  test('the strict reader refuses two documents more: those with duplicate keys', () => {
    const { accepted, refused } = verdicts(readStrictJson)
    console.log(`score: json strict accepted ${accepted.y}/93, refused ${refused.n.length}/188`)
    expect(refused.n.length).toBe(188)
    expect(refused.y).toEqual([
      'y_object_duplicated_key.json duplicate-key',
      'y_object_duplicated_key_and_value.json duplicate-key',
    ])
  })

  test('a document that the strict reader accepts means what JSON.parse says', () => {
    for (const [path, bytes] of vectors ?? []) {
      const read = readStrictJson(bytes)
      if (read.ok) expect(read.value, path).toEqual(JSON.parse(new TextDecoder().decode(bytes)))
    }
  })
})

function verdicts(read: Read): { accepted: { y: number }; refused: { y: string[]; n: string[] } } {
  const accepted = { y: 0 }
  const refused = { y: [] as string[], n: [] as string[] }
  for (const [path, bytes] of vectors ?? []) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const result = read(bytes)
    if (name.startsWith('y_') && result.ok) accepted.y++
    if (name.startsWith('y_') && !result.ok) refused.y.push(`${name} ${result.refusal.kind}`)
    if (name.startsWith('n_') && !result.ok) refused.n.push(name)
  }
  refused.y.sort()
  return { accepted, refused }
}
