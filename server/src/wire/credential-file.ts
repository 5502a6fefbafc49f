import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Credential, CredentialStore } from '../platform.ts'

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

async function replaceWith(path: string, bytes: Uint8Array): Promise<void> {
  await rename(await draftOf(path, bytes), path)
}

/** Leaves what is there already. */
async function writeOnce(path: string, bytes: Uint8Array): Promise<void> {
  const draft = await draftOf(path, bytes)
  try {
    await link(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function draftOf(path: string, bytes: Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const draft = `${path}.${randomUUID()}.new`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  return draft
}
