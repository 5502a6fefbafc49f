import { expect, test } from 'vitest'
import { ActKey, outcomeIsUnknown } from './idempotency.ts'

function countingKeys(): ActKey {
  let count = 0
  return new ActKey(() => `key-${++count}`)
}

test('a repeated act carries the same key until the server has answered', () => {
  const keys = countingKeys()
  expect(keys.keyFor('hold')).toBe('key-1')
  expect(keys.keyFor('hold')).toBe('key-1')
  keys.answered()
  expect(keys.keyFor('hold')).toBe('key-2')
})

test('another act never reuses the key of one that is unanswered', () => {
  const keys = countingKeys()
  keys.keyFor('hold')
  expect(keys.keyFor('resume')).toBe('key-2')
})

test('only a lost connection and a failed server leave the outcome unknown', () => {
  expect([0, 500, 503].map(outcomeIsUnknown)).toEqual([true, true, true])
  expect([200, 400, 401, 409].map(outcomeIsUnknown)).toEqual([false, false, false, false])
})
