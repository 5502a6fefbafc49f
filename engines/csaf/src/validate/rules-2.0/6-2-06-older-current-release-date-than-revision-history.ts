import { instantOf } from '../instant.ts'
import type { Rule } from '../rule.ts'

export const olderCurrentReleaseDateThanRevisionHistory: Rule = {
  id: '6.2.6',
  words: 'Older Current Release Date than Revision History',
  check({ document, revisionsByDate }, report) {
    const current = instantOf(document.document?.tracking?.current_release_date ?? '')
    const newest = revisionsByDate.at(-1)
    if (current === null || newest === undefined || current >= newest.at) return
    const path = '/document/tracking/current_release_date'
    report(path, `is older than the last revision, of ${newest.date}`)
  },
}
