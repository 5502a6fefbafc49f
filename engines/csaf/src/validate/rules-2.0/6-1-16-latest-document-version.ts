import { shown } from '../fault.ts'
import { compareReleases, compareRevisionNumbers, readRevisionNumber } from '../revision-number.ts'
import type { Rule } from '../rule.ts'

export const latestDocumentVersion: Rule = {
  id: '6.1.16',
  words: 'Latest Document Version',
  check({ document, revisionsByDate }, report) {
    const tracking = document.document?.tracking ?? {}
    const version = readRevisionNumber(tracking.version ?? '')
    const last = revisionsByDate.at(-1)
    if (version === null || last === undefined) return
    const compare = tracking.status === 'draft' ? compareReleases : compareRevisionNumbers
    const same = version.kind === last.number.kind && compare(version, last.number) === 0
    if (same) return
    const words = `is ${shown(tracking.version)}; the latest revision is ${shown(last.text)}`
    report('/document/tracking/version', words)
  },
}
