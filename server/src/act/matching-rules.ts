import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

let known: string | null = null

/**
 * Which program matches: a digest of the matching engine as it runs here. Findings that another one made
 * are made anew, for they may rest on a rule that has changed since.
 */
export function matchingRules(): string {
  known ??= digestOf(filesOfEngine())
  return known
}

/** Where the whole program is one file, that file is the engine too. */
function filesOfEngine(): readonly string[] {
  const own = createRequire(import.meta.url)
  try {
    const folder = dirname(own.resolve('@holdpoint/csaf'))
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:js|ts)$/.test(name) && !name.endsWith('.d.ts'))
      .sort()
      .map((name) => join(folder, name))
  } catch {
    return [fileURLToPath(import.meta.url)]
  }
}

function digestOf(files: readonly string[]): string {
  const digest = createHash('sha256')
  for (const file of files) digest.update(readFileSync(file)).update('\n')
  return digest.digest('hex').slice(0, 16)
}
