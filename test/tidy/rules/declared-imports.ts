import { isRelative, packageName, placeOf } from '../layout.ts'
import { importsOf } from '../syntax.ts'
import { type Breach, codeFiles, isTest, type Rule, type Tree } from '../tree.ts'

type Manifest = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>

/** npm lays every package in one folder, so an import works undeclared, until a package moves out. */
export const declaredImports: Rule = {
  name: 'a package declares what it imports',
  check: (tree) =>
    codeFiles(tree).flatMap(([path, text]) => {
      const folder = placeOf(path)?.folder
      if (folder === undefined || isTest(path) || !path.startsWith(`${folder}/src/`)) return []
      const declared = declaredBy(tree, folder)
      return importsOf(path, text).flatMap(({ specifier, line }): Breach[] => {
        if (isRelative(specifier) || /^(node:|virtual:|data:)/.test(specifier)) return []
        const name = packageName(specifier)
        if (declared.has(name) || name === ownName(tree, folder)) return []
        return [{ path, line, what: `${folder}/package.json does not declare ${name}` }]
      })
    }),
}

function manifest(tree: Tree, folder: string): Manifest {
  return JSON.parse(tree.get(`${folder}/package.json`) ?? '{}') as Manifest
}

function ownName(tree: Tree, folder: string): unknown {
  return manifest(tree, folder).name
}

function declaredBy(tree: Tree, folder: string): Set<string> {
  const { dependencies, optionalDependencies, peerDependencies } = manifest(tree, folder)
  const kinds = [dependencies, optionalDependencies, peerDependencies]
  return new Set(kinds.flatMap((kind) => Object.keys(kind ?? {})))
}
