import { createHash } from 'node:crypto'
import type { PublishedBeside } from './archive/read-archive.ts'

/** Why these are not the bytes that were published; null where every hash beside them holds. */
export function hashFault(
  bytes: Uint8Array,
  beside: Pick<PublishedBeside, 'sha256' | 'sha512'>,
): string | null {
  for (const algorithm of ['sha512', 'sha256'] as const) {
    const stated = beside[algorithm]
    if (stated === null) continue
    const own = createHash(algorithm).update(bytes).digest('hex')
    const [said = ''] = stated.trim().split(/\s+/)
    if (said.toLowerCase() === own) continue
    return `its ${algorithm} is ${own.slice(0, 16)}…, beside it stands ${said.slice(0, 16)}…`
  }
  return null
}
