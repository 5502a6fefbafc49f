import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

let known: string | null = null

/**
 * Which program matches: a digest of the matching engine as it runs here. Findings that another one made
 * are made anew, for they may rest on a rule that has changed since.
 */
export function matchingRules(): string {
  known ??= digestOf(dirname(createRequire(import.meta.url).resolve('@holdpoint/csaf')))
  return known
}

function digestOf(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:js|ts)$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort()
  const digest = createHash('sha256')
  for (const name of files) {
    digest.update(`${name}\n`).update(readFileSync(join(folder, name)))
  }
  return digest.digest('hex').slice(0, 16)
}
