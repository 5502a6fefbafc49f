import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inRepo, repo } from './repo.mjs'

const NOT_SOURCE = new Set(['node_modules', 'dist', 'dist-web'])

/** Every file below a folder of the repository, as sorted paths with forward slashes. */
export function filesUnder(folder) {
  const found = []
  for (const entry of readdirSync(inRepo(folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory() && !NOT_SOURCE.has(entry.name)) found.push(...filesUnder(path))
    else if (entry.isFile()) found.push(path)
  }
  return found.sort()
}

/** A digest of names and contents: a touched file changes nothing, a renamed one does. */
export function contentHash(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const bytes = readFileSync(join(repo, path))
    hash.update(`${path}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

const stampFile = (name) => inRepo('.setup', `${name}.sha256`)

export function stampIs(name, hash) {
  return existsSync(stampFile(name)) && readFileSync(stampFile(name), 'utf8') === hash
}

export function writeStamp(name, hash) {
  mkdirSync(inRepo('.setup'), { recursive: true })
  writeFileSync(stampFile(name), hash)
}
