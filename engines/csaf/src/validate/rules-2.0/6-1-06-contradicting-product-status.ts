import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

const GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['affected', ['first_affected', 'known_affected', 'last_affected']],
  ['not affected', ['known_not_affected']],
  ['fixed', ['first_fixed', 'fixed']],
  ['under investigation', ['under_investigation']],
  ['unknown', ['unknown']],
]

const GROUP_OF: Readonly<Record<string, string | undefined>> = Object.assign(
  Object.create(null),
  Object.fromEntries(GROUPS.flatMap(([group, names]) => names.map((name) => [name, group]))),
)

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
  let only: string | undefined
  for (const name in status) {
    const group = GROUP_OF[name]
    if (group === undefined || group === only) continue
    if (only !== undefined) return false
    only = group
  }
  return true
}
