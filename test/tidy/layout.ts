import { posix } from 'node:path'
import type { Tree } from './tree.ts'

/** The rooms of the house, as docs/ARCHITECTURE.md draws them. */
export type Room =
  | 'std'
  | 'engines'
  | 'core'
  | 'api'
  | 'adapters'
  | 'simplant'
  | 'web'
  | 'cli'
  | 'server'
  | 'test'
  | 'bench'
  | 'scripts'

export type Place = { readonly room: Room; readonly folder: string }

const ROOMS: readonly Room[] = [
  ...(['std', 'engines', 'core', 'api', 'adapters', 'simplant'] as const),
  ...(['web', 'cli', 'server', 'test', 'bench', 'scripts'] as const),
]

/** Which package a path belongs to, or null for what lies at the top. */
export function placeOf(path: string): Place | null {
  const [top = '', second = ''] = path.split('/')
  const room = ROOMS.find((each) => each === top)
  if (room === undefined) return null
  const shared = room === 'engines' || room === 'adapters'
  return { room, folder: shared ? `${top}/${second}` : top }
}

/** The folder of a package of ours, by its name; null for somebody else's package. */
export function placeOfPackage(specifier: string, tree: Tree): Place | null {
  const name = /^@holdpoint\/([^/]+)/.exec(specifier)?.[1]
  if (name === undefined) return null
  for (const folder of [name, `engines/${name}`, `adapters/${name}`]) {
    const place = placeOf(`${folder}/`)
    if (place?.folder === folder && hasFolder(tree, folder)) return place
  }
  return null
}

function hasFolder(tree: Tree, folder: string): boolean {
  for (const path of tree.keys()) if (path.startsWith(`${folder}/`)) return true
  return false
}

export const isRelative = (specifier: string): boolean => /^\.\.?(\/|$)/.test(specifier)

/** The path that a relative import means, without looking whether it exists. */
export function targetOf(from: string, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(from), specifier))
}

/** `fastify` for `fastify/x`, `@noble/hashes` for `@noble/hashes/sha2`. */
export function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}
