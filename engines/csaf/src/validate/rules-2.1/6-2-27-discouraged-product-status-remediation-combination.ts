import type { Rule } from '../rule.ts'
import { reportAgreement } from './status-and-remediation.ts'

export const discouragedProductStatusRemediationCombination: Rule = {
  id: '6.2.27',
  words: 'Discouraged Product Status Remediation Combination',
  check(view, report) {
    reportAgreement(view, 'discouraged', report)
  },
}
