import type { Rule } from '../rule.ts'

const BRANCHES_MAX = 30

export const branchesRecursionDepth: Rule = {
  id: '6.1.34',
  words: 'Branches Recursion Depth',
  check({ branches }, report) {
    for (const { value, path, above } of branches) {
      const depth = above.length + 1
      if (value.product === undefined || depth <= BRANCHES_MAX) continue
      report(`${path}/product`, `lies below ${depth} branches; ${BRANCHES_MAX} are allowed`)
    }
  },
}
