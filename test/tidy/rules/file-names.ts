import { placeOf } from '../layout.ts'
import { exportedSources } from '../reach-files.ts'
import { isCode, type Rule, type Tree } from '../tree.ts'

const BANNED = /^(utils?|helpers?|managers?|services?|data|misc|common)$/

export const fileNames: Rule = {
  name: 'a file is named for what it holds',
  check: (tree) =>
    [...tree.keys()].filter(isCode).flatMap((path) => {
      const base = path.split('/').at(-1) ?? ''
      const stem = base.split('.')[0] ?? ''
      if (BANNED.test(stem)) return [{ path, line: 1, what: `"${stem}" is not a name` }]
      const stray = stem === 'index' && !isEntryPoint(tree, path)
      return stray ? [{ path, line: 1, what: 'only a declared entry point is an index' }] : []
    }),
}

function isEntryPoint(tree: Tree, path: string): boolean {
  const folder = placeOf(path)?.folder
  if (folder === undefined) return false
  const declared = [...exportedSources(tree, folder).values()]
  return path === `${folder}/src/index.ts` || declared.includes(path)
}
