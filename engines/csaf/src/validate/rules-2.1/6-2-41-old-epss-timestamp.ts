import { instantOf } from '../instant.ts'
import { isReleased } from '../revisions.ts'
import type { Rule } from '../rule.ts'

const AGE_DAYS_MAX = 15
const DAY_MS = 86_400_000

export const oldEpssTimestamp: Rule = {
  id: '6.2.41',
  words: 'Old EPSS Timestamp',
  check({ document, vulnerabilities, revisionsByDate }, report) {
    const newest = revisionsByDate.at(-1)
    if (newest === undefined || !isReleased(document)) return
    for (const [i, { metrics = [] }] of vulnerabilities.entries()) {
      const stamps = metrics.flatMap(({ content }, j) => {
        const at = instantOf(content?.epss?.timestamp ?? '')
        return at === null ? [] : [{ at, j }]
      })
      const [youngest] = stamps.sort((a, b) => b.at - a.at)
      if (youngest === undefined || newest.at - youngest.at <= AGE_DAYS_MAX * DAY_MS) continue
      const path = `/vulnerabilities/${i}/metrics/${youngest.j}/content/epss/timestamp`
      report(path, `is more than ${AGE_DAYS_MAX} days older than the newest revision`)
    }
  },
}
