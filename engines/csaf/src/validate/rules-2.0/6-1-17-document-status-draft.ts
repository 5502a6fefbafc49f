import { shown } from '../fault.ts'
import { isBeforeFirstRelease, readRevisionNumber } from '../revision-number.ts'
import type { Rule } from '../rule.ts'

export const documentStatusDraft: Rule = {
  id: '6.1.17',
  words: 'Document Status Draft',
  check({ document }, report) {
    const { version, status } = document.document?.tracking ?? {}
    const number = readRevisionNumber(version ?? '')
    if (number === null || status === undefined || status === 'draft') return
    if (!isBeforeFirstRelease(number) && number.preRelease.length === 0) return
    report('/document/tracking/status', `is ${shown(status)}; version ${version} is a draft`)
  },
}
