import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const missingDefinitionOfProductGroupId: Rule = {
  id: '6.1.4',
  words: 'Missing Definition of Product Group ID',
  check({ groups, groupUses }, report) {
    for (const uses of groupUses) {
      for (let i = 0; i < uses.ids.length; i++) {
        const id = uses.ids[i] as string
        if (!groups.has(id)) report(uses.pathOf(i), `no product group is defined as ${shown(id)}`)
      }
    }
  },
}
