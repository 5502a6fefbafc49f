import type { Rule } from '../rule.ts'

/** Of semantic versions only the major number must not leap. */
export const missingItemInRevisionHistory: Rule = {
  id: '6.1.21',
  words: 'Missing Item in Revision History',
  check({ revisionsByDate: revisions }, report) {
    const [first] = revisions
    if (first === undefined) return
    if (first.number.parts[0] !== '0' && first.number.parts[0] !== '1') {
      report(`${first.path}/number`, `is ${first.text}: a history begins with 0 or 1`)
    }
    for (const [i, later] of revisions.entries()) {
      const earlier = revisions[i - 1]
      if (earlier === undefined) continue
      const leap = BigInt(later.number.parts[0]) - BigInt(earlier.number.parts[0])
      if (leap > 1n) report(`${later.path}/number`, `is ${later.text}, right after ${earlier.text}`)
    }
  },
}
