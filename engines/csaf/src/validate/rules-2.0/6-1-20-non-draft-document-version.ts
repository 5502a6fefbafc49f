import { shown } from '../fault.ts'
import { readRevisionNumber } from '../revision-number.ts'
import { isReleased } from '../revisions.ts'
import type { Rule } from '../rule.ts'

export const nonDraftDocumentVersion: Rule = {
  id: '6.1.20',
  words: 'Non-draft Document Version',
  check({ document }, report) {
    const { version = '', status } = document.document?.tracking ?? {}
    if (!isReleased(document) || (readRevisionNumber(version)?.preRelease.length ?? 0) === 0) return
    const words = `is the pre-release ${shown(version)}, but the status is ${shown(status)}`
    report('/document/tracking/version', words)
  },
}
