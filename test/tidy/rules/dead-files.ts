import { posix } from 'node:path'
import { exportedSources, reachableFrom } from '../reach-files.ts'
import { isCode, isTest, type Rule, type Tree } from '../tree.ts'

export const deadFiles: Rule = {
  name: 'every source file is reached from an entry point',
  check: (tree) => {
    const alive = reachableFrom(tree, entryPoints(tree))
    return [...tree.keys()]
      .filter((path) => isCode(path) && /(^|\/)src\//.test(path) && !alive.has(path))
      .map((path) => ({ path, line: 1, what: 'nothing reaches this file: delete it or use it' }))
  },
}

function entryPoints(tree: Tree): string[] {
  const paths = [...tree.keys()]
  return [
    ...paths.filter((path) => isCode(path) && isEntry(path)),
    ...paths
      .filter((path) => path.endsWith('/package.json'))
      .flatMap((path) => exported(tree, path)),
    ...paths.filter((path) => path.endsWith('.html')).flatMap((path) => startedByPage(tree, path)),
  ]
}

function isEntry(path: string): boolean {
  const isTop = /(^|\/)src\/(index|main)\.tsx?$/.test(path)
  return isTop || isTest(path) || /^scripts\/|\/bin\/|\.config\.ts$/.test(path)
}

function exported(tree: Tree, manifestPath: string): string[] {
  return [...exportedSources(tree, posix.dirname(manifestPath)).values()]
}

/** `<script src="/src/main.tsx">` in a page starts that file. */
function startedByPage(tree: Tree, page: string): string[] {
  const sources = (tree.get(page) ?? '').matchAll(/<script[^>]*\ssrc="([^"]+)"/g)
  return [...sources].map(([, src = '']) => posix.join(posix.dirname(page), src))
}
