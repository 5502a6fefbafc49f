import ssh2 from 'ssh2'
import { expect, test } from 'vitest'
import { readableKeyPair } from './plant-register.ts'

test('a host key that the server could not read back is never kept', () => {
  const good = readableKeyPair()
  const made = [{ ...good, private: good.private.slice(0, 120) }, good]
  expect(ssh2.utils.parseKey(made[0]?.private ?? '')).toBeInstanceOf(Error)
  expect(readableKeyPair(() => made.shift() ?? good)).toEqual(good)
  expect(made).toEqual([])
})
