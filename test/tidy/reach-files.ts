import { posix } from 'node:path'
import { isRelative, packageName, placeOfPackage, targetOf } from './layout.ts'
import { importsOf } from './syntax.ts'
import { isCode, type Tree } from './tree.ts'

/** Every code file that the entries reach by imports, the entries themselves included. */
export function reachableFrom(tree: Tree, entries: readonly string[]): Set<string> {
  const reached = new Set<string>()
  const waiting = entries.filter((path) => tree.has(path))
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (reached.has(path)) continue
    reached.add(path)
    if (!isCode(path)) continue
    for (const { specifier } of importsOf(path, tree.get(path) ?? '')) {
      const target = resolve(tree, path, specifier)
      if (target !== null) waiting.push(target)
    }
  }
  return reached
}

/** The file of ours that a specifier means, or null for somebody else's package. */
function resolve(tree: Tree, from: string, specifier: string): string | null {
  const target = isRelative(specifier)
    ? targetOf(from, specifier)
    : packageFile(tree, specifier.replace(/\?.*$/, ''))
  return target === null ? null : existing(tree, target)
}

/** A built file stands for its source: `dist/x.js` is `src/x.ts`. */
function existing(tree: Tree, target: string): string | null {
  const source = target.replace(/\/dist\//, '/src/')
  const stem = source.replace(/\.(js|mjs)$/, '')
  const tried = [target, source, `${stem}.ts`, `${stem}.tsx`, `${source}/index.ts`]
  return tried.find((path) => tree.has(path)) ?? null
}

function packageFile(tree: Tree, specifier: string): string | null {
  const place = placeOfPackage(specifier, tree)
  if (place === null) return null
  const subpath = `.${specifier.slice(packageName(specifier).length)}`
  const file = exportedSources(tree, place.folder).get(subpath)
  return file ?? posix.join(place.folder, 'src/index.ts')
}

type ExportTarget = { readonly source?: string }

/** What a package.json exports: subpath → source file. */
export function exportedSources(tree: Tree, folder: string): Map<string, string> {
  const text = tree.get(`${folder}/package.json`) ?? '{}'
  const { exports = {} } = JSON.parse(text) as { exports?: Record<string, ExportTarget | string> }
  return new Map(
    Object.entries(exports).flatMap(([subpath, target]) => {
      const file = typeof target === 'string' ? target : target.source
      return file === undefined ? [] : [[subpath, posix.join(folder, file)] as const]
    }),
  )
}
