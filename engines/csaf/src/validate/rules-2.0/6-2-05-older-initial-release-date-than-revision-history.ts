import { instantOf } from '../instant.ts'
import type { Rule } from '../rule.ts'

export const olderInitialReleaseDateThanRevisionHistory: Rule = {
  id: '6.2.5',
  words: 'Older Initial Release Date than Revision History',
  check({ document, revisionsByDate }, report) {
    const initial = instantOf(document.document?.tracking?.initial_release_date ?? '')
    const oldest = revisionsByDate[0]
    if (initial === null || oldest === undefined || initial >= oldest.at) return
    const path = '/document/tracking/initial_release_date'
    report(path, `is older than the first revision, of ${oldest.date}`)
  },
}
