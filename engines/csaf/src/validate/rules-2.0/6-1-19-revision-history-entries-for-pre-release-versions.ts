import { shown } from '../fault.ts'
import { revisionsAsWritten } from '../revisions.ts'
import type { Rule } from '../rule.ts'

export const revisionHistoryEntriesForPreReleaseVersions: Rule = {
  id: '6.1.19',
  words: 'Revision History Entries for Pre-release Versions',
  check({ document }, report) {
    for (const { number, text, path } of revisionsAsWritten(document)) {
      if (number.preRelease.length === 0) continue
      report(`${path}/number`, `is ${shown(text)}: a pre-release has no entry in the history`)
    }
  },
}
