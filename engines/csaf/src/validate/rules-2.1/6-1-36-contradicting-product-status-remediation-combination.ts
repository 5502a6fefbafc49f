import type { Rule } from '../rule.ts'
import { reportAgreement } from './status-and-remediation.ts'

export const contradictingProductStatusRemediationCombination: Rule = {
  id: '6.1.36',
  words: 'Contradicting Product Status Remediation Combination',
  check(view, report) {
    reportAgreement(view, 'prohibited', report)
  },
}
