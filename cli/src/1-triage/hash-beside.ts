import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { readFileOrSay } from '../terminal.ts'

/**
 * Why a document is not the one that was published: by the hash that lies beside it, as a collector
 * or a provider leaves it. Null where the strongest hash holds, or none is there.
 */
export async function hashFault(path: string): Promise<string | null> {
  for (const algorithm of ['sha512', 'sha256'] as const) {
    const stated = await readFile(`${path}.${algorithm}`, 'utf8').catch(() => null)
    if (stated === null) continue
    const own = createHash(algorithm)
      .update(await readFileOrSay(path))
      .digest('hex')
    const [said = ''] = stated.trim().split(/\s+/)
    if (said.toLowerCase() === own) return null
    return `its ${algorithm} is ${own.slice(0, 16)}…, beside it stands ${said.slice(0, 16)}…`
  }
  return null
}
