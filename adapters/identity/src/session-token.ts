import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits; the store keeps only the digest, so a stolen table opens no session. */
export function newSessionToken(): { readonly token: string; readonly tokenSha256: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, tokenSha256: sessionTokenDigest(token) }
}

export function sessionTokenDigest(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
