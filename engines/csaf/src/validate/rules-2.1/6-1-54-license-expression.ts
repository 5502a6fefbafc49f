import { shown } from '../fault.ts'
import { readLicenseExpression } from '../license-expression.ts'
import type { Rule } from '../rule.ts'

export const licenseExpression: Rule = {
  id: '6.1.54',
  words: 'License Expression',
  check({ document }, report) {
    const text = document.document?.license_expression
    if (text === undefined || readLicenseExpression(text) !== null) return
    report('/document/license_expression', `${shown(text)} is not an SPDX license expression`)
  },
}
