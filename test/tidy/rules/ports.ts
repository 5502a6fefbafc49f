import { isTest, type Rule } from '../tree.ts'

/** `git ls-files '*.port.ts'` lists every place where we touch the world, so it must be true. */
export const ports: Rule = {
  name: 'ports belong to their caller in core or an engine, their in-memory forms to test/',
  check: (tree) =>
    [...tree.keys()].flatMap((path) => {
      if (path.endsWith('.port.ts') && !/^(core|engines\/[^/]+)\/src\//.test(path)) {
        return [
          { path, line: 1, what: 'a port lies with the rules that call it, in core or an engine' },
        ]
      }
      const inMemory = /(^|\/)(in-memory|fake|mock)[^/]*\.tsx?$/.test(path)
      if (!inMemory || isTest(path)) return []
      return [{ path, line: 1, what: 'in-memory ports live under test/ and nowhere else' }]
    }),
}
