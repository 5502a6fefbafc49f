import { expect, test } from 'vitest'
import { judgeByStandard } from './standard-judgement.ts'

test('a document that breaks the standard is judged with the places, the first five shown', () => {
  const tracking = { id: 'X-1', version: '1', status: 'final', revision_history: [] }
  const judged = judge(JSON.stringify({ document: { csaf_version: '2.0', tracking } }))
  expect(judged).toMatchObject({ version: '2.0', valid: false })
  expect(judged.breaches).toHaveLength(5)
  expect(judged.count).toBeGreaterThan(5)
  expect(judged.breaches[0]).toMatchObject({ test: 'schema', path: expect.any(String) })
})

test('bytes that were never stored are our own mistake', () => {
  expect(() => judge('{')).toThrow('no longer reads')
})

function judge(text: string) {
  return judgeByStandard({ advisoryId: 'X-1', bytes: new TextEncoder().encode(text) })
}
