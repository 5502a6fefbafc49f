import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Credential, CredentialStore } from '../platform.ts'
import { replaceWith, writeOnce } from './private-file.ts'

/**
 * Credentials that can write to the plant, each sealed with AES-256-GCM under a key of this site.
 * A stolen database holds none of them; the files here are readable by the server's user only.
 * One file for each, as servers that share the folder put theirs at the same time.
 */
export function createCredentialFile(dataFolder: string): CredentialStore {
  const folder = join(dataFolder, 'credentials')
  const keyPath = join(folder, 'key')
  const sealedPath = (id: string) => join(folder, `${encodeURIComponent(id)}.sealed`)

  async function key(): Promise<Buffer> {
    const kept = await readIfThere(keyPath)
    if (kept !== null) return kept
    await writeOnce(keyPath, randomBytes(32))
    // Ours, or that of a server that started at the same moment.
    return readFile(keyPath)
  }

  return {
    async put(credentialId, credential) {
      const iv = randomBytes(12)
      const aad = Buffer.from(credentialId)
      const cipher = createCipheriv('aes-256-gcm', await key(), iv).setAAD(aad)
      const plain = JSON.stringify(credential)
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      const sealed = Buffer.concat([iv, cipher.getAuthTag(), text])
      await replaceWith(sealedPath(credentialId), sealed)
    },
    async get(credentialId) {
      const bytes = await readIfThere(sealedPath(credentialId))
      if (bytes === null) return null
      const decipher = createDecipheriv('aes-256-gcm', await key(), bytes.subarray(0, 12))
      decipher.setAAD(Buffer.from(credentialId)).setAuthTag(bytes.subarray(12, 28))
      const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
      return JSON.parse(text.toString('utf8')) as Credential
    },
  }
}

function readIfThere(path: string): Promise<Buffer | null> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    // Only "not there" may be answered with a new key: a new one orphans what is sealed.
    if (error.code === 'ENOENT') return null
    throw error
  })
}
