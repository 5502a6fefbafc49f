import { isRelative, packageName, targetOf } from '../layout.ts'
import { importsOf } from '../syntax.ts'
import { type Breach, codeFiles, isTest, type Rule } from '../tree.ts'

const TEST_PACKAGES = new Set(['vitest', 'fast-check', 'axe-core', 'z3-solver'])

/** What ships must not lean on what only tests have. */
export const testOnlyImports: Rule = {
  name: 'test tools stay in tests',
  check: (tree) =>
    codeFiles(tree).flatMap(([path, text]) => {
      if (isTest(path)) return []
      return importsOf(path, text).flatMap(({ specifier, line }): Breach[] => {
        const target = isRelative(specifier) ? targetOf(path, specifier) : null
        const forTests =
          target === null ? TEST_PACKAGES.has(packageName(specifier)) : isTest(target)
        return forTests ? [{ path, line, what: `${specifier} is for tests alone` }] : []
      })
    }),
}
