import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from './password.ts'
import { newSessionToken, sessionTokenDigest } from './session-token.ts'

test('a password opens its own hash and no other', async () => {
  const hash = await hashPassword('tank level 62')
  expect(await verifyPassword('tank level 62', hash)).toBe(true)
  expect(await verifyPassword('tank level 63', hash)).toBe(false)
})

test('two hashes of one password differ, so equal passwords do not show', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'))
})

test('an unknown person and a damaged hash are refused, never thrown', async () => {
  expect(await verifyPassword('any', null)).toBe(false)
  expect(await verifyPassword('any', 'scrypt$1$1$1$x')).toBe(false)
})

test('a session token is 256 random bits and only its digest is kept', () => {
  const { token, tokenSha256 } = newSessionToken()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(sessionTokenDigest(token)).toBe(tokenSha256)
  expect(tokenSha256).not.toContain(token)
})
