import { instantOf } from '../instant.ts'
import type { Rule } from '../rule.ts'

// Whether a date is past depends on when one asks; who does not say when gets no answer.
export const disclosureDateNewerThanRevisionHistory: Rule = {
  id: '6.2.33',
  words: 'Disclosure Date Newer than Revision History',
  check({ vulnerabilities, now, revisionsByDate }, report) {
    const newest = revisionsByDate.at(-1)
    if (newest === undefined || now === null) return
    for (const [i, { disclosure_date: date = '' }] of vulnerabilities.entries()) {
      const at = instantOf(date)
      if (at === null || at <= newest.at || at > now) continue
      const words = `is past, but newer than the newest revision, of ${newest.date}`
      report(`/vulnerabilities/${i}/disclosure_date`, words)
    }
  },
}
