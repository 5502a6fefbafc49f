export { hashPassword, verifyPassword } from './password.ts'
export { newSessionToken, sessionTokenDigest } from './session-token.ts'
