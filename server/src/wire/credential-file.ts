import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Credential, CredentialStore } from '../platform.ts'

/**
 * Credentials that can write to the plant, each sealed with AES-256-GCM under a key of this server.
 * A stolen database holds none of them; both files here are readable by the server's user only.
 */
export function createCredentialFile(dataFolder: string): CredentialStore {
  const keyPath = join(dataFolder, 'credentials', 'key')
  const filePath = join(dataFolder, 'credentials', 'sealed.json')
  let turn: Promise<unknown> = Promise.resolve()

  async function key(): Promise<Buffer> {
    const kept = await readFile(keyPath).catch(() => null)
    if (kept !== null && kept.length === 32) return kept
    const fresh = randomBytes(32)
    await writeDurably(keyPath, fresh)
    return fresh
  }

  async function all(): Promise<Record<string, string>> {
    const text = await readFile(filePath, 'utf8').catch(() => '{}')
    return JSON.parse(text) as Record<string, string>
  }

  async function put(credentialId: string, credential: Credential): Promise<void> {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', await key(), iv).setAAD(Buffer.from(credentialId))
    const text = Buffer.concat([cipher.update(JSON.stringify(credential), 'utf8'), cipher.final()])
    const sealed = Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')
    const next = { ...(await all()), [credentialId]: sealed }
    await writeDurably(filePath, Buffer.from(JSON.stringify(next)))
  }

  return {
    put(credentialId, credential) {
      const done = turn.then(() => put(credentialId, credential))
      turn = done.catch(() => {})
      return done
    },
    async get(credentialId) {
      const sealed = (await all())[credentialId]
      if (sealed === undefined) return null
      const bytes = Buffer.from(sealed, 'base64')
      const decipher = createDecipheriv('aes-256-gcm', await key(), bytes.subarray(0, 12))
      decipher.setAAD(Buffer.from(credentialId)).setAuthTag(bytes.subarray(12, 28))
      const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
      return JSON.parse(text.toString('utf8')) as Credential
    },
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}
