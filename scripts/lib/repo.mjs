import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repo = fileURLToPath(new URL('../../', import.meta.url))

/** @param {string[]} parts */
export function inRepo(...parts) {
  return join(repo, ...parts)
}

/** The folders of the workspace's packages, as package.json lists them. */
export function packageFolders() {
  const { workspaces } = JSON.parse(readFileSync(inRepo('package.json'), 'utf8'))
  return workspaces.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern]
    const parent = pattern.slice(0, -2)
    return readdirSync(inRepo(parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${parent}/${entry.name}`)
      .filter((folder) => existsSync(inRepo(folder, 'package.json')))
  })
}
