import { shown } from '../fault.ts'
import type { Rule } from '../rule.ts'

export const revisionHistoryEntriesForPreReleaseVersions: Rule = {
  id: '6.1.19',
  words: 'Revision History Entries for Pre-release Versions',
  check({ revisions }, report) {
    for (const { number, text, path } of revisions) {
      if (number.preRelease.length === 0) continue
      report(`${path}/number`, `is ${shown(text)}: a pre-release has no entry in the history`)
    }
  },
}
