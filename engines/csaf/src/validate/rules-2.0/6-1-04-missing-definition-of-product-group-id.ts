import { pathOf } from '../document-view.ts'
import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const missingDefinitionOfProductGroupId: Rule = {
  id: '6.1.4',
  words: 'Missing Definition of Product Group ID',
  check({ groups, groupUses }, report) {
    for (const use of groupUses) {
      if (groups.has(use.id)) continue
      report(pathOf(use), `no product group is defined as ${shown(use.id)}`)
    }
  },
}
