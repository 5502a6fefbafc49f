import { isBeforeFirstRelease } from '../revision-number.ts'
import { isReleased } from '../revisions.ts'
import type { Rule } from '../rule.ts'

export const releasedRevisionHistory: Rule = {
  id: '6.1.18',
  words: 'Released Revision History',
  check({ document, revisions }, report) {
    if (!isReleased(document)) return
    for (const { number, text, path } of revisions) {
      if (!isBeforeFirstRelease(number)) continue
      report(`${path}/number`, `is ${text}, but the document is released`)
    }
  },
}
