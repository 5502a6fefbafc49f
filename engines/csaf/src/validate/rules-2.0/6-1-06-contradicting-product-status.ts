import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['affected', ['first_affected', 'known_affected', 'last_affected']],
  ['not affected', ['known_not_affected']],
  ['fixed', ['first_fixed', 'fixed']],
  ['under investigation', ['under_investigation']],
  ['unknown', ['unknown']],
]

/** `recommended` contradicts nothing: a vendor may recommend any version. */
export const contradictingProductStatus: Rule = {
  id: '6.1.6',
  words: 'Contradicting Product Status',
  check({ vulnerabilities }, report) {
    for (const [i, { product_status: status }] of vulnerabilities.entries()) {
      if (status === undefined || isOneGroup(status)) continue
      const groupOf = new Map<string, string>()
      for (const [group, names] of GROUPS) {
        for (const name of names) {
          for (const [j, id] of (status[name] ?? []).entries()) {
            const other = groupOf.get(id) ?? group
            groupOf.set(id, other)
            if (other === group) continue
            const path = `/vulnerabilities/${i}/product_status/${name}/${j}`
            report(path, `the product ${shown(id)} is ${group} here and ${other} elsewhere`)
          }
        }
      }
    }
  },
}

function isOneGroup(status: Readonly<Record<string, unknown>>): boolean {
  let groups = 0
  for (const [, names] of GROUPS) if (names.some((name) => status[name] !== undefined)) groups++
  return groups < 2
}
