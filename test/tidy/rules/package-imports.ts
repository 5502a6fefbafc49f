import { builtinModules } from 'node:module'
import { isRelative, type Place, placeOf, placeOfPackage, type Room, targetOf } from '../layout.ts'
import { importsOf } from '../syntax.ts'
import { type Breach, codeFiles, isTest, type Rule, type Tree } from '../tree.ts'

const SHARED: readonly Room[] = ['std', 'engines', 'core']

/** The import table of docs/ARCHITECTURE.md; test and bench may import everything. */
const MAY_IMPORT: Readonly<Partial<Record<Room, readonly Room[]>>> = {
  std: [],
  engines: ['std'],
  core: ['std', 'engines'],
  api: ['std', 'core'],
  adapters: SHARED,
  simplant: SHARED,
  web: ['std', 'core', 'api'],
  server: [...SHARED, 'api', 'adapters', 'simplant'],
  cli: [...SHARED, 'api', 'adapters', 'simplant', 'server'],
  scripts: [],
}

/** These rooms take no package from outside: what the rules mean must not change by an upgrade. */
const ALONE: readonly Room[] = ['std', 'core', 'scripts']

export const packageImports: Rule = {
  name: 'a package imports only what the import table allows',
  check: (tree) =>
    codeFiles(tree).flatMap(([path, text]) => {
      const from = placeOf(path)
      if (from === null || isTest(path) || MAY_IMPORT[from.room] === undefined) return []
      return importsOf(path, text).flatMap(({ specifier, line }): Breach[] => {
        const what = judge({ from, path, specifier, tree })
        return what === null ? [] : [{ path, line, what }]
      })
    }),
}

type Question = {
  readonly from: Place
  readonly path: string
  readonly specifier: string
  readonly tree: Tree
}

function judge({ from, path, specifier, tree }: Question): string | null {
  if (isRelative(specifier)) return judgeRelative(from, targetOf(path, specifier))
  const to = placeOfPackage(specifier, tree)
  if (to === null) return judgeOutside(from, specifier)
  if (to.folder === from.folder) return `imports its own package by name: import the file you mean`
  if (MAY_IMPORT[from.room]?.includes(to.room)) return null
  return `${from.folder} may not import ${to.folder}`
}

function judgeRelative(from: Place, target: string): string | null {
  if (`${target}/`.startsWith(`${from.folder}/`) || from.room === 'scripts') return null
  return `reaches into ${target} past its own package: import the package by name`
}

function judgeOutside(from: Place, specifier: string): string | null {
  if (specifier.startsWith('node:')) return from.room === 'std' ? 'std imports nothing' : null
  if (builtinModules.includes(specifier)) return `write node:${specifier}`
  return ALONE.includes(from.room) ? `${from.folder} imports nothing from outside` : null
}
